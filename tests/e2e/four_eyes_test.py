#!/usr/bin/env python3
"""Four eyes against the built programs: one officer twice, edits after approval, sqlite3 behind the program's back, and many
programs at once. Property tests over random sequences are in tests/unit/issuer/four_eyes_test.cpp.

    four_eyes_test.py DIRECTORY [PROCESSES]
"""
import concurrent.futures
import contextlib
import datetime
import shutil
import sqlite3
import sys
from pathlib import Path

import line

LIST = """name,email,organisation,date of birth,id number,id expiry
Anna Eriksson,anna@org.example,Polisen,1974-08-12,L898902C3,2040-04-15
Bert Jansen,bert@org.example,Politie,1980-01-02,NX1234567,2041-01-02
Carla Rossi,carla@org.example,Polizia,1985-03-04,YA7654321,2042-03-04
Dora Weiss,dora@org.example,BKA,1986-05-06,C01X0006H,2043-05-06
"""


def tamper(office, sql):
    with contextlib.closing(sqlite3.connect(office.office / "registry.db")) as database:
        with database:
            database.execute(sql)
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")     # the file alone is then the whole database


def one_by_one(office):
    office.issuer("approve", "R-0001", as_="bea")
    assert office.issue_all() == []
    office.issuer("approve", "R-0001", as_="bea", codes=(1,))          # the same officer twice
    office.issuer("approve", "R-0001", as_="iss", codes=(1,))          # not a vetter
    office.issuer("approve", "R-0001", "--as", "bea", "--passphrase-file", office.secrets["cem"], codes=(1, 3))  # not her passphrase
    office.issuer("registrations", "edit", "R-0001", "--organisation", "Polismyndigheten", "--reason", "full name", as_="reg")
    office.issuer("approve", "R-0001", as_="cem")
    assert office.issue_all() == []                                     # the first approval was of another form
    office.issuer("approve", "R-0001", as_="bea")
    assert [b["registration"] for b in office.issue_all()] == ["R-0001"]
    assert office.issue_all() == []


def behind_the_back(office):
    office.issuer("approve", "R-0002", as_="bea")
    office.issuer("approve", "R-0002", as_="cem")
    tamper(office, "UPDATE registration SET id_number = 'EVIL12345' WHERE n = 2")
    done = office.issuer("issue", "--all", "--key-passphrase-file", office.secrets["office"], as_="iss", codes=(1,))
    assert "changed outside the program" in done.stderr, done.stderr
    assert office.registrations("--status", "changed-outside")[0]["id"] == "R-0002"
    assert office.issuer("report", codes=(1, 3)).returncode != 0
    tamper(office, "UPDATE registration SET id_number = 'NX1234567' WHERE n = 2")
    # A rejection cannot be taken away from the log, nor an approval added.
    before = (office.office / "registry.db").read_bytes()
    tamper(office, "DELETE FROM log_line WHERE idx = (SELECT max(idx) FROM log_line)")
    assert office.issuer("report", codes=None).returncode != 0
    for suffix in ("-wal", "-shm"):
        Path(str(office.office / "registry.db") + suffix).unlink(missing_ok=True)
    (office.office / "registry.db").write_bytes(before)


def all_at_once(office, processes):
    def command(n):
        which = n % 3
        if which == 2:
            return office.issuer("issue", "R-0003", "--key-passphrase-file", office.secrets["office"], as_="iss", codes=(0, 1)).returncode
        return office.issuer("approve", "R-0003", as_=("bea", "cem")[which], codes=(0, 1)).returncode

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(command, range(processes)))
    if not office.registrations("--status", "issued", "--text", "R-0003"):
        codes.append(office.issuer("issue", "R-0003", "--key-passphrase-file", office.secrets["office"], as_="iss").returncode)
    with sqlite3.connect(office.office / "registry.db") as database:
        assert database.execute("SELECT count(*) FROM badge WHERE registration = 'R-0003'").fetchone() == (1,)
    return codes.count(0)


def main():
    directory = Path(sys.argv[1])
    processes = int(sys.argv[2]) if len(sys.argv) > 2 else 24
    shutil.rmtree(directory, ignore_errors=True)
    office = line.Line(directory)
    (directory / "event.toml").write_text(line.event_now(datetime.datetime.now(datetime.timezone.utc)))
    (directory / "list.csv").write_text(LIST)
    office.init(directory / "event.toml")
    office.issuer("import", directory / "list.csv")
    one_by_one(office)
    behind_the_back(office)
    done = all_at_once(office, processes)
    assert done == 3, f"{done} commands were done, expected two approvals and one issue"
    office.issuer("report")
    print(f"{processes} programs at once: one badge")


if __name__ == "__main__":
    main()
