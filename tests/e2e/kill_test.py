#!/usr/bin/env python3
"""SIGKILL at random moments of import, issue, load and scan: nothing acknowledged is lost, the next command works, verify is clean.

    kill_test.py DIRECTORY KILLS      kills for each of the four commands
"""
import datetime
import json
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import line

HEADER = "name,email,organisation,date of birth,id number,id expiry\n"


def rows(start, count):
    return HEADER + "".join(f"Person{chr(97 + n % 26)} Number{chr(97 + n // 26 % 26)}{chr(97 + n // 676 % 26)},p{n}@org.example,Police,"
                            f"19{60 + n % 35}-0{1 + n % 9}-1{n % 9},AB{n:07d},2040-01-01\n" for n in range(start, start + count))


class Killer:
    def __init__(self, office, kills):
        self.office, self.kills, self.rng = office, kills, random.Random(7)

    def run(self, argv, longest):
        """Starts a command and kills it after a random while; what it printed, and whether it ended by itself."""
        process = subprocess.Popen([str(a) for a in argv], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        time.sleep(self.rng.random() * longest)
        process.kill()
        out, _ = process.communicate()
        return out, process.returncode == 0

    def time_of(self, argv):
        start = time.monotonic()
        subprocess.run([str(a) for a in argv], capture_output=True, check=False)
        return (time.monotonic() - start) * 1.1

    def issuer(self, *args):
        return [line.program("badge-issuer"), "--office", self.office.office, *args]

    def imports(self):
        acknowledged, longest = 0, None
        for n in range(self.kills):
            path = self.office.dir / f"list-{n}.csv"
            path.write_text(rows(1000 * (n + 1), 20))
            argv = self.issuer("import", path)
            longest = longest or self.time_of(self.issuer("import", "--dry-run", path)) * 3
            self.run(argv, longest)
            self.office.issuer("import", path)          # again: whole, and not twice
            acknowledged += 20
            count = len(self.office.registrations())
            assert count == acknowledged, f"after kill {n}: {count} registrations, expected {acknowledged}"

    def issues(self):
        self.office.approve_all()
        argv = self.issuer("--json", "issue", "--as", "iss", "--passphrase-file", self.office.secrets["iss"], "--key-passphrase-file", self.office.secrets["office"])
        longest = self.time_of(argv + ["R-0001"])
        acknowledged = set()
        for n in range(self.kills):
            out, _ = self.run(argv + [f"R-{n + 2:04d}"], longest)
            acknowledged |= {json.loads(text)["registration"] for text in out.splitlines()}
            issued = {row["id"] for row in self.office.registrations("--status", "issued")}
            assert acknowledged <= issued, acknowledged - issued
        self.office.issuer("report")
        self.badges = {b["registration"]: b for b in self.office.issue_all()}

    def loads(self):
        self.office.gate("north")
        files = [self.office.door_list(f"list-{n}.ebdl") for n in range(min(self.kills, 10))]
        gate = self.office.dir / "north"
        self.office.scanner("north", "load", files[0])
        longest = self.time_of([line.program("badge-scanner"), "--gate", gate, "status"]) * 2
        for n in range(self.kills):
            path = files[min(n * len(files) // self.kills, len(files) - 1)]
            self.run([line.program("badge-scanner"), "--gate", gate, "load", path], longest)
            status = json.loads(self.office.scanner("north", "--json", "status").stdout)
            assert status, "no status after a kill"
        self.office.scanner("north", "load", files[-1])

    def scans(self):
        gate = self.office.dir / "north"
        stored = {row["id"]: row for row in self.office.registrations()}
        order = sorted(self.badges)
        acknowledged = 0
        longest = None
        for n in range(self.kills):
            badge = self.badges[order[n % len(order)]]
            argv = [line.program("badge-scanner"), "--gate", gate, "--json", "scan", "--id", stored[badge["registration"]]["id_number"], "--", badge["text"]]
            longest = longest or self.time_of(argv)
            out, _ = self.run(argv, longest)
            acknowledged += sum(1 for text in out.splitlines() if json.loads(text)["verdict"])
        self.office.scanner("north", "export", self.office.dir / "export")
        lines = (self.office.dir / "export" / "entries.jsonl").read_text().splitlines()
        logged = sum(1 for text in lines if json.loads(text)["kind"] == "scan")
        assert logged >= acknowledged, f"{acknowledged} verdicts were shown, {logged} are in the log"
        self.office.audit("verify", self.office.dir / "export", "--root", self.office.office / "keys/root.pub")
        self.office.audit("replay", self.office.dir / "export", "--office", self.office.office)
        return acknowledged, logged


def main():
    directory, kills = Path(sys.argv[1]), int(sys.argv[2])
    shutil.rmtree(directory, ignore_errors=True)
    office = line.Line(directory)
    (directory / "event.toml").write_text(line.event_now(datetime.datetime.now(datetime.timezone.utc)))
    office.init(directory / "event.toml")
    killer = Killer(office, kills)
    killer.imports()
    killer.issues()
    killer.loads()
    acknowledged, logged = killer.scans()
    print(f"{kills} kills each of import, issue, load and scan; {acknowledged} verdicts shown, {logged} entries of scans; verify and replay clean")


if __name__ == "__main__":
    main()
