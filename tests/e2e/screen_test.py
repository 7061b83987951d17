#!/usr/bin/env python3
"""badge-issuer screen: hits on a stop list, the same person twice, who is not invited; lists that cannot be read whole screen nobody."""
import datetime
import json

from gate_setup import main
from line import Line, event_now

PEOPLE = """name,email,organisation,date of birth,ID number,ID expiry
Jürgen Müller,a@example.org,Bundesministerium des Innern,1978-03-04,C01X0006H,2030-01-01
Anna Rossi,b@example.org,Ministero dell'Interno,1980-05-06,YA1234567,2030-01-01
Mueller Juergen,c@example.org,Federal Police,1978-03-04,X9876543,2030-01-01
Peter Nowak,d@example.org,Europol EC3,1985-07-08,ZZ7654321,2030-01-01
Eva Horvat,e@example.org,Somewhere Else,1990-09-10,HR1112223,2030-01-01
"""
STOP_LIST = """surname;given name;date of birth;document number
MULLER;Jurgen;04.03.1978;
Nobody;Else;01.01.1970;YA-1234567
Nowak;Piotr;08.07.1986;
<b>Evil</b>;=cmd();02.02.1972;
"""
INVITED = "# invited\nBundesministerium des Innern\nMinistero dell’Interno\nFederal Police\nEuropol\n"


class Office:
    def __init__(self, directory):
        self.line = Line(directory)
        (self.line.dir / "event.toml").write_text(event_now(datetime.datetime.now(datetime.timezone.utc)), encoding="utf-8")
        self.line.init(self.line.dir / "event.toml")
        self.line.issuer("import", self.file("people.csv", PEOPLE), as_="reg", codes=(0, 1))

    def file(self, name, text):
        path = self.line.dir / name
        path.write_text(text, encoding="utf-8")
        return path

    def screen(self, *args, codes=(0, 1)):
        done = self.line.issuer("--json", "screen", *args, codes=codes)
        return done.returncode, [json.loads(row) for row in done.stdout.splitlines()]


def found(rows):
    return [(row["registration"], row["found"], row.get("reason"), row.get("with", "").rpartition("#")[2]) for row in rows]


def among_themselves(office, check):
    code, rows = office.screen()
    check("the same person, spelt otherwise", found(rows), [("R-0003", "registration", "name_and_birth", "R-0001")])
    check("names alike", (code, rows[0]["percent"]), (1, 100))


def stop_list(office, check):
    listed = office.file("stop.csv", STOP_LIST)
    _, rows = office.screen("--stop-list", listed)
    check("hits", found(rows), [
        ("R-0001", "stop_list", "name_and_birth", "row 2"), ("R-0002", "stop_list", "document", "row 3"),
        ("R-0003", "stop_list", "name_and_birth", "row 2"), ("R-0003", "registration", "name_and_birth", "R-0001")])
    said = office.line.issuer("screen", "--stop-list", listed, codes=(1,)).stdout
    check.true("says why", "the same document number" in said and "names alike to 100 %" in said)
    check.true("says what to do", "4 to look at; nothing was changed" in said)
    near = office.file("near.csv", STOP_LIST.replace("08.07.1986;", "08.07.1984;").replace("Piotr", "Peter"))
    _, rows = office.screen("--stop-list", near)
    check.true("a digit of the birth date", ("R-0004", "stop_list", "name_and_near_birth", "row 4") in found(rows))
    office.line.issuer("reject", "R-0003", "--reason", "the same as another", as_="bea")
    code, rows = office.screen()
    check("a rejected one is looked at no more", (code, rows), (0, []))


def invited(office, check):
    _, rows = office.screen("--invited", office.file("invited.txt", INVITED))
    check("not invited", found(rows), [("R-0005", "not_invited", None, "")])


def refused(office, check):
    broken = office.file("broken.csv", "\x00\x01\x02 no list at all")
    for name, args in {"no list": ("--stop-list", broken), "no file": ("--stop-list", office.line.dir / "none.csv"),
                       "empty": ("--stop-list", office.file("empty.csv", "")), "nobody invited": ("--invited", office.file("none.txt", "# x\n"))}.items():
        done = office.line.issuer("screen", *args, codes=None)
        check(f"{name}: an error, and nothing screened", (done.returncode, done.stdout), (3, ""))
        check(f"{name}: one line: {done.stderr}", (done.stderr[:14], done.stderr.count("\n")), ("badge-issuer: ", 1))


def test(directory, check):
    office = Office(directory / "screen")
    among_themselves(office, check)
    stop_list(office, check)
    invited(office, check)
    refused(office, check)


if __name__ == "__main__":
    main(test)
