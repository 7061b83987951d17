#!/usr/bin/env python3
"""Twenty faults planted in the logs of four gates that the programs wrote: replay finds each of them and nothing else. The entries
are changed as somebody with the gate's key could, who makes new checkpoints of them.

    replay_faults.py DIRECTORY ENTRIES
"""
import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

from door_service import Service
from gate_setup import Checks, Setup
from line import program

GATES = ("north", "south", "east", "west")
PINS = {"anna": ("guard", "190482"), "bert": ("supervisor", "730561")}
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def person(n):
    name = f"Given{LETTERS[n % 26]} Family{LETTERS[n // 26]}{LETTERS[n * 7 % 26]}"
    return (name, f"p{n}@example.org", f"Ministry {n % 9}", f"{1950 + n % 50}-02-{1 + n % 28:02}", f"QX{4000000 + n}", "2036-12-31")


class Day:
    """Regular people come and go all day; each of the others is there for one fault."""

    def __init__(self, directory, entries):
        self.regular = range(24, 64)
        self.people = [person(n) for n in range(64)]
        self.setup = Setup(directory, people=self.people)
        self.line = self.setup.line
        rows = {row["id_number"]: row["id"] for row in self.line.registrations()}
        self.ids = [rows[one[4]] for one in self.people]
        self.entries = entries

    def text(self, n):
        return self.setup.issued[self.ids[n]]["text"]

    def badge(self, n):
        return self.setup.issued[self.ids[n]]["badge"]

    def prepare(self):
        self.line.issuer("revoke", self.badge(0), "--reason", "withdrawn", as_="iss")
        self.line.issuer("reissue", self.ids[1], "--reason", "lost", "--key-passphrase-file", self.line.secrets["office"], as_="iss")
        for gate in GATES[1:]:
            self.line.gate(gate)
        second = self.line.door_list("second.ebdl")
        for gate in GATES:
            self.line.scanner(gate, "load", second)
        for name, (role, pin) in PINS.items():
            path = self.setup.dir / f"{name}.pin"
            path.write_text(pin + "\n")
            path.chmod(0o600)
            self.line.scanner("east", "guard", "add", name, "--role", role, "--pin-file", path)

    def read(self, gate, lines, *extra):
        subprocess.run([program("badge-scanner"), "--gate", self.setup.dir / gate, "scan", "-", *extra], input="\n".join(lines) + "\n",
                       capture_output=True, text=True, check=False, timeout=600)

    def with_document(self, n, number=None):
        return [self.text(n), f"ID {number or self.people[n][4]}"]

    def cycle(self, gate):
        come = [line for n in self.regular for line in self.with_document(n)]
        self.read(gate, [*come, "https://example.org/", "EB1:NOTHING", self.text(30), *self.with_document(31, "ZZ999")])
        self.read(gate, [self.text(n) for n in self.regular], "--exit")

    def supervised(self):
        """At east: two overrides and an undo by the supervisor, and a guard who takes over."""
        service = Service(self.setup.dir / "east")
        service.post("/api/sign-in", {"name": "anna", "pin": PINS["anna"][1]})
        for n in (17, 18, 19, 20):
            _, state = service.post("/api/line", {"text": self.text(n)})
            _, state = service.post("/api/override", {"entry": state["current"]["entry"], "name": "bert", "pin": PINS["bert"][1],
                                                      "reason": "known to the house"})
        _, state = service.post("/api/undo", {"entry": state["current"]["entry"], "name": "bert", "pin": PINS["bert"][1],
                                              "reason": "went away again"})
        service.stop()

    def run(self):
        self.prepare()
        north = [line for n in (2, 3, 4) for line in self.with_document(n)] + [self.text(n) for n in (5, 6, 7, 8)]
        south = [self.text(0), self.text(1), *self.with_document(9), self.text(9), *self.with_document(10, "ZZ123"), self.text(11)]
        west = [self.text(n) for n in (12, 13, 14, 15)]
        per_cycle = 3 * len(self.regular) + 8
        cycles = max(1, -(-self.entries // (per_cycle * len(GATES))))
        for number in range(cycles):
            for gate in GATES:
                self.cycle(gate)
                if number == cycles // 2:
                    self.read(gate, {"north": north, "south": south, "west": west}.get(gate, ["EB1:"]))
                if number == cycles // 2 and gate == "east":
                    self.supervised()
        self.read("west", [self.text(16)])
        self.read("south", self.with_document(21))
        self.read("south", [self.text(21), self.text(22)], "--exit")
        self.line.scanner("west", "load", self.line.door_list("third.ebdl"))


class Planter:
    def __init__(self, day):
        self.day, self.logs, self.expected = day, {}, Counter()
        for gate in GATES:
            day.line.scanner(gate, "export", day.setup.dir / f"{gate}-export")
            self.logs[gate] = day.setup.entries(day.setup.dir / f"{gate}-export")

    def find(self, gate, n=None, **wanted):
        if n is not None:
            wanted["badge"] = self.day.badge(n)
        found = [e for e in self.logs[gate] if all(e[key] == value for key, value in wanted.items())]
        assert found, (gate, wanted)
        return found[-1]

    def plant(self, gate, entry, **change):
        entry.update(change)
        self.expected[gate, entry["index"]] += 1

    def twenty(self):
        ask, let = {"verdict": "check", "reason": "id_required"}, {"verdict": "admit", "reason": "admitted"}
        plant, find = self.plant, self.find
        old_number = next(e["badge"] for e in self.logs["south"] if e["reason"] == "superseded")
        plant("north", find("north", 2, **let), text_sha256="ab" * 32, badge="0000-1111-2222-3333")
        plant("north", find("north", 3, **let), id_check="none")
        plant("north", find("north", 4, **let), verdict="deny", reason="door_closed")
        plant("north", find("north", 5, **ask), **let)
        plant("north", find("north", 6, **ask), verdict="deny", reason="bad_signature")
        plant("north", find("north", 7, **ask), verdict="deny", reason="record_mismatch")
        plant("north", find("north", 8, **ask), list=0)
        plant("south", find("south", 0, reason="revoked"), **let, id_check="number")
        plant("south", find("south", badge=old_number), **let, id_check="mrz")
        plant("south", find("south", 9, reason="already_inside"), **let, id_check="number")
        plant("south", find("south", 10, reason="id_mismatch"), **ask, id_field=None)
        plant("south", find("south", 11, **ask), verdict="deny", reason="expired")
        plant("south", find("south", 21, reason="exit_recorded"), verdict="check", reason="not_inside")
        plant("south", find("south", 22, reason="not_inside"), verdict="admit", reason="exit_recorded")
        plant("east", find("east", 17, kind="override"), guard="anna")
        plant("east", find("east", 18, kind="override"), badge=self.day.badge(23))
        plant("east", find("east", 19, kind="override"), ref=0)
        plant("east", find("east", kind="undo"), ref=find("east", 20, **ask)["index"])
        last = find("west", 16, **ask)
        plant("west", last, time=str(int(last["time"][:4]) + 2) + last["time"][4:])
        plant("west", find("west", kind="list-load"), detail="cd" * 32)

    def write(self):
        for gate in GATES:
            path = self.day.setup.dir / f"{gate}-export" / "entries.jsonl"
            path.write_text("".join(json.dumps(e, separators=(",", ":"), ensure_ascii=False) + "\n" for e in self.logs[gate]), encoding="utf-8")


def replay(day, check):
    found = Counter()
    exports = [day.setup.dir / f"{gate}-export" for gate in GATES]
    done = day.line.audit("replay", *exports, "--office", day.line.office, "--json", codes=(0, 1))
    decisions = 0
    for gate, line in zip(GATES, done.stdout.splitlines()):
        report = json.loads(line)
        decisions += report["decisions"]
        for finding in report["findings"]:
            found[gate, finding["entry"]] += 1
            check.true(f"{gate}: {finding}", finding["entry"] is not None)
    return found, decisions, done


def main():
    directory, entries = Path(sys.argv[1]), int(sys.argv[2])
    shutil.rmtree(directory, ignore_errors=True)
    check = Checks()
    day = Day(directory, entries)
    day.run()
    planter = Planter(day)
    logged = sum(map(len, planter.logs.values()))
    check.true(f"{logged} entries", logged >= entries)
    clean, decisions, done = replay(day, check)
    check("nothing is found before", (clean, done.returncode), (Counter(), 0))
    planter.twenty()
    planter.write()
    found, _, done = replay(day, check)
    check("twenty were planted", len(planter.expected), 20)
    check("not found", planter.expected - found, Counter())
    check("found, and not planted", Counter({key: n for key, n in found.items() if key not in planter.expected}), Counter())
    check("exit code", done.returncode, 1)
    print("failed" if check.failed else f"{logged} entries of {len(GATES)} gates, {decisions} decisions: 20 faults planted, 20 found, nothing else")
    sys.exit(1 if check.failed else 0)


if __name__ == "__main__":
    main()
