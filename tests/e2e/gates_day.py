#!/usr/bin/env python3
"""A day at three gates, made by the programs at pretended times: what the tests of reports and lists over gates stand on.

    gates_day.py DIRECTORY        makes it and prints where everything is, as JSON (for tests/browser/report.test.mjs)

Names, organisations, reasons and directories are such as somebody might choose who wants to be markup, a formula or turned around.
"""
import datetime
import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import line
from door_service import Service

DAY = datetime.datetime(2027, 3, 11, 8, 0, tzinfo=datetime.timezone.utc)
ZONE = "Europe/Brussels"  # an hour ahead of UTC on that day
PINS = {"m.dubois": ("supervisor", "730561"), "j.peeters": ("guard", "190482")}
WHY = "<script>alert(1)</script> =HYPERLINK(\"http://evil.example\") \u202egnp.exe"
WHY_UNDONE = "\"><img src=x onerror=alert(2)> wrong person"
ORGANISATIONS = ["Federal Police", "Europol", "Ministère de l’Intérieur", "Bundesministerium des Innern", "Policía Nacional"]
NAMES = ["Émile O'Brien", "Łukasz Żółć", "Anna Müller", "Zoë van 't Hof", "María-José Ñúñez", "Søren Ågård"]
# The office lets none of these in; the report does not rely on it.
HOSTILE_PEOPLE = [("<script>alert(5)</script>", "<svg onload=alert(3)>"), ("=cmd|' /C calc'!A0", "@SUM(A1:A9)"),
                  ("\u202egnp.exe\u202c Rossi", "Or</td></table>ganisation {n} {evil}"), ("N" * 300, "O" * 300),
                  ("محمد عبد الله", "שרה לוי"), ("javascript:alert(1)", "</title><style>*{display:none}</style>")]
HOSTILE_EXPORT = "<img src=x onerror=alert(4)>-east"


def faketime_library():
    done = subprocess.run(["faketime", "-f", "+0", "env"], capture_output=True, text=True, check=True)
    return next(text.split("=", 1)[1] for text in done.stdout.splitlines() if text.startswith("LD_PRELOAD="))


class Day:
    def __init__(self, directory, people=30):
        self.line = line.Line(directory)
        self.dir = self.line.dir
        self.people = [self.person(n) for n in range(people)]
        self.at(5, 0)
        self.office()
        for gate in ("north", "south", "east"):
            self.line.gate(gate)
        self.list = self.line.door_list("list.ebdl")
        self.at(5, 30)
        for gate in ("north", "south", "east"):
            self.line.scanner(gate, "load", self.list)

    @staticmethod
    def person(n):
        name = NAMES[n] if n < len(NAMES) else f"Given{chr(97 + n % 26)} Surname{chr(97 + n // 26)}{chr(97 + n % 26)}"
        return {"name": name, "organisation": ORGANISATIONS[n % len(ORGANISATIONS)], "id_number": f"QX{7000000 + n}"}

    def at(self, hour, minute, second=0):
        """The next command runs at that time of the day, UTC."""
        moment = DAY.replace(hour=hour, minute=minute, second=second)
        self.line.faketime = moment.strftime("%Y-%m-%d %H:%M:%S")

    def office(self):
        profile = line.event_now(DAY, event="DAY-2027").replace('time_zone = "UTC"', f'time_zone = "{ZONE}"')
        (self.dir / "event.toml").write_text(profile, encoding="utf-8")
        quote = lambda text: '"' + text.replace('"', '""') + '"'
        rows = [",".join([quote(p["name"]), f"p{n}@example.org", quote(p["organisation"]), "1980-03-01", p["id_number"], "2040-01-01"])
                for n, p in enumerate(self.people)]
        (self.dir / "list.csv").write_text("name,email,organisation,date of birth,ID number,ID expiry\n" + "\n".join(rows) + "\n",
                                           encoding="utf-8")
        self.line.init(self.dir / "event.toml")
        self.line.issuer("import", self.dir / "list.csv", as_="reg", codes=(0, 1, 3))
        stored = {row["id_number"]: row for row in self.line.registrations()}
        ids = [row["id"] for row in stored.values()]
        for who in ("bea", "cem"):
            self.line.issuer("approve", *ids, "--reason", "invited", as_=who, codes=(0, 1))
        badges = {b["registration"]: b for b in self.line.issue_all()}
        for person in self.people:
            row = stored[person["id_number"]]
            assert row["id"] in badges, f"the office gave no badge to {person}"
            person.update(registration=row["id"], name=row["name"], organisation=row["organisation"],
                          badge=badges[row["id"]]["badge"], text=badges[row["id"]]["text"])

    def scan(self, gate, n, *extra, expect="admitted"):
        document = () if "--exit" in extra or "--id" in extra else ("--id", self.people[n]["id_number"])
        answer = self.line.scan(gate, self.people[n]["text"], *document, *extra)
        assert answer["reason"] == expect, f"person {n} at {gate}: {answer}, expected {expect}"

    def entries(self, gate):
        return int(json.loads(self.line.scanner(gate, "--json", "status").stdout)["entries"])

    def supervisor(self, gate, *acts):
        """Acts are (override or undo, entry, reason), or (sign-in, None, PIN)."""
        for name, (role, pin) in PINS.items():
            secret = self.dir / f"{name}.pin"
            secret.write_text(pin + "\n")
            secret.chmod(0o600)
            self.line.scanner(gate, "guard", "add", name, "--role", role, "--pin-file", secret, codes=(0, 1))
        # The program faketime waits for its child and passes no signal on: the library alone.
        service = Service(self.dir / gate, environment={"LD_PRELOAD": faketime_library(), "FAKETIME": f"@{self.line.faketime}", "TZ": "UTC"})
        for act, entry, why in acts:
            if act == "sign-in":
                status, _ = service.post("/api/sign-in", {"name": "j.peeters", "pin": why})
                assert status == (200 if why == PINS["j.peeters"][1] else 403), status
                continue
            status, state = service.post(f"/api/{act}", {"entry": entry, "name": "m.dubois", "pin": PINS["m.dubois"][1], "reason": why})
            assert status == 200, state
        assert service.stop() == 0

    def export(self, gate, name=None, *extra):
        path = self.dir / (name or f"{gate}-export")
        self.line.scanner(gate, "export", path, *extra)
        return path


