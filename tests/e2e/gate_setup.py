"""A small event with one gate, ready to scan: what the scanner's end-to-end tests start from.

Each test is a script of its own: main(test) makes a directory, runs it, and ends with 1 when a check fails.
"""
import datetime
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from line import Line, event_now, program

PEOPLE = [
    ("Anastasia Schmidtmann", "anastasia@example.org", "Europol", "1974-08-12", "QX7654321", "2035-04-15"),
    ("Bartholomew Rossellini", "bart@example.org", "Polizia di Stato", "1980-01-02", "YA1234567", "2034-01-01"),
    ("Cunegonde Vandenberghe", "cune@example.org", "Contoso", "1990-11-30", "EK9988776", "2036-12-31"),
]


class Checks:
    def __init__(self):
        self.failed = 0

    def __call__(self, what, got, wanted):
        if got != wanted:
            self.failed += 1
            print(f"FAILED {what}: got {got!r}, expected {wanted!r}", flush=True)

    def true(self, what, value):
        self(what, bool(value), True)


class Setup:
    def __init__(self, directory, people=PEOPLE, id_mode="mrz", gate_extra=()):
        self.line = Line(directory)
        self.dir = self.line.dir
        now = datetime.datetime.now(datetime.timezone.utc)
        (self.dir / "event.toml").write_text(event_now(now, id_mode=id_mode), encoding="utf-8")
        rows = ["name,email,organisation,date of birth,ID number,ID expiry"] + [",".join(p) for p in people]
        (self.dir / "list.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
        self.line.init(self.dir / "event.toml")
        self.line.issuer("import", self.dir / "list.csv", as_="reg")
        registered = [row["id"] for row in self.line.registrations()]
        for who in ("bea", "cem"):                  # a rehearsed list of the same day is late by the profile
            self.line.issuer("approve", *registered, "--reason", "invited", as_=who)
        self.issued = {b["registration"]: b for b in self.line.issue_all()}
        self.badges = [b["text"] for b in self.issued.values()]
        self.line.gate("north", *gate_extra)
        self.list = self.line.door_list("first.ebdl")
        self.line.scanner("north", "load", self.list)
        self.gate = self.dir / "north"

    def scan(self, text, *extra, gate="north"):
        return self.line.scan(gate, text, *extra)

    def export(self, name, gate="north"):
        self.line.scanner(gate, "export", self.dir / name)
        return self.dir / name

    def entries(self, export):
        return [json.loads(line) for line in (export / "entries.jsonl").read_text(encoding="utf-8").splitlines()]

    def reader(self, *extra, **options):
        """badge-scanner scan - as a process with pipes."""
        command = [program("badge-scanner"), "--gate", str(self.gate), "--json", "scan", "-", *extra]
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, **options)


def main(test):
    checks = Checks()
    with tempfile.TemporaryDirectory(prefix="badge-e2e-") as directory:
        test(Path(directory), checks)
    print("failed" if checks.failed else "passed")
    sys.exit(1 if checks.failed else 0)
