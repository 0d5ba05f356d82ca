"""An independent reading of letters: Python's own e-mail package and the raw bytes.

The one argument is a file of letters, each led by its length in bytes on a line of its own. One line of JSON (ASCII) comes out for each letter.
"""
import email
import email.policy
import itertools
import json
import re
import sys
import unicodedata
from email.header import decode_header
from email.utils import getaddresses, parsedate_to_datetime

WORD = re.compile(rb"=\?([^?\s]+)\?([BQ])\?([^?\s]*)\?=")


def decoded(raw):
    return "".join(piece if isinstance(piece, str) else piece.decode(charset or "ascii") for piece, charset in decode_header(raw))


def mailboxes(message, field):
    return [[decoded(name), address] for name, address in getaddresses(message.get_all(field, []))]


def is_mark(char):
    return char == "\u0e33" or (unicodedata.category(char) == "Mn" and "\u0e00" <= char <= "\u0e7f")


def marks(text):
    return len(list(itertools.takewhile(is_mark, text)))


def word_faults(head):
    """Each encoded word must be short, stand on a short line, decode by itself and not start inside a Thai cluster."""
    faults = []
    for field in re.split(rb"\r\n(?! )", head):
        before = ""
        for line in field.split(b"\r\n"):
            words = list(WORD.finditer(line))
            if words and len(line) > 76:
                faults.append("a line with an encoded word has %d bytes" % len(line))
            for word in words:
                if len(word.group(0)) > 75:
                    faults.append("an encoded word has %d bytes" % len(word.group(0)))
                try:
                    text = decoded(word.group(0).decode("ascii"))
                except UnicodeError as fault:
                    faults.append("an encoded word does not decode by itself: %s" % fault)
                    continue
                # More than 12 marks on one letter do not fit into a word: there a cut cannot be helped
                if before and marks(text) and marks(text) + marks(before[::-1]) <= 12:
                    faults.append("a Thai cluster is cut before U+%04X" % ord(text[0]))
                before = text
    return faults


def byte_faults(raw, head):
    faults = []
    bare = len(re.findall(rb"\r(?!\n)|(?<!\r)\n", raw))
    if bare:
        faults.append("%d bare CR or LF" % bare)
    if any(b > 126 or (b < 32 and b not in (9, 10, 13)) for b in raw):
        faults.append("8-bit or control bytes")
    for line in raw.split(b"\r\n"):
        if len(line) > 998:
            faults.append("a line of %d bytes" % len(line))
    for line in raw[len(head) + 4:].split(b"\r\n"):
        if len(line) > 76:
            faults.append("a content line of %d bytes" % len(line))
    for line in head.split(b"\r\n"):
        if len(line) > 76 and b" " in line.strip().split(b": ", 1)[-1]:
            faults.append("a header line of %d bytes that could be folded" % len(line))
        if not line.strip():
            faults.append("a header line of white space alone")
    return faults


def part(node):
    content = node.get_content()
    if isinstance(content, str):
        content = content.replace("\r\n", "\n")
    return {
        "type": node.get_content_type(),
        "encoding": node["Content-Transfer-Encoding"],
        "disposition": node.get_content_disposition(),
        "fileName": node.get_filename(),
        "text": content if isinstance(content, str) else content.decode("latin-1"),
    }


def judge(raw):
    modern = email.message_from_bytes(raw, policy=email.policy.default)
    plain = email.message_from_bytes(raw)
    head = raw.split(b"\r\n\r\n", 1)[0]
    nodes = list(modern.walk())
    defects = [repr(d) for node in nodes for d in node.defects]
    defects += [repr(d) for node in nodes for value in node.values() for d in getattr(value, "defects", [])]
    date = parsedate_to_datetime(plain["Date"])
    return {
        "fields": [name for name, _ in plain.items()],
        "values": {name: re.sub(r"\r\n(?=\s)", "", value) for name, value in plain.items()},
        "subject": str(modern["Subject"]),
        "decodedSubject": decoded(plain["Subject"]),
        "date": date.isoformat(),
        "from": mailboxes(plain, "From"),
        "to": mailboxes(plain, "To"),
        "replyTo": mailboxes(plain, "Reply-To"),
        "listName": decoded(plain.get("List-Id", "").rpartition(" <")[0]),
        "shape": [node.get_content_type() for node in nodes],
        "parts": [part(node) for node in nodes if not node.is_multipart()],
        "faults": defects + word_faults(head) + byte_faults(raw, head),
    }


with open(sys.argv[1], "rb") as letters:
    while length := letters.readline():
        print(json.dumps(judge(letters.read(int(length)))))
