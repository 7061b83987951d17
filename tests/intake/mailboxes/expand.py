#!/usr/bin/env python3
"""Makes mails and truth.json for tests/intake_truth.py from the mailboxes beside it.

  expand.py FOLDER [MAILBOX...]     FOLDER/MAILBOX/mails/NNN.eml and FOLDER/MAILBOX/truth.json

A mailbox is an mbox (mboxrd, bytes as they were sent) with a .json beside it: for each mail its layout, its language and the right
answer for each person in it. Mails of one mailbox arrive one after another; those of different ones have nothing to do with each other.
"""
import json
import pathlib
import re
import sys

SEPARATOR = b"From sender@mail.example Wed Jun 24 10:00:00 2015\n"


def mails_in(mailbox):
    """As they were before they were joined: the separator lines go, and one '>' of each quoted From line."""
    for part in mailbox.split(SEPARATOR)[1:]:
        yield re.sub(rb"(?m)^>(>*From )", rb"\1", part[:-2])


def main():
    folder = pathlib.Path(sys.argv[1])
    here = pathlib.Path(__file__).resolve().parent
    for source in sorted(here.glob("*.mbox")):
        if len(sys.argv) > 2 and source.stem not in sys.argv[2:]:
            continue
        answers = json.loads(source.with_suffix(".json").read_text(encoding="utf-8"))
        out = folder / source.stem
        (out / "mails").mkdir(parents=True, exist_ok=True)
        mails = list(mails_in(source.read_bytes()))
        if len(mails) != len(answers):
            sys.exit(f"{source}: {len(mails)} mails, {len(answers)} answers")
        for number, (mail, answer) in enumerate(zip(mails, answers), 1):
            answer["file"] = f"mails/{number:03}.eml"
            (out / answer["file"]).write_bytes(mail)
        (out / "truth.json").write_text(json.dumps(answers, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
