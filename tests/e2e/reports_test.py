#!/usr/bin/env python3
"""badge-audit present, across and report over three gates, against counts that are made here from the entries alone.

    reports_test.py DIRECTORY
"""
import collections
import csv
import datetime
import json
import re
import shutil
import sys
from pathlib import Path

import gates_day
from gate_setup import Checks

LANGUAGES = ("en", "fr", "de", "it", "nl", "es")


class Truth:
    """What the entries of all gates say, counted with nothing of the project's code. until: text of a time, or None. hindsight: undos
    after it count too."""

    def __init__(self, exports, until=None, hindsight=False):
        self.gates = [[json.loads(text) for text in Path(e, "entries.jsonl").read_text(encoding="utf-8").splitlines()] for e in exports]
        known = [[e for e in gate if until is None or e["time"] <= until] for gate in self.gates]
        undone = [self.undone(gate) for gate in (self.gates if hindsight else known)]
        self.rows = sorted(((e["time"], g, e["index"], e) for g, gate in enumerate(known) for e in gate), key=lambda r: r[:3])
        self.arrivals, self.departures, self.elsewhere, self.most = 0, 0, 0, 0
        self.inside, self.came = {}, set()
        self.checks = collections.Counter()
        for _, g, index, entry in self.rows:
            if index not in undone[g]:
                self.move(g, entry)
        decisions = [e for *_, e in self.rows if e["kind"] in ("scan", "confirm", "exit")]
        self.refused = collections.Counter(e["reason"] for e in decisions if e["verdict"] == "deny")
        self.asked = collections.Counter(e["reason"] for e in decisions if e["verdict"] == "check")

    @staticmethod
    def undone(gate):
        """Indexes that do not count: the last undo decides first, and an undo that was undone decides nothing."""
        gone = set()
        for entry in reversed(gate):
            if entry["kind"] == "undo" and entry["index"] not in gone:
                gone.add(entry["ref"])
        return gone

    def move(self, gate, entry):
        badge = entry["badge"]
        if entry["verdict"] == "admit" and entry["reason"] == "admitted":
            self.arrivals += 1
            self.came.add(badge)
            self.inside[badge] = (gate, entry["time"])
            self.checks[entry["id_check"]] += 1
            self.most = max(self.most, len(self.inside))
        elif badge in self.inside and entry["kind"] == "exit" and entry["reason"] in ("exit_recorded", "not_inside"):
            self.departures += 1
            self.elsewhere += entry["reason"] == "not_inside"
            del self.inside[badge]


class Auditor:
    def __init__(self, day, made):
        self.line, self.made, self.dir = day.line, made, day.dir
        self.exports = made["exports"]

    def run(self, *args, codes=(0,)):
        return self.line.audit(*args, codes=codes)

    def json(self, command, *args, codes=(0,)):
        return json.loads(self.run("--json", command, *args, codes=codes).stdout)

    def copy(self, export, name):
        path = self.dir / name
        shutil.rmtree(path, ignore_errors=True)
        shutil.copytree(export, path)
        return path


