#!/usr/bin/env python3
"""An event of today with one gate ready, for the browser tests: made by the programs themselves.

    door.py DIRECTORY [--id-mode mrz|visual|none] [--people N] [--names FILE] [--guards]

Prints one JSON object: the gate's directory, the people with badge text, document number and machine readable zone, and the
texts that somebody might try.
"""
import argparse
import datetime
import json
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "e2e"))
import craft  # noqa: E402
import line  # noqa: E402

SURNAMES = "Schmidt Rossi Vermeulen Garcia Dubois Janssens Novak Papadakis Nowak Virtanen Horvat Murphy".split()
GIVEN = "Anna Marco Lotte Carmen Julie Pieter Petra Eleni Marek Aino Luka Sean".split()
PINS = {"j.peeters": ("guard", "190482"), "m.dubois": ("supervisor", "730561")}


def people(count, names):
    for n in range(count):
        surname, given = SURNAMES[n % 12], GIVEN[n * 7 % 12]
        shown = names[n] if n < len(names) else f"{given} {surname}"
        yield {"name": shown, "surname": surname, "given": given, "email": f"person{n}@example.org", "organisation": f"Ministry {n}",
               "birth_date": f"{1960 + n % 40}-03-{1 + n % 28:02}", "id_number": f"QX{7000000 + n}", "id_expiry": "2035-04-15"}


def csv_cell(text):
    return '"' + text.replace('"', '""') + '"'


def set_up(given):
    at = line.Line(given.directory)
    now = datetime.datetime.now(datetime.timezone.utc)
    (at.dir / "event.toml").write_text(line.event_now(now, id_mode=given.id_mode), encoding="utf-8")
    names = json.loads(Path(given.names).read_text(encoding="utf-8")) if given.names else []
    crowd = list(people(given.people, names))
    columns = ["name", "email", "organisation", "birth_date", "id_number", "id_expiry"]
    rows = ["name,email,organisation,date of birth,ID number,ID expiry"] + [",".join(csv_cell(p[c]) for c in columns) for p in crowd]
    (at.dir / "list.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    at.init(at.dir / "event.toml")
    at.issuer("import", at.dir / "list.csv", as_="reg", codes=(0, 1, 3))
    registered = at.registrations()
    for who in ("bea", "cem"):
        at.issuer("approve", *[row["id"] for row in registered], "--reason", "invited", as_=who)
    badges = {b["registration"]: b["text"] for b in at.issue_all()}
    by_number = {row["id_number"]: row for row in registered}
    for person in crowd:
        person["text"] = badges[by_number[person["id_number"]]["id"]]
        person["name"] = by_number[person["id_number"]]["name"]
        person["mrz"] = craft.mrz_td3(person["surname"].upper(), person["given"].upper(), person["id_number"], person["birth_date"],
                                      person["id_expiry"]).split("\n")
    at.gate("north")
    at.scanner("north", "load", at.door_list("first.ebdl"))
    if given.guards:
        for name, (role, pin) in PINS.items():
            secret = at.dir / f"{name}.pin"
            secret.write_text(pin + "\n")
            secret.chmod(0o600)
            at.scanner("north", "guard", "add", name, "--role", role, "--pin-file", secret)
    return at, crowd


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("directory", type=Path)
    arguments.add_argument("--id-mode", default="mrz")
    arguments.add_argument("--people", type=int, default=8)
    arguments.add_argument("--names")
    arguments.add_argument("--guards", action="store_true")
    given = arguments.parse_args()
    at, crowd = set_up(given)
    print(json.dumps({"dir": str(at.dir), "gate": str(at.dir / "north"), "people": crowd,
                      "pins": {name: pin for name, (_, pin) in PINS.items()}}))


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(f"{error.cmd}: {error.stderr}")
