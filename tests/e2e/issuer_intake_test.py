#!/usr/bin/env python3
"""Import and edit against the built program: files with a complaint, look-alike documents, edits that touch one field.

    issuer_intake_test.py DIRECTORY
"""
import datetime
import json
import shutil
import sys
from pathlib import Path

import line

HEADER = "name,email,organisation,date of birth,id number,id expiry\n"


def rows(office):
    return {row["id"]: row for row in office.registrations()}


def edit(office, registration, *fields, codes=(0,)):
    done = office.issuer("--json", "registrations", "edit", registration, *fields, "--reason", "by telephone", as_="reg", codes=codes)
    return json.loads(done.stdout) if done.returncode == 0 else done.stderr


def complaints_are_remembered(office):
    file = office.dir / "open-quote.csv"
    file.write_text(HEADER + 'Anna Berg,anna@org.example,Police,1974-08-12,L898902C3,2040-04-15\n"Jan Smit,jan@org.example,Police,1975-09-13,NX1,2041-05-16\n')
    first = office.issuer("--json", "import", file, codes=(3,))
    assert "0 files could not be read; 1 complaints" in first.stderr, first.stderr
    given = [json.loads(text)["id"] for text in first.stdout.splitlines()]
    assert given and sorted(given) == sorted(rows(office)), given
    again = office.issuer("import", file)
    assert "was imported before" in again.stderr and sorted(rows(office)) == sorted(given)
    empty = office.dir / "nothing.pdf"
    empty.write_bytes(b"%PDF-1.4")
    for _ in range(2):
        assert "1 files could not be read" in office.issuer("import", empty, codes=(3,)).stdout
    return len(given)


def only_a_registrar_imports(office):
    file = office.dir / "by-a-vetter.csv"
    file.write_text(HEADER + "Eve Adams,eve@org.example,Police,1974-08-12,EV1234567,2040-04-15\n")
    done = office.issuer("--json", "import", file, as_="bea", codes=(1,))
    assert done.stdout == "" and "no role registrar" in done.stderr, done.stdout + done.stderr


def maildir_below_a_folder(office, known):
    message = office.dir / "mails" / "inbox" / "cur" / "1437.M1P2.host:2,S"
    message.parent.mkdir(parents=True)
    message.write_text("X-Spam: no\nFrom: Carla Rossi <carla@org.example>\n\nName: Carla Rossi\nOrganisation: Polizia\n"
                       "Date of birth: 4 March 1985\nPassport number: YA7654321\nValid until: 4 March 2042\n")
    office.issuer("import", office.dir / "mails")
    row = rows(office)[f"R-{known + 1:04}"]
    assert row["name"] == "Carla Rossi" and row["id_number"] == "YA7654321", row


def look_alikes(office):
    before = set(rows(office))
    file = office.dir / "look-alike.csv"
    file.write_text(HEADER + "Anna Berg,anna.b@org.example,Police,1974-08-13,L898902\u04213,2040-04-15\n", encoding="utf-8")
    office.issuer("import", file)
    (added,) = set(rows(office)) - before
    assert rows(office)[added]["problems"] == ["missing_id_number"]
    office.approve_all()
    assert rows(office)[added]["status"] == "open"
    said = edit(office, added, "--id-number", "L898902\u04213", codes=(2,))
    assert "is no document number" in said, said


def edits(office):
    file = office.dir / "edits.csv"
    before = set(rows(office))
    file.write_text(HEADER + "Graf Anna,,Police,1901-01-01,AA1111111,2010-01-01\nDora <i>Weiss</i>,dora@org.example,BKA,1986-05-06,C01X0006H,2043-05-06\n"
                    "Emil Auer,emil@org.example,Polizei,1990-05-06,,2043-05-06\nFinn Otto,finn@org.example,Polizei,1991-05-06,FF1111111,2043-05-06\n")
    office.issuer("import", file)
    one, two, three, four = sorted(set(rows(office)) - before)
    assert rows(office)[one]["problems"] == ["id_expired_at_event", "implausible_birth_date", "missing_email"]
    done = edit(office, one, "--email", "graf@org.example")
    assert done["problems"] == ["id_expired_at_event", "implausible_birth_date"] and done["name"] == rows(office)[one]["name"], done
    done = edit(office, one, "--id-expiry", "2040-01-01")
    assert done["problems"] == ["implausible_birth_date"] and done["birth_date"] == "1901-01-01"
    # Another field than the hostile one does not make it harmless.
    assert edit(office, two, "--email", "d@org.example")["problems"] == ["hostile_text"]
    assert edit(office, two, "--name", "Dora Weiss")["problems"] == []
    assert edit(office, three, "--id-number", "FF 1111111")["problems"] == []       # the later one is the duplicate, not this one
    assert edit(office, four, "--organisation", "LKA")["problems"] == []              # asked again only with its own fields
    assert edit(office, four, "--name", "Finn Otto Ott")["problems"] == ["duplicate"]
    said = edit(office, one, "--email", "brennan", codes=(2,))
    assert "'brennan' is no e-mail address: write it like name@example.org" in said, said
    assert "is no date: write it like 1978-03-04" in edit(office, one, "--birth-date", "soon", codes=(2,))