def totals(auditor, day, check):
    truth = Truth(auditor.exports)
    root, noon = ("--root", auditor.made["root"]), ("--checkpoint", auditor.made["checkpoint"])
    report = auditor.json("report", *auditor.exports, *root, *noon, "--office", auditor.made["office"])
    got = report["totals"]
    check("entries", got["entries"], len(truth.rows))
    check("arrivals", got["arrivals"], truth.arrivals)
    check("badges", got["badges_admitted"], len(truth.came))
    check("departures", [got["departures"], got["left_by_another_gate"]], [truth.departures, truth.elsewhere])
    check("two left by another gate", truth.elsewhere, 2)
    check("inside at the end", got["inside_at_end"], len(truth.inside))
    check("most inside", got["most_inside"], truth.most)
    check("documents", {k: v for k, v in got["id_checks"].items() if v}, dict(truth.checks))
    check("refusals", got["refused"], dict(truth.refused))
    check("questions", got["asked"], dict(truth.asked))
    steps = report["timeline"]["steps"]
    check("steps add up", [sum(s["arrivals"] for s in steps), sum(s["departures"] for s in steps)], [truth.arrivals, truth.departures])
    for step, following in zip(steps, steps[1:]):
        check(f"inside at the end of {step['from']}", step["inside_at_end"],
              len(Truth(auditor.exports, until=before(following["from"]), hindsight=True).inside))
    came = {p["badge"] for p in day.people} & truth.came
    check("no-shows", {n["badge"] for n in report["office"]["no_shows"]}, {p["badge"] for p in day.people} - came)
    check("no-shows by name", {n["name"] for n in report["office"]["no_shows"]}, {p["name"] for p in day.people if p["badge"] not in came})
    people = collections.Counter(p["organisation"] for p in day.people)
    check("invited", {o["organisation"]: o["invited"] for o in report["office"]["organisations"]}, dict(people))
    check("came", {o["organisation"]: o["came"] for o in report["office"]["organisations"]},
          {o: sum(1 for p in day.people if p["organisation"] == o and p["badge"] in came) for o in people})
    override = report["overrides"]["listed"][0]
    check("override", [override["overruled"], override["by"], override["undone"]], ["id_mismatch", "m.dubois", False])
    check("its entry can be found", truth.gates[1][override["entry"]]["detail"], gates_day.WHY)
    check("undos", [(u["about_entry"], u["undone"]) for u in report["undos"]["listed"]],
          [(e["ref"], e["index"] in Truth.undone(truth.gates[1])) for e in truth.gates[1] if e["kind"] == "undo"])
    check("refused sign-ins", report["sign_ins_refused"]["count"], 1)
    check("clock", [report["clock_incidents"]["count"], truth.refused["clock_rollback"]], [1, 1])
    check("proved", [report["proved"], [v["findings"] for v in report["verify"]], [r["findings"] for r in report["replay"]]],
          [True, [[], [], []], [[], [], []]])
    check("kept elsewhere", report["verify"][0]["kept_elsewhere"], 1)
    check("without the office", auditor.json("report", *auditor.exports)["office"], None)


def before(time):
    """The millisecond before a whole second."""
    moment = datetime.datetime.strptime(time, "%Y-%m-%dT%H:%M:%S.000Z") - datetime.timedelta(seconds=1)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.999Z")


def present(auditor, day, check):
    names = {p["badge"]: p["name"] for p in day.people}
    for time in ("2027-03-11T06:00:00Z", "2027-03-11T07:31:00Z", "2027-03-11T09:03:30Z", "2027-03-11T12:00:00Z", "2027-03-11T20:00:00Z"):
        truth = Truth(auditor.exports, until=time[:-1] + ".000Z")
        got = auditor.json("present", *auditor.exports, "--at", time)
        check(f"{time}: total", got["total"], len(truth.inside))
        check(f"{time}: who", {p["badge"] for p in got["inside"]}, set(truth.inside))
        check(f"{time}: since", {p["badge"]: p["since"] for p in got["inside"]}, {b: since for b, (_, since) in truth.inside.items()})
        named = auditor.json("present", *auditor.exports, "--at", time, "--office", auditor.made["office"])
        check(f"{time}: names", {p["badge"]: p["name"] for p in named["inside"]}, {b: names[b] for b in truth.inside})
    shown = auditor.run("present", *auditor.exports, "--at", "2027-03-11T12:00", "--office", auditor.made["office"])  # local: 11:00 UTC
    truth = Truth(auditor.exports, until="2027-03-11T11:00:00.000Z")
    check.true("the total comes first", shown.stdout.startswith(f"{len(truth.inside)} people inside, 2027-03-11 12:00:00 (Europe/Brussels)"))
    order = [line.split("  ")[1] for line in shown.stdout.splitlines() if line.startswith("  ")]
    check("by name", order[:3], ["Anna Müller", "Émile O'Brien", "Giveng Surnameag"])
    day.line.faketime = "2027-03-11 20:00:00"
    late = auditor.run("present", *auditor.exports, "--at", "now")
    day.line.faketime = None
    check.true("now", late.stdout.startswith(f"{len(Truth(auditor.exports).inside)} people inside, 2027-03-11 21:00:0"))
    for where in (late.stdout, late.stderr):
        check.true(f"known only until, in {where[:300]}", "gate south is known only until 2027-03-11 12:41:0" in where)
    out = auditor.dir / "inside.csv"
    auditor.run("present", *auditor.exports, "--at", "2027-03-11T12:00", "--csv", out, "--office", auditor.made["hostile_office"])
    rows = list(csv.DictReader(out.open(encoding="utf-8", newline="")))
    check("CSV: total", rows[0]["note"], str(len(truth.inside)))
    check("CSV: people", sum(row["line"] == "inside" for row in rows), len(truth.inside))
    check("CSV: no formula", [c for row in rows for c in row.values() if c and c[0] in "=+-@"], [])
    for wrong in ("soon", "2027-03-11", "12:00"):
        auditor.run("present", auditor.exports[0], "--at", wrong, codes=(2,))


