"""An mbox written by Python's mailbox package. Arguments: a file of letters, each led by its length on a line of its own; the mbox.

Says «written» while it still holds the lock, and lets go when its standard input ends.
"""
import mailbox
import sys

_, path, target = sys.argv
box = mailbox.mbox(target)
box.lock()
with open(path, "rb") as letters:
    while length := letters.readline():
        box.add(letters.read(int(length)))
box.flush()
print("written", flush=True)
sys.stdin.read()
box.unlock()
