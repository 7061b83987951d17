#!/usr/bin/env python3
"""A copied gate directory holds no name, e-mail, birth date or ID number in any byte, in UTF-8 or UTF-16.

    privacy_test.py DIRECTORY
"""
import datetime
import shutil
import sys
from pathlib import Path

import line

sys.path.insert(0, str(line.ROOT / "examples"))
import people  # noqa: E402


def spellings(value):
    for text in {value, value.upper(), value.lower()}:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            yield text.encode(encoding)


def main():
    directory = Path(sys.argv[1])
    shutil.rmtree(directory, ignore_errors=True)
    office = line.Line(directory)
    everybody = people.people()
    for person in everybody:
        person.expiry = "20" + str(int(person.expiry[2:4]) + 30) + person.expiry[4:]
    (directory / "event.toml").write_text(line.event_now(datetime.datetime.now(datetime.timezone.utc)))
    rows = [(p.surname, p.given, p.organisation, p.email, p.birth, p.document, p.expiry, "EN") for p in everybody]
    people.write_list(directory / "list.csv", rows, ["Surname", "First name", "Organisation", "E-mail", "Date of birth", "ID number", "ID expiry", "Language"], ",", "utf-8")
    office.init(directory / "event.toml")
    office.issuer("import", directory / "list.csv")
    office.approve_all()
    badges = office.issue_all()
    assert len(badges) == 300, len(badges)
    office.gate("north")
    office.scanner("north", "load", office.door_list("list.ebdl"))
    stored = {row["id"]: row for row in office.registrations()}
    for badge in badges[:20]:
        got = office.scan("north", badge["text"], "--id", stored[badge["registration"]]["id_number"])
        assert got["reason"] == "admitted" and got["name"], got
    office.scan("north", badges[30]["text"], "--id", "WRONG1234")
    everything = b"\0".join(path.read_bytes() for path in sorted((directory / "north").rglob("*")) if path.is_file())
    found = []
    for row in stored.values():
        values = [row["name"], row["email"], row["birth_date"], row["id_number"], row["name"].rsplit(" ", 1)[1]]
        found += [value for value in values if len(value) > 5 and any(s in everything for s in spellings(value))]
    assert not found, found[:10]
    secret_text = [badge["badge"] for badge in badges if badge["text"].encode() in everything]
    assert not secret_text, "the gate keeps a badge's text"
    print(f"{len(stored)} registrations, {len(everything)} bytes on the gate, nothing found")


if __name__ == "__main__":
    main()