def change_requests(office):
    mail = office.dir / "change.eml"
    before = set(rows(office))
    mail.write_text("From: Hans Maier <hans@org.example>\nSubject: Correction of my registration\nDate: Mon, 6 Jul 2015 10:00:00 +0200\n\n"
                    "Dear colleagues,\nplease correct my earlier registration:\nName: Hans Maier\nPassport number: HM7654321\n")
    office.issuer("import", mail)
    (added,) = set(rows(office)) - before
    assert "change_request" in rows(office)[added]["problems"], rows(office)[added]
    problems = rows(office)[added]["problems"]
    assert edit(office, added, "--organisation", "Polizei")["problems"] == problems
    # It is told which earlier ones it may be about; they stay as they are.
    first = office.dir / "earlier.csv"
    first.write_text(HEADER + "Ilse Quast,quast@org.example,Polizei,1974-08-12,IQ1234567,2040-04-15\nOtto Quast,other@org.example,Polizei,1975-08-12,OQ1234567,2040-04-15\n")
    office.issuer("import", first)
    ilse = next(id for id, row in rows(office).items() if row["name"] == "Ilse Quast")
    mail.write_text("From: Ilse Quast <quast@org.example>\nSubject: Cancellation of my registration\nDate: Mon, 6 Jul 2015 11:00:00 +0200\n\n"
                    "Dear colleagues,\nplease cancel my registration, I cannot come.\nIlse Quast\n")
    before = rows(office)
    office.issuer("import", mail)
    (cancelled,) = set(rows(office)) - set(before)
    shown = json.loads(office.issuer("--json", "registrations", "show", cancelled).stdout)
    assert shown["problems"] == ["change_request"] and shown["concerns"] == [{"id": ilse, "because": "same name"}], shown
    assert f"may concern   {ilse} (same name)" in office.issuer("registrations", "show", cancelled).stdout
    assert "concerns" not in json.loads(office.issuer("--json", "registrations", "show", ilse).stdout)
    assert {id: rows(office)[id] for id in before} == before


def where_it_stands(office):
    before = set(rows(office))
    folder = office.dir / "originals"
    folder.mkdir()
    mail = folder / "ana.eml"
    mail.write_text("From: Nora Quill <nora@org.example>\nSubject: Delegate\nDate: Mon, 6 Jul 2015 10:00:00 +0200\n\nDear all,\n"
                    "please register Ms Ana Prieto of the Harbour Police,\nborn on 3 May 1970, passport HP7654321, valid until 3.6.2042.\n")
    office.issuer("import", mail)
    (added,) = set(rows(office)) - before
    shown = json.loads(office.issuer("--json", "registrations", "show", added, "--where").stdout)
    assert shown["original"] == str(mail), shown
    places = shown["places"]
    text = mail.read_text().split("\n\n", 1)[1]
    assert [text[p["from"]:p["to"]] for p in places.values()] == ["Ana Prieto", "Harbour Police", "3 May 1970", "HP7654321", "3.6.2042"], places
    assert {f: p["line"] for f, p in places.items()} == {"name": 2, "organisation": 2, "birth_date": 3, "id_number": 3, "id_expiry": 3}, places
    said = office.issuer("registrations", "show", added, "--where").stdout
    assert "id_number     text, line 3: born on 3 May 1970, passport HP7654321" in said, said
    moved = folder / "moved.eml"
    mail.rename(moved)
    done = office.issuer("registrations", "show", added, "--where", codes=(3,))
    assert "name the original with --original FILE" in done.stderr and "Ana Prieto" in done.stdout, done
    assert json.loads(office.issuer("--json", "registrations", "show", added, "--original", moved).stdout)["places"] == places
    moved.write_text(moved.read_text().replace("HP7654321", "HP1111111"))
    done = office.issuer("registrations", "show", added, "--original", moved, codes=(1,))
    assert "or was changed since" in done.stderr, done.stderr


def main():
    directory = Path(sys.argv[1])
    shutil.rmtree(directory, ignore_errors=True)
    office = line.Line(directory)
    (directory / "event.toml").write_text(line.event_now(datetime.datetime.now(datetime.timezone.utc)))
    office.init(directory / "event.toml")
    known = complaints_are_remembered(office)
    only_a_registrar_imports(office)
    maildir_below_a_folder(office, known)
    look_alikes(office)
    edits(office)
    change_requests(office)
    where_it_stands(office)
    print("imports and edits: nothing doubled, dropped or judged again unasked")


if __name__ == "__main__":
    main()
