#!/usr/bin/env python3
"""Attacks 30 and 31 through the gate's program: each call of a scan, a load and a checkpoint that can fail does fail (a full, failing or
read-only disk), or the program is killed in it. Never an admit without a durable entry, never a checkpoint that the log does not
bear out, never half a list; afterwards the gate works. It needs strace.

    attack_disk.py DIRECTORY           a spread of the calls
    attack_disk.py DIRECTORY --table   the same, and prints the table of docs/faults.md
    attack_disk.py DIRECTORY --all     every call and four faults, with the table (scripts/faults)
"""
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from gate_setup import PEOPLE, Checks, Setup
from line import Failed, program

CALLS = ("openat", "write", "pwrite64", "fsync", "fdatasync", "rename,renameat,renameat2", "ftruncate", "fallocate", "mkdir,mkdirat",
         "link,linkat,unlink,unlinkat", "mmap")
FAULTS = ("ENOSPC", "EIO", "EROFS", "SIGKILL")
SPREAD = (1, 3, 8, 21)
SPREAD_FAULTS = ("ENOSPC", "SIGKILL")


class Disk:
    """One gate, copied anew for each fault."""

    def __init__(self, directory, check, every):
        self.setup, self.check, self.every = Setup(directory), check, every
        self.work = self.setup.dir / "copy"
        self.newer = self.setup.line.door_list("second.ebdl")
        self.outcomes = Counter()   # (command, call, fault, outcome) -> runs
        self.traced = self.setup.dir / "trace"

    def strace(self, *options):
        return ["strace", "-f", "-o", self.traced, *options]

    def whens(self, call, command):
        """The numbers of the calls of this kind that the command makes and that are to fail."""
        self.copy()
        self.run(self.strace("-e", f"trace={call}"), command)
        made = len(re.findall(r"^\d+ +\w+\(", self.traced.read_text(errors="replace"), re.MULTILINE))
        return [n for n in range(1, made + 1) if self.every or n in SPREAD or n == made]

    def copy(self):
        shutil.rmtree(self.work, ignore_errors=True)
        shutil.copytree(self.setup.gate, self.work)

    def run(self, strace, command):
        return subprocess.run([*strace, program("badge-scanner"), "--gate", self.work, "--json", *command], capture_output=True, text=True,
                              check=False, timeout=120)

    def faulty(self, call, fault, when, command):
        """The call of this number fails and all later ones of its kind do, or the program is killed in it."""
        self.copy()
        how = f"signal=KILL:when={when}" if fault == "SIGKILL" else f"error={fault}:when={when}+"
        return self.run(self.strace("-e", f"trace={call}", "-e", f"inject={call}:{how}"), command)

    def entries(self):
        """What the gate's log has after all, by an export that the auditor finds nothing wrong with."""
        export = self.setup.dir / "export"
        shutil.rmtree(export, ignore_errors=True)
        self.setup.line.scanner("copy", "export", export)
        self.setup.line.audit("verify", export, "--root", self.setup.line.office / "keys/root.pub")
        return self.setup.entries(export)

    def each(self, name, command, outcome):
        for call in CALLS:
            whens = self.whens(call, command)
            for fault in FAULTS if self.every else SPREAD_FAULTS:
                for when in whens:
                    done = self.faulty(call, fault, when, command)
                    where = f"{name}, {call} {when} {fault}"
                    try:
                        self.outcomes[name, call, fault, outcome(done, where)] += 1
                    except Failed as failed:
                        self.check(f"{where}: the gate works afterwards", str(failed), "")

    def scan(self, done, where):
        verdict = json.loads(done.stdout)["verdict"] if done.stdout.endswith("}\n") else None
        admits = [entry["verdict"] for entry in self.entries()].count("admit")
        self.check.true(f"{where}: at most one entry", admits <= 1)
        if verdict == "admit":
            self.check(f"{where}: an admit is on disk", admits, 1)
            self.check.true(f"{where}: exit code", done.returncode == 0 or "SIGKILL" in where)
            return "admit, in the log"
        if verdict == "deny":
            self.check.true(f"{where}: denied, exit code and log", admits == 0 and (done.returncode == 1 or "SIGKILL" in where))
            return "deny"
        self.check.true(f"{where}: no answer is no success", done.returncode != 0)
        return "no answer; an entry" if admits else "no answer, no entry"

    def load(self, done, where):
        status = json.loads(self.setup.line.scanner("copy", "--json", "status").stdout)
        self.check.true(f"{where}: a whole list is in force", status["list"] in (1, 2) and status["list_trouble"] is None)
        if done.returncode == 0:
            self.check(f"{where}: what was said is so", status["list"], 2)
        self.check(f"{where}: the gate works", self.setup.scan(self.setup.badges[1], gate="copy")["reason"], "id_required")
        self.setup.line.scanner("copy", "load", self.newer)
        self.entries()
        if done.returncode == 0:
            return "loaded"
        return "not told; the new list" if status["list"] == 2 else "refused; the old list"

    def checkpoint(self, done, where):
        """A note that was shown is kept elsewhere: the log has to bear it out for ever."""
        note = self.setup.dir / "note.txt"
        self.check.true(f"{where}: success has a note", done.returncode != 0 or "note" in done.stdout)
        self.setup.scan(self.setup.badges[2], gate="copy")
        self.entries()
        if not done.stdout.endswith("}\n"):
            return "no note"
        note.write_text(json.loads(done.stdout)["note"], encoding="utf-8")
        root = self.setup.line.office / "keys/root.pub"
        self.setup.line.audit("verify", self.setup.dir / "export", "--root", root, "--checkpoint", note)
        return "a note that the log bears out"

    def table(self):
        print("| command | call | fault | runs | outcomes |\n|---|---|---|---|---|")
        rows = {}
        for (command, call, fault, outcome), runs in self.outcomes.items():
            rows.setdefault((command, call, fault), []).append((outcome, runs))
        for (command, call, fault), outcomes in rows.items():
            told = "; ".join(f"{outcome} ({runs})" for outcome, runs in sorted(outcomes, key=lambda one: -one[1]))
            print(f"| {command} | {call.replace(',', ', ')} | {fault} | {sum(runs for _, runs in outcomes)} | {told} |")


def main():
    if shutil.which("strace") is None or subprocess.run(["strace", "-o", "/dev/null", "true"], check=False).returncode != 0:
        print("skipped: strace cannot be used here")
        return 77
    check = Checks()
    every = "--all" in sys.argv
    with tempfile.TemporaryDirectory(prefix="badge-disk-") as directory:
        disk = Disk(Path(directory), check, every)
        disk.each("scan", ["scan", disk.setup.badges[1], "--id", PEOPLE[1][4]], disk.scan)
        disk.each("load", ["load", disk.newer], disk.load)
        disk.each("checkpoint", ["checkpoint"], disk.checkpoint)
    told = {outcome for _, _, _, outcome in disk.outcomes}
    for outcome in ("admit, in the log", "deny", "no answer, no entry", "loaded", "refused; the old list", "no note", "a note that the log bears out"):
        check.true(f"it came to '{outcome}' at least once", outcome in told)
    if every or "--table" in sys.argv:
        disk.table()
    print("failed" if check.failed else f"\n{disk.outcomes.total()} faults: no admit without its entry, no half list, no note that the log belies")
    return 1 if check.failed else 0


if __name__ == "__main__":
    sys.exit(main())
