#!/usr/bin/env python3
"""The office against whoever can write its files: rows, trust lists, key places and the end of the log changed with sqlite3.
Each change must be refused, and what is refused must leave nothing behind.

    issuer_integrity_test.py DIRECTORY
"""
import datetime
import json
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


class Office(line.Line):
    def sql(self, *statements):
        with sqlite3.connect(self.office / "registry.db") as database:
            for statement in statements:
                database.execute(statement)
        database.close()

    def rows(self, statement):
        database = sqlite3.connect(self.office / "registry.db")
        try:
            return database.execute(statement).fetchall()
        finally:
            database.close()

    def files(self):
        return {path.name: path.read_bytes() for path in self.office.glob("registry.db*")}

    def put_back(self, files):
        for path in self.office.glob("registry.db*"):
            path.unlink()
        for name, content in files.items():
            (self.office / name).write_bytes(content)

    def refused(self, *args, says, code=1, **options):
        done = self.issuer(*args, codes=(code,), **options)
        assert says in done.stderr, f"{args}: expected '{says}' in: {done.stderr}"

    def with_office_key(self, *args, as_="iss", **options):
        return self.issuer(*args, "--key-passphrase-file", self.secrets["office"], as_=as_, **options)


def make(directory):
    shutil.rmtree(directory, ignore_errors=True)
    office = Office(directory)
    (directory / "event.toml").write_text(line.event_now(datetime.datetime.now(datetime.timezone.utc)))
    (directory / "list.csv").write_text(LIST)
    office.init(directory / "event.toml")
    office.issuer("import", directory / "list.csv")
    office.approve_all()
    return office


def printing(office, badges):
    """A row or a text that is not what was approved and signed is not printed."""
    before = office.files()
    pdf = office.dir / "badges.pdf"
    for change in ("UPDATE registration SET name = 'Eve Mallory' WHERE n = 3",
                   f"UPDATE badge SET text = (SELECT text FROM badge WHERE number = '{badges[0]['badge']}') WHERE registration = 'R-0003'",
                   "UPDATE badge SET text = 'EB1:NOTHING' WHERE registration = 'R-0003'",
                   "DELETE FROM badge WHERE registration = 'R-0003'"):
        office.sql(change)
        done = office.issuer("print", "--all", "--pdf", pdf, codes=(1,))
        assert "outside the program" in done.stderr or "missing from the registry" in done.stderr, done.stderr
        assert not pdf.exists()
        office.put_back(before)
    office.sql("UPDATE registration SET name = 'Eve Mallory' WHERE n = 3")
    office.refused("print", "R-0003", "--svg", office.dir / "svg",
                   says="R-0003 was changed outside the program after it was approved: nothing was printed; restore the registry or reopen it")
    office.put_back(before)
    office.issuer("print", "--all", "--pdf", pdf)


def one_document(office):
    """The column of a badge's state is nobody's proof: the signed text is."""
    (office.dir / "again.csv").write_text("name,email,organisation,date of birth,id number,id expiry\n"
                                          "Anna Erikson,anna2@org.example,Polisen,1974-08-12,L898902C3,2040-04-15\n")
    office.issuer("import", office.dir / "again.csv")
    for who in ("bea", "cem"):
        office.issuer("approve", "R-0005", "--reason", "sent twice", as_=who)
    before = office.files()
    for change in ("UPDATE badge SET state = 'superseded'", "UPDATE registration SET id_number = 'QQ11' WHERE n = 1"):
        office.sql(change)
        done = office.with_office_key("issue", "R-0005", codes=(1,))
        assert "R-0005 has the same document as R-0001, which holds a badge" in done.stderr, done.stderr
        office.put_back(before)
    office.issuer("reject", "R-0005", "--reason", "sent twice", as_="bea")


def disabled_officer(office):
    """An officer who leaves takes nothing away from what was issued before."""
    before = office.files()
    office.root("officer", "disable", "cem")
    office.door_list("after-disable.ebdl")
    office.issuer("print", "--all", "--pdf", office.dir / "after-disable.pdf")
    office.put_back(before)


def trust_list_rolled_back(office):
    before = office.files()
    office.root("keys", "rotate", "badge", "--key-passphrase-file", office.secrets["office"])
    office.root("keys", "revoke", "badge-1")
    office.sql("DELETE FROM trust_list WHERE sequence = (SELECT max(sequence) FROM trust_list)")
    for command in (("keys", "list"), ("keys", "trust-list", "-o", office.dir / "trust.cose")):
        office.refused(*command, says="is not the newest one of its log")
    office.with_office_key("door-list", "-o", office.dir / "rolled-back.ebdl", codes=(1,))
    assert not (office.dir / "rolled-back.ebdl").exists()
    office.put_back(before)
    (office.office / "keys" / "badge-2.pem").unlink()


