"""An independent judgement of DKIM seals: dkimpy, with the one DNS record that the test gives.

Arguments: a file of letters, each led by its length in bytes on a line of its own; the record's name; the record. One line comes out for each letter: «good», or why it is not.
"""
import sys

import dkim

_, path, name, record = sys.argv


def dns(asked, timeout=5):
    return record.encode() if asked.decode().rstrip(".") == name else None


with open(path, "rb") as letters:
    while length := letters.readline():
        try:
            print("good" if dkim.DKIM(letters.read(int(length))).verify(dnsfunc=dns) else "the seal does not fit")
        except dkim.DKIMException as fault:
            print(type(fault).__name__, str(fault).replace("\n", " "))