def morning(day):
    """Arrivals at two gates; one badge at both; one shown at a way out before it came in."""
    day.at(6, 55)
    day.line.scan("north", "https://example.org/ticket")
    day.line.scan("south", "EB1:NOT A BADGE")
    for n in range(14):
        day.at(7 + n // 8, 5 * (n % 8) + n % 3)
        day.scan("north" if n % 3 else "south", n)
    day.at(8, 31, 0)
    day.scan("north", 14)
    day.at(8, 31, 20)
    day.scan("south", 14)
    day.at(8, 34)
    day.scan("east", 15, "--exit", expect="not_inside")
    day.at(8, 39)
    day.scan("north", 15)


def acts(day):
    """What a supervisor does: lets one in, takes entries back, and takes a taking back back."""
    day.at(9, 0)
    day.scan("south", 16, "--id", "ZZ1234567", expect="id_mismatch")
    refused = day.entries("south") - 1
    day.scan("south", 17)
    mistaken = day.entries("south") - 1
    day.scan("south", 18)
    kept = day.entries("south") - 1
    day.at(9, 2)
    guard = ("sign-in", None, PINS["j.peeters"][1])
    day.supervisor("south", ("sign-in", None, "999999"), guard, ("override", refused, WHY), ("undo", mistaken, WHY_UNDONE),
                   ("undo", kept, "not sure about this one"))
    taken_back = next(e["index"] for e in live(day, "south") if e["kind"] == "undo" and e["ref"] == kept)
    day.at(9, 5)
    day.supervisor("south", guard, ("undo", taken_back, "it was right after all"))


def live(day, gate):
    """The gate's log so far."""
    path = day.export(gate, f"live-{gate}-{day.line.faketime[11:].replace(':', '')}")
    return [json.loads(text) for text in (path / "entries.jsonl").read_text(encoding="utf-8").splitlines()]


def afternoon(day):
    """Out by the same gate and in again; out by another gate; a clock that runs back."""
    day.at(11, 30)
    day.scan("north", 1, "--exit", expect="exit_recorded")
    day.at(11, 41)
    day.scan("south", 3, "--exit", expect="exit_recorded")
    day.at(12, 10)
    day.scan("north", 1)
    day.at(12, 20)
    day.scan("east", 2, "--exit", expect="not_inside")
    day.at(12, 25)
    day.scan("east", 4, "--exit", expect="not_inside")
    day.at(10, 0)
    day.scan("east", 19, expect="clock_rollback")
    day.at(13, 45)
    day.scan("north", 19)
    day.scan("north", 19, expect="already_inside")


def hostile_office(day):
    """A copy of the office whose registry somebody changed: the first people are called as they like."""
    copy = day.dir / "hostile-office"
    shutil.copytree(day.line.office, copy)
    with sqlite3.connect(copy / "registry.db") as registry:
        for person, (name, organisation) in zip(day.people, HOSTILE_PEOPLE):
            registry.execute("UPDATE registration SET name = ?, organisation = ? WHERE id = ?", (name, organisation, person["registration"]))
    registry.close()
    return copy


def make(directory):
    day = Day(directory)
    day.line.scan("north", day.people[0]["text"], "--id", day.people[0]["id_number"], "--rehearse-at", "2027-03-11T08:00:00Z")
    morning(day)
    noon = day.dir / "north-noon.txt"
    noon.write_text(day.line.scanner("north", "checkpoint").stdout)
    older = day.export("north", "north-older")
    acts(day)
    afternoon(day)
    exports = [day.export("north"), day.export("south"), day.export("east", HOSTILE_EXPORT)]
    rehearsal = day.export("north", "north-rehearsal", "--rehearsal")
    day.line.faketime = None
    return day, {"dir": str(day.dir), "office": str(day.line.office), "hostile_office": str(hostile_office(day)),
                 "root": str(day.line.office / "keys" / "root.pub"),
                 "exports": [str(e) for e in exports], "older": str(older), "rehearsal": str(rehearsal), "checkpoint": str(noon),
                 "people": [{k: p[k] for k in ("name", "organisation", "badge")} for p in day.people]}


if __name__ == "__main__":
    print(json.dumps(make(Path(sys.argv[1]))[1]))
