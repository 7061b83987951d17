#!/usr/bin/env python3
"""Tampering with an export, each kind once, and its untouched twin: badge-audit verify names the first bad entry.

    audit_test.py DIRECTORY
"""
import datetime
import json
import shutil
import sys
from pathlib import Path

import line

LIST = "name,email,organisation,date of birth,id number,id expiry\n" + "".join(
    f"Given{chr(97 + n)} Surname{chr(97 + n)},p{n}@org.example,Police,198{n}-01-02,AB12345{n},2040-01-01\n" for n in range(8))


def main():
    directory = Path(sys.argv[1])
    shutil.rmtree(directory, ignore_errors=True)
    office = line.Line(directory)
    (directory / "event.toml").write_text(line.event_now(datetime.datetime.now(datetime.timezone.utc)))
    (directory / "list.csv").write_text(LIST)
    office.init(directory / "event.toml")
    office.issuer("import", directory / "list.csv")
    office.approve_all()
    badges = office.issue_all()
    for gate in ("north", "south"):
        office.gate(gate)
    listed = office.door_list("list.ebdl")
    stored = {row["id"]: row for row in office.registrations()}
    for gate in ("north", "south"):
        office.scanner(gate, "load", listed)
        for n, badge in enumerate(badges):
            office.scan(gate, badge["text"], "--id", stored[badge["registration"]]["id_number"])
            if n == 3:
                (directory / f"{gate}-noon.txt").write_text(office.scanner(gate, "checkpoint").stdout)
        office.scanner(gate, "export", directory / f"{gate}-export")
    good = directory / "north-export"
    root = office.office / "keys" / "root.pub"
    noon = directory / "north-noon.txt"
    office.audit("verify", good, directory / "south-export", "--root", root, "--checkpoint", noon)
    office.audit("replay", good, directory / "south-export", "--office", office.office)

    lines = (good / "entries.jsonl").read_text().splitlines()
    south = (directory / "south-export" / "entries.jsonl").read_text().splitlines()
    cases = {
        "changed": ([*lines[:3], lines[3].replace('"admit"', '"deny"'), *lines[4:]], 3),
        "dropped": ([*lines[:3], *lines[4:]], 3),
        "swapped": ([*lines[:3], lines[4], lines[3], *lines[5:]], 3),
        "doubled": ([*lines[:4], lines[3], *lines[4:]], 4),
        "of another gate": ([*lines[:3], south[3], *lines[4:]], 3),
        "truncated": (lines[:-2], len(lines) - 2),
        "added": ([*lines, lines[-1].replace(f'"index":{len(lines) - 1}', f'"index":{len(lines)}')], len(lines)),
        "not an entry": ([*lines[:3], lines[3] + " ", *lines[4:]], 3),
    }
    for what, (changed, first_bad) in cases.items():
        copy = directory / "tampered"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(good, copy)
        (copy / "entries.jsonl").write_text("\n".join(changed) + "\n")
        done = office.audit("--json", "verify", copy, "--root", root, codes=(1,))
        entries = [f["entry"] for f in json.loads(done.stdout)["findings"] if f["entry"] is not None]
        assert first_bad in entries, f"{what}: expected entry {first_bad}, found {entries}"
    # A whole older copy of the log looks right by itself; the checkpoint kept elsewhere proves that it is not.
    older = directory / "older"
    shutil.copytree(good, older)
    notes = (good / "checkpoints.txt").read_text().split("\n\n")
    first = int(notes[0].splitlines()[1])
    (older / "entries.jsonl").write_text("\n".join(lines[:first]) + "\n")
    (older / "checkpoints.txt").write_text(notes[0] + "\n\n" + notes[1] + "\n\n")
    office.audit("verify", older, "--root", root)
    office.audit("verify", older, "--root", root, "--checkpoint", noon, codes=(1,))
    # Another office's root does not vouch for this gate.
    other = line.Line(directory / "other")
    (directory / "other" / "event.toml").write_text((directory / "event.toml").read_text())
    other.issuer("init", "--event", directory / "other" / "event.toml", "--passphrase-file", other.secrets["admin"])
    office.audit("verify", good, "--root", other.office / "keys" / "root.pub", codes=(1,))
    print(f"{len(cases)} kinds of tampering, an older copy and a foreign root: all found")


if __name__ == "__main__":
    main()
