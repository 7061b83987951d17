#!/usr/bin/env python3
"""What a gate's life leaves behind: a root rotation, a zone, a damaged log. The auditor follows all three.

    audit_roots.py DIRECTORY
"""
import datetime
import json
import shutil
import sqlite3
import sys
from pathlib import Path

import line
from gate_setup import Checks, PEOPLE

NOT_CHECKED = "this door list cannot be checked: it is signed below a root key from before the one given with --root; give the first"


class Day:
    def __init__(self, directory):
        self.line = line.Line(directory)
        self.dir = self.line.dir
        now = datetime.datetime.now(datetime.timezone.utc)
        profile = line.event_now(now).replace("zones = []", 'zones = ["meeting-rooms"]')
        (self.dir / "event.toml").write_text(profile, encoding="utf-8")
        rows = ["name,email,organisation,date of birth,ID number,ID expiry"] + [",".join(p) for p in PEOPLE]
        (self.dir / "list.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
        self.line.init(self.dir / "event.toml")
        self.line.issuer("import", self.dir / "list.csv", as_="reg")
        for row in self.line.registrations():
            for who in ("bea", "cem"):
                self.line.issuer("approve", row["id"], "--reason", "invited", as_=who)
        self.badges = [b["text"] for b in self.line.issue_all()]
        self.line.gate("north", "--zone", "meeting-rooms")
        self.line.gate("lobby", "--zone", "kitchen")
        first = self.line.door_list("first.ebdl")
        for gate in ("north", "lobby"):
            self.line.scanner(gate, "load", first)
        self.first_root = self.dir / "first-root.pub"
        shutil.copy(self.line.office / "keys" / "root.pub", self.first_root)

    def rotate(self):
        """A new root, followed by the gate, and a list below it."""
        change = self.dir / "change.cose"
        self.line.root("keys", "root", "--new", "keys/root-2.pem", "--new-passphrase-file", self.line.secrets["office"], "-o", change)
        self.line.scanner("north", "root", change)
        self.line.scanner("north", "load", self.line.door_list("second.ebdl"))
        self.new_root = self.dir / "new-root.pub"
        self.new_root.write_text(json.loads(self.line.issuer("--json", "keys", "root").stdout)["pem"])

    def findings(self, command, *arguments, code):
        done = self.line.audit("--json", command, *arguments, codes=(code,), cwd=self.dir)
        return [f for text in done.stdout.splitlines() for f in json.loads(text)["findings"]]


def copy_of(export, name):
    to = export.parent / name
    shutil.copytree(export, to)
    return to


def rotation(day, checks):
    day.line.scan("north", day.badges[0], "--id", PEOPLE[0][4])
    day.rotate()
    day.line.scan("north", day.badges[1], "--id", PEOPLE[1][4])
    export = day.dir / "north-export"
    day.line.scanner("north", "export", export)
    checks("changes in the export", len(list((export / "root-changes").iterdir())), 1)
    checks("the first root", (export / "first-root.pub").read_text(), day.first_root.read_text())
    checks("an honest gate", day.findings("verify", export, "--root", day.first_root, code=0), [])
    checks("by its own root", day.findings("verify", export, code=0), [])
    checks("replayed", day.findings("replay", export, "--office", day.line.office, "--root", day.first_root, code=0), [])

    # A later root is enough for the lists below it, and says which ones are not checked.
    found = day.findings("verify", export, "--root", day.new_root, code=1)
    checks.true(f"a later root: {found}", len(found) == 1 and found[0]["what"].startswith(NOT_CHECKED) and "000001" in found[0]["place"])

    # Without the change, with another one, or with a list below the root that was left.
    without = copy_of(export, "without")
    shutil.rmtree(without / "root-changes")
    found = day.findings("verify", without, "--root", day.first_root, code=1)
    checks.true(f"no change: {found}", any("followed a root change here that is not in the export" in f["what"] for f in found))
    other = copy_of(export, "other")
    change = next((other / "root-changes").iterdir())
    signed = change.read_bytes()
    change.write_bytes(signed[:-1] + bytes([signed[-1] ^ 1]))
    found = day.findings("verify", other, "--root", day.first_root, code=1)
    checks.true(f"a changed change: {found}", any("no root change signed by a root key of this gate" in f["what"] for f in found))
    # The gate's directory keeps the change once, whatever is tried again.
    day.line.scanner("north", "root", day.dir / "change.cose", codes=(1,))
    checks("kept once", len(list((day.dir / "north" / "root-changes").iterdir())), 1)


def zone(day, checks):
    """A gate that leads to the kitchen may not give wrong_zone a miss; nor may the other one claim it."""
    got = day.line.scan("lobby", day.badges[0], "--id", PEOPLE[0][4])
    checks("kitchen", got["reason"], "wrong_zone")
    export = day.dir / "lobby-export"
    day.line.scanner("lobby", "export", export)
    checks("replayed", day.findings("replay", export, "--office", day.line.office, code=0), [])
    lines = (export / "entries.jsonl").read_text()
    moved = copy_of(export, "moved")
    (moved / "entries.jsonl").write_text(lines.replace("zone kitchen", "zone meeting-rooms"))
    found = day.findings("replay", moved, "--office", day.line.office, code=1)
    checks.true(f"another zone: {found}", any("logged wrong_zone" in f["what"] for f in found))
    north = copy_of(day.dir / "north-export", "north-moved")
    (north / "entries.jsonl").write_text((north / "entries.jsonl").read_text().replace("zone meeting-rooms", "zone kitchen"))
    found = day.findings("replay", north, "--office", day.line.office, code=1)
    checks.true(f"admitted elsewhere: {found}", any("the rules give wrong_zone" in f["what"] for f in found))


def salvage(day, checks):
    whole = [json.loads(text) for text in (day.dir / "north-export" / "entries.jsonl").read_text().splitlines()]
    with sqlite3.connect(day.dir / "north" / "log.db") as database:
        database.execute("UPDATE log_line SET line = replace(line, '\"admit\"', '\"admitt\"') WHERE idx = 2")
    database.close()
    done = day.line.scanner("north", "export", day.dir / "refused", codes=(1,))
    checks.true(f"says how to go on: {done.stderr}", "export --salvage writes what can be read" in done.stderr)
    done = day.line.scanner("north", "export", day.dir / "salvaged", "--salvage")
    checks.true(f"says what it is: {done.stdout}", f"{len(whole)} raw lines" in done.stdout and "no whole export" in done.stdout)
    found = day.findings("verify", day.dir / "salvaged", "--root", day.first_root, code=1)
    checks.true(f"labelled: {found}", "no whole export" in found[1]["what"] or "no whole export" in found[0]["what"])
    checks.true(f"the line: {found}", any(f["entry"] == 2 and "not an entry as a gate writes it" in f["what"] for f in found))
    (day.dir / "salvaged" / "salvage.txt").unlink()
    checks.true("found without its label", day.findings("verify", day.dir / "salvaged", "--root", day.first_root, code=1))
    done = day.line.scanner("lobby", "export", day.dir / "lobby-salvaged", "--salvage")
    found = day.findings("verify", day.dir / "lobby-salvaged", "--root", day.first_root, code=1)
    checks("a sound log", [f["place"].endswith("salvage.txt") for f in found], [True])


def words(day, checks):
    for arguments, sentence in [
        (("present",), "badge-scanner: no command 'present': see badge-scanner --help\n"),
        (("export",), "badge-scanner export: give DIR: see badge-scanner export --help\n"),
        (("init", "--name", "x"), "badge-scanner init: give --root FILE: see badge-scanner init --help\n"),
    ]:
        checks(" ".join(arguments), day.line.run([line.program("badge-scanner"), *arguments], codes=(2,)).stderr, sentence)
    for command in ("init", "load", "root", "check", "inspect", "status", "checkpoint", "export"):
        shown = day.line.run([line.program("badge-scanner"), command, "--help"]).stdout
        lines = [text for text in shown.splitlines() if text.startswith("  badge-scanner")]
        checks.true(f"examples of {command}", lines and all(f" {command}" in text for text in lines))
    checked = day.line.scanner("lobby", "check", codes=(0, 1)).stdout
    checks.true(f"times with offset: {checked}", checked.count("+00:00") >= 2)
    status = day.line.scanner("lobby", "status").stdout
    checks.true(f"times with offset: {status}", status.count("+00:00") >= 3)


def main():
    directory = Path(sys.argv[1])
    shutil.rmtree(directory, ignore_errors=True)
    checks = Checks()
    day = Day(directory)
    rotation(day, checks)
    zone(day, checks)
    words(day, checks)
    salvage(day, checks)
    print("failed" if checks.failed else "a root change, a zone and a damaged log: followed")
    sys.exit(1 if checks.failed else 0)


if __name__ == "__main__":
    main()
