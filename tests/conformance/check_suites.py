#!/usr/bin/env python3
"""Runs the conformance program on suites of other projects' cases and compares each answer with the case's own.

    check_suites.py PROGRAM VECTORS [SUITE...]

VECTORS is the folder of the suites; BADGE_VECTORS in the environment goes before it. Exit 0: all right; 1: a wrong answer;
77: skipped, because the cases are not on this machine.
"""
import email
import email.policy
import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

SUITES = ["base45", "cbor-rfc", "cbor-malformed", "cose", "cose-gluecose", "cwt", "wycheproof", "ed25519-edge", "dcc",
          "merkle", "signed-note", "mrz", "csv-injection", "qr-images", "email", "naughty-strings"]


def skip_deterministic(data, at=0):
    """End of the item at `at` when it is in the deterministic subset of RFC 8949 section 4.2.1 without floats and simple
    values; ValueError otherwise. Written apart from the decoder under test."""
    major, info = data[at] >> 5, data[at] & 31
    at += 1
    if major == 7 or info > 27:
        raise ValueError
    value = info
    if info > 23:
        size = 1 << (info - 24)
        value = int.from_bytes(data[at:at + size], "big")
        at += size
        if value < (24 if size == 1 else 1 << (4 * size)):
            raise ValueError
    if major < 2:
        return at
    if major < 4:
        if major == 3:
            data[at:at + value].decode("utf-8")
        return at + value
    previous = b""
    for _ in range(1 if major == 6 else value):
        start = at
        at = skip_deterministic(data, at)
        if major == 5:
            if data[start:at] <= previous:
                raise ValueError
            previous = data[start:at]
            at = skip_deterministic(data, at)
    return at


def is_deterministic(data):
    try:
        return skip_deterministic(data) == len(data)
    except (ValueError, IndexError):
        return False


def expected(suite, case):
    """The right verdicts and, where the case fixes it, the right reason."""
    if suite == "cbor-rfc":
        return ({"accept"} if is_deterministic(bytes.fromhex(case["hex"])) else {"reject"}), None
    want = case["expect"]
    if suite in ("csv-injection", "email", "naughty-strings"):
        return {"accept"}, None
    if suite == "mrz":
        # A national layout is parsed or sent to a person; what it must not be, misread, the unit tests of the reader say.
        return {"ok": {"accept"}, "bad": {"reject"}, "national-layout": {"accept", "reject"}}[want], None
    if suite == "qr-images":
        # Not every photograph can be read; how many must be is asked for all of them together.
        return ({"accept", "reject"}, case["value"]) if want == "text" else ({"reject"}, None)
    if want == "decode":
        return ({"accept"} if case["baseline_zxing140"] else {"accept", "reject"}), None
    if want.startswith("either"):
        return {"accept", "reject"}, None
    # `accept-generic/reject-badge-profile` and `accept-format`: right in general, refused by our profile.
    return ({"accept"}, None) if want == "accept" else ({"reject"}, None)


def squeezed(text):
    return " ".join(str(text).split())


def stated_by_python(data):
    """Subject and sender as Python's parser reads them, None where a header is missing, defective or not plainly one address."""
    try:
        mail = email.message_from_bytes(data, policy=email.policy.default)
        subject, sender = mail["subject"], mail["from"]
        if subject is not None and (subject.defects or "\ufffd" in subject):
            subject = None
        if sender is not None:
            plain = not sender.defects and len(sender.addresses) == 1 and str(sender).isascii() and "(" not in str(sender)
            sender = sender.addresses[0].addr_spec if plain else None
    except Exception:  # its parser of headers gives up on some
        return None, None
    return subject, sender


def mail_faults(folder, cases, answers):
    """Mails in a mailbox are counted as the case says; subject and sender are compared with Python's parser."""
    faults, compared = [], 0
    for case, answer in zip(cases, answers):
        mails = json.loads(answer["reason"])
        count = (case["expect"] or {}).get("n_messages")
        if count is not None and len(mails) != count:
            faults.append(f"{case['id']}: {len(mails)} mails, expected {count}")
        if case["kind"] != "eml" or mails[0] is None:
            continue
        subject, sender = stated_by_python((folder / case["file"]).read_bytes())
        compared += (subject is not None) + (sender is not None)
        if subject is not None and squeezed(subject) != squeezed(mails[0]["subject"]):
            faults.append(f"{case['id']}: subject {mails[0]['subject']!r}, expected {str(subject)!r}")
        if sender is not None and sender != mails[0]["sender"]:
            faults.append(f"{case['id']}: sender {mails[0]['sender']!r}, expected {sender!r}")
    print(f"  {compared} subjects and senders compared with Python's")
    return faults