def another_key(office):
    """The registry says where a key lies, never which key it is."""
    before = office.files()
    office.sql("UPDATE value SET value = CAST('keys/list-1.pem' AS BLOB) WHERE name = 'key badge-1'")
    done = office.with_office_key("reissue", "R-0001", "--reason", "lost", codes=(1,))
    assert "is not badge-1 of this office" in done.stderr, done.stderr
    office.put_back(before)
    office.sql("UPDATE value SET value = CAST('officers/bea.pem' AS BLOB) WHERE name = 'key officer cem'")
    done = office.issuer("reject", "R-0001", "--reason", "no", "--as", "cem", "--passphrase-file", office.secrets["bea"], codes=(1,))
    assert "is not officer cem of this office" in done.stderr, done.stderr
    office.put_back(before)


def end_of_the_log(office):
    """Checkpoints cover every signed act; what a copy kept elsewhere covers cannot be cut off unseen."""
    last_line = "DELETE FROM log_line WHERE idx = (SELECT max(idx) FROM log_line)"
    last_checkpoint = "DELETE FROM log_checkpoint WHERE number = (SELECT max(number) FROM log_checkpoint)"
    before = office.files()
    (size,), (covered,) = office.rows("SELECT count(*) FROM log_line UNION ALL SELECT max(size) FROM log_checkpoint")
    assert size == covered, "the newest signed act has no checkpoint"
    kept = office.dir / "kept.json"
    kept.write_text(office.issuer("--json", "report").stdout)
    log = json.loads(kept.read_text())["log"]
    assert log["size"] == size and len(log["root"]) == 64
    note = office.dir / "kept.note"
    note.write_text(log["checkpoint"])
    shown = office.issuer("report").stdout
    assert f"size {size}, root {log['root']}" in shown, shown
    office.sql(last_checkpoint)
    office.refused("report", says=f"covers {size - 1} acts of {size}")
    office.sql("DELETE FROM log_checkpoint")
    office.refused("report", says=f"covers 0 acts of {size}")
    office.put_back(before)
    office.sql(last_line, last_checkpoint)
    office.issuer("report")  # nothing here can show it
    for file in (kept, note):
        office.refused("report", "--checkpoint", file, says="acts were cut off")
    # The cut is not hidden by going on.
    office.issuer("reopen", "R-0004", "--reason", "once more", as_="bea")
    office.refused("report", "--checkpoint", kept, says="another one")
    office.put_back(before)
    office.issuer("reopen", "R-0004", "--reason", "once more", as_="bea")
    assert "kept.json" in office.issuer("report", "--checkpoint", kept).stdout
    other = Office(office.dir / "other")
    other.init(office.dir / "event.toml")
    other_note = office.dir / "other.json"
    other_note.write_text(other.issuer("--json", "report").stdout)
    office.refused("report", "--checkpoint", other_note, says="other.json")


def new_root(office):
    """A root change is on paper before it is in force, and can be had again."""
    before = office.rows("SELECT count(*) FROM log_line")
    command = ("keys", "root", "--new", "keys/root-2.pem", "--new-passphrase-file", office.secrets["admin"])
    done = office.root(*command, "-o", office.dir / "no" / "such" / "folder" / "change.cose", codes=(3,))
    assert "change.cose" in done.stderr, done.stderr
    assert office.rows("SELECT count(*) FROM log_line") == before
    assert not (office.office / "keys" / "root-2.pem").exists()
    office.refused("keys", "root", "-o", office.dir / "nothing.cose", says="never changed", code=3)
    office.root(*command, "-o", office.dir / "change.cose")
    office.issuer("keys", "root", "-o", office.dir / "again.cose")
    assert (office.dir / "again.cose").read_bytes() == (office.dir / "change.cose").read_bytes()
    done = office.root("officer", "disable", "reg", codes=(3,))  # the old root's passphrase opens nothing now
    assert "root" in done.stderr, done.stderr
    office.issuer("officer", "disable", "reg", "--root-passphrase-file", office.secrets["admin"])
    (office.office / "keys" / "root-2.pem").rename(office.dir / "stick.pem")
    office.refused("officer", "disable", "bea", "--root-passphrase-file", office.secrets["admin"], code=3,
                   says="the root key is not on this machine: copy it back from its stick to keys/root-2.pem, and take it away afterwards")


def main():
    office = make(Path(sys.argv[1]))
    badges = office.issue_all()
    assert len(badges) == 4
    printing(office, badges)
    one_document(office)
    disabled_officer(office)
    trust_list_rolled_back(office)
    another_key(office)
    end_of_the_log(office)
    new_root(office)
    print("rows, texts, trust lists, key places and the end of the log: every change refused")


if __name__ == "__main__":
    main()