def broken_exports(auditor, check):
    """An incomplete list with a loud warning beats none."""
    at = ("--at", "2027-03-11T11:00:00Z")
    north, south = auditor.exports[:2]
    whole = Truth([north, south], until="2027-03-11T11:00:00.000Z")
    changed = auditor.copy(north, "changed")
    lines = (changed / "entries.jsonl").read_text(encoding="utf-8").splitlines()
    (changed / "entries.jsonl").write_text("\n".join([*lines[:4], "not an entry", *lines[5:]]) + "\n", encoding="utf-8")
    done = auditor.run("present", changed, south, *at, codes=(1,))
    for where in (done.stdout, done.stderr):
        check.true("does not verify", "gate north: the export" in where and "does not verify" in where and "could not be read" in where)
    bare = auditor.copy(north, "bare")
    for name in ("checkpoints.txt", "gate.vkey", "root.pub"):
        (bare / name).unlink()
    got = auditor.json("present", bare, south, *at, codes=(1,))
    check("entries alone are enough", {p["badge"] for p in got["inside"]}, set(whole.inside))
    check.true("and it is said", any("cannot be verified" in w for w in got["warnings"]))
    check("not verified", got["verified"], False)
    got = auditor.json("present", auditor.dir / "nothing", south, *at, codes=(3,))
    check("one that is not there", [{p["badge"] for p in got["inside"]}, got["complete"]],
          [set(Truth([south], until="2027-03-11T11:00:00.000Z").inside), False])
    got = auditor.json("present", south, *at, "--office", auditor.dir / "nothing", codes=(3,))
    check.true("no office", any("the list has no names" in w for w in got["warnings"]) and got["total"] > 0)
    auditor.run("present", auditor.dir / "nothing", *at, codes=(3,))

    rehearsal = auditor.made["rehearsal"]
    got = auditor.json("present", rehearsal, north, south, *at, codes=(1,))
    check("a rehearsal is left out", {p["badge"] for p in got["inside"]}, set(whole.inside))
    check.true("and it is said", any("rehearsal and was left out" in w for w in got["warnings"]))
    for command in (("report", "--json"), ("across",)):
        done = auditor.run(command[0], rehearsal, north, *command[1:], codes=(3,))
        check.true(f"{command[0]}: a rehearsal is refused", "leave it out" in done.stderr and not done.stdout)

    older = auditor.json("report", auditor.made["older"], north, south)
    check("an older export of a gate adds nothing", older["totals"]["entries"], len(Truth([north, south]).rows))
    check.true("and is named", any("alone is counted" in r for r in older["remarks"]))
    got = auditor.json("present", auditor.made["older"], north, south, *at)
    check("nor to the list", {p["badge"] for p in got["inside"]}, set(whole.inside))
    report = auditor.json("report", changed, south, codes=(1,))
    check("a changed export is no proof", report["proved"], False)
    auditor.run("report", north, codes=(2,))
    auditor.run("report", north, "--html", auditor.dir / "x.html", "--language", "xx", codes=(2,))