def folded(value):
    """As docs/intake.md says of every field: invisible characters gone, white space one space, NFC."""
    visible = "".join(c for c in value if c not in "\u00ad\u034f\ufeff" and not "\u200b" <= c <= "\u200f" and not "\u2060" <= c <= "\u2064")
    return unicodedata.normalize("NFC", squeezed(visible))


def acts(text):
    """Control or bidi characters, which must never come out of the intake."""
    return any(unicodedata.category(c) == "Cc" or "\u202a" <= c <= "\u202e" or "\u2066" <= c <= "\u2069" for c in text)


def naughty_faults(cases, answers):
    """A value comes back exactly, or its record has a code that sends it to an officer."""
    faults, exact = [], 0
    for case, answer in zip(cases, answers):
        found = json.loads(answer["reason"])
        people = [person for where in found.values() for person in where]
        if any(acts(str(value)) for person in people for value in person.values()):
            faults.append(f"{case['id']}: a control or bidi character came through")
        for person in found["list"]:
            same = folded(person["organisation"]) == folded(case["value"])
            exact += same
            if not same and not {"hostile_text", "missing_organisation"} & set(person["problems"]):
                faults.append(f"{case['id']}: {case['value']!r} became {person['organisation']!r} without a word")
        for person in found["label"]:  # a line may end where the label of another value begins
            if "<" in person["organisation"] and "hostile_text" not in person["problems"]:
                faults.append(f"{case['id']}: a tag behind a label without a word")
    print(f"  {exact} values came back exactly, the others with a code")
    return faults


def wrong_answers(suite, cases, answers):
    if [case["id"] for case in cases] != [answer["id"] for answer in answers]:
        return ["the answers are not one a case, in order"]
    faults = []
    for case, answer in zip(cases, answers):
        verdicts, reason = expected(suite, case)
        right = answer["verdict"] in verdicts
        if right and reason is not None and answer["verdict"] == "accept":
            right = answer["reason"] == reason
        if not right:
            faults.append(f"{case['id']}: {answer['verdict']} ({answer['reason']}), expected {'/'.join(sorted(verdicts))}")
    if suite == "qr-images":
        read = sum(c["expect"] == "text" and a["verdict"] == "accept" for c, a in zip(cases, answers))
        least = sum(c["expect"] == "text" and (c["baseline_zxing140"] or c["baseline_zbar"]) for c in cases)
        print(f"  {read} images read; others' readers with default settings read {least}")
        if read < least:
            faults.append("fewer images read than others read")
    return faults


def check(program, folder, suite):
    path = folder / suite / "cases.jsonl"
    run = subprocess.run([program, suite, path], capture_output=True, text=True, check=False)
    if run.returncode != 0:
        print(f"{suite}: the program ended with {run.returncode}: {run.stderr.strip()}")
        return False
    cases = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    answers = [json.loads(line) for line in run.stdout.split("\n") if line]
    faults = wrong_answers(suite, cases, answers)
    if suite == "email" and not faults:
        faults = mail_faults(folder / suite, cases, answers)
    if suite == "naughty-strings" and not faults:
        faults = naughty_faults(cases, answers)
    accepted = sum(answer["verdict"] == "accept" for answer in answers)
    print(f"{suite}: {len(cases)} cases, {accepted} accepted, {len(cases) - accepted} rejected, {len(faults)} wrong")
    for fault in faults:
        print("  " + fault)
    return bool(cases) and not faults


def main():
    if len(sys.argv) < 3:
        print(__doc__)
        return 2
    folder = Path(os.environ.get("BADGE_VECTORS") or sys.argv[2])
    suites = sys.argv[3:] or SUITES
    missing = [suite for suite in suites if not (folder / suite / "cases.jsonl").exists()]
    if missing:
        print(f"skipped: no cases of {', '.join(missing)} in {folder}")
        return 77
    results = [check(sys.argv[1], folder, suite) for suite in suites]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