def across(auditor, day, check):
    got = auditor.json("across", *auditor.exports, codes=(1,))
    found = {(f["kind"], f["badge"], f["first"]["gate"], f["second"]["gate"]) for f in got["findings"]}
    badge = lambda n: day.people[n]["badge"]
    check("found", found, {("admitted_twice", badge(14), "north", "south"), ("too_fast", badge(14), "north", "south"),
                           ("exit_before_entry", badge(15), "east", "north")})
    truth = Truth(auditor.exports).gates
    for finding in got["findings"]:
        for side in ("first", "second"):
            gate = ["north", "south", "east"].index(finding[side]["gate"])
            entry = truth[gate][finding[side]["entry"]]
            check("entry", [entry["badge"], entry["time"]], [finding["badge"], finding[side]["time"]])
    check("a shorter way", {f["kind"] for f in auditor.json("across", *auditor.exports, "--min-travel", "10", codes=(1,))["findings"]},
          {"admitted_twice", "exit_before_entry"})
    auditor.run("across", auditor.exports[0])
    check.true("clocks", all("no log tells" in c["what"] for c in got["clocks"]))


def files(auditor, day, check):
    truth = Truth(auditor.exports)
    office = ("--office", auditor.made["hostile_office"])
    html, table = auditor.dir / "report.html", auditor.dir / "report.csv"
    for language in LANGUAGES:
        auditor.run("report", *auditor.exports, *office, "--html", html, "--language", language, codes=(0, 1))
        page = html.read_text(encoding="utf-8")
        check(f"{language}: its language", re.findall(r'<html lang="(\w\w)">', page), [language])
        check(f"{language}: elements that load or run", re.findall(r"<(?:script|img|iframe|object|embed|link|form|base|video|audio)\b", page), [])
        check(f"{language}: handlers and addresses", re.findall(r"<[^>]*\s(?:on\w+|style|src|srcset)\s*=", page), [])
        check(f"{language}: links stay inside", [h for h in re.findall(r'href="([^"]*)"', page) if not h.startswith("#")], [])
    check("only its owner reads it", html.stat().st_mode & 0o777, 0o600)
    auditor.run("report", *auditor.exports, "--html", html)
    page = html.read_text(encoding="utf-8")
    check("the event's own language", re.findall(r'<html lang="(\w\w)">', page), ["en"])
    check("no names without the office", [p["name"] for p in day.people if p["name"] in page], [])

    auditor.run("report", *auditor.exports, *office, "--csv", table, codes=(0, 1))
    rows = list(csv.DictReader(table.open(encoding="utf-8", newline="")))
    check("a row for each entry, by time", [(r["time_utc"], int(r["entry"])) for r in rows], [(t, i) for t, _, i, _ in truth.rows])
    check("no formula", [c for row in rows for c in row.values() if c and c[0] in "=+-@\t\r"], [])
    check("undone", sum(row["undone"] == "undone" for row in rows), sum(len(Truth.undone(gate)) for gate in truth.gates))
    hostile = {row["name"] for row in rows}
    check.true("names are whole", "'" + gates_day.HOSTILE_PEOPLE[1][0] in hostile and gates_day.HOSTILE_PEOPLE[0][0] in hostile)
    auditor.run("report", *auditor.exports, "--csv", table)
    check("no names without the office", "name" in next(csv.reader(table.open(encoding="utf-8", newline=""))), False)


def main():
    directory = Path(sys.argv[1])
    shutil.rmtree(directory, ignore_errors=True)
    check = Checks()
    day, made = gates_day.make(directory)
    auditor = Auditor(day, made)
    totals(auditor, day, check)
    present(auditor, day, check)
    broken_exports(auditor, check)
    across(auditor, day, check)
    files(auditor, day, check)
    print("failed" if check.failed else "reports, lists and searches over three gates: as counted here")
    sys.exit(1 if check.failed else 0)


if __name__ == "__main__":
    main()
