#!/usr/bin/env python3
"""An event of today with one gate ready, for the browser tests: made by the programs themselves.

    door.py DIRECTORY [--id-mode mrz|visual|none] [--people N] [--names FILE] [--guards] [--reasons]

Prints one JSON object: the gate's directory, the people with badge text, document number and machine readable zone, and with
--reasons the texts that somebody might try, gates that are not fit to decide, and times to rehearse.
"""
import argparse
import datetime
import json
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "e2e"))
import craft  # noqa: E402
import line  # noqa: E402

SURNAMES = "Schmidt Rossi Vermeulen Garcia Dubois Janssens Novak Papadakis Nowak Virtanen Horvat Murphy".split()
GIVEN = "Anna Marco Lotte Carmen Julie Pieter Petra Eleni Marek Aino Luka Sean".split()
PINS = {"j.peeters": ("guard", "190482"), "m.dubois": ("supervisor", "730561")}
NOW = datetime.datetime.now(datetime.timezone.utc)


def later(**spans):
    return NOW + datetime.timedelta(**spans)


def people(count, names):
    for n in range(count):
        surname, given = SURNAMES[n % 12], GIVEN[n * 7 % 12]
        shown = names[n] if n < len(names) else f"{given} {surname}"
        yield {"name": shown, "surname": surname, "given": given, "email": f"person{n}@example.org", "organisation": f"Ministry {n}",
               "birth_date": f"{1960 + n % 40}-03-{1 + n % 28:02}", "id_number": f"QX{7000000 + n}", "id_expiry": "2035-04-15"}


def csv_cell(text):
    return '"' + text.replace('"', '""') + '"'


def mrz(person, **change):
    shown = dict(person, **change)
    return craft.mrz_td3(shown["surname"].upper(), shown["given"].upper(), shown["id_number"], shown["birth_date"], shown["id_expiry"])


def register(at, given):
    """The people who got a badge: the office refuses some names."""
    profile = line.event_now(NOW, id_mode=given.id_mode)
    if given.reasons:
        profile = profile.replace("zones = []", 'zones = ["rooms"]')
    (at.dir / "event.toml").write_text(profile, encoding="utf-8")
    names = json.loads(Path(given.names).read_text(encoding="utf-8")) if given.names else []
    crowd = list(people(given.people, names))
    columns = ["name", "email", "organisation", "birth_date", "id_number", "id_expiry"]
    rows = ["name,email,organisation,date of birth,ID number,ID expiry"] + [",".join(csv_cell(p[c]) for c in columns) for p in crowd]
    (at.dir / "list.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    at.init(at.dir / "event.toml")
    at.issuer("import", at.dir / "list.csv", as_="reg", codes=(0, 1, 3))
    registered = at.registrations()
    for who in ("bea", "cem"):
        at.issuer("approve", *[row["id"] for row in registered], "--reason", "invited", as_=who, codes=(0, 1))
    badges = {b["registration"]: b for b in at.issue_all()}
    by_number = {row["id_number"]: row for row in registered}
    crowd = [p for p in crowd if by_number.get(p["id_number"], {}).get("id") in badges]
    for person in crowd:
        row = by_number[person["id_number"]]
        text = badges[row["id"]]["text"]
        person.update(registration=row["id"], badge=badges[row["id"]]["badge"], name=row["name"], text=text, mrz=mrz(person).split("\n"),
                      twin=craft.twin(text))  # the same badge, another text
    return crowd


def add_guards(at):
    for name, (role, pin) in PINS.items():
        secret = at.dir / f"{name}.pin"
        secret.write_text(pin + "\n")
        secret.chmod(0o600)
        at.scanner("north", "guard", "add", name, "--role", role, "--pin-file", secret)


def crafted(at, crowd):
    """By reason, what a code that gives it says. Of the people, 1 is withdrawn, 2 has a newer badge, 6 is imitated."""
    key = craft.load_key(at.office / "keys/badge-1.pem", "secret of office")
    text = crowd[6]["text"]
    nbf, exp = craft.times_of(text)
    event = "TEST-2026"
    return {
        "revoked": crowd[1]["text"], "superseded": crowd[2]["text"], "foreign_code": "https://example.org/ticket/1",
        "malformed": "EB1:NOT A BADGE", "bad_signature": craft.flip_signature(text), "alg_mismatch": craft.other_algorithm(text),
        "key_unknown": craft.badge(craft.new_key(), event, nbf, exp), "not_on_list": craft.badge(key, event, nbf, exp),
        "wrong_event": craft.badge(key, "OTHER-2015", nbf, exp), "not_yet_valid": craft.badge(key, event, exp - 60, exp),
        "expired": craft.badge(key, event, nbf, nbf + 60),
        "record_mismatch": craft.badge(key, event, nbf, exp, craft.secret_of(text))}


def documents(person):
    """By reason, the document that gives it."""
    right = mrz(person)
    return {"id_misread": right[:-1] + str((int(right[-1]) + 1) % 10), "id_mismatch": mrz(person, id_number="ZZ1234567"),
            "id_expired": mrz(person, id_expiry="2020-01-01")}


def two_badges(path, texts):
    from PIL import Image
    import camera
    codes = [camera.symbol(text) for text in texts]
    both = Image.new("L", (sum(code.width for code in codes), max(code.height for code in codes)), 255)
    both.paste(codes[0], (0, 0))
    both.paste(codes[1], (codes[0].width, 0))
    both.save(path)
    return str(path)


def unfit_gates(at, crowd):
    """By reason, a gate that gives it to every badge and the time to rehearse, if it is one of a time."""
    copy = lambda name, of: shutil.copytree(at.dir / of, at.dir / name)
    for name in ("late", "long", "south", "ahead"):
        copy(name, "north")
    at.scanner("bare", "init", "--name", "bare", "--root", at.office / "keys/root.pub", "-o", at.dir / "bare.request")
    copy("broken", "bare")
    (at.dir / "broken" / "log.db").write_bytes(b"this is no database, whatever it was before" * 100)
    at.scanner("late", "load", at.door_list("short.ebdl", "--valid-until", later(hours=1).strftime("%Y-%m-%dT%H:%M")))
    at.scanner("long", "load", at.door_list("long.ebdl", "--valid-until", later(days=1100).strftime("%Y-%m-%dT%H:%M")))
    at.faketime = later(hours=3).strftime("%Y-%m-%d %H:%M:%S")
    at.scan("ahead", crowd[4]["text"])
    at.faketime = None
    at.root("keys", "rotate", "badge", "--key-passphrase-file", at.secrets["office"])
    at.root("keys", "revoke", "badge-1")
    at.scanner("south", "load", at.door_list("after.ebdl"))
    found = {"no_list": ("bare", None), "log_unavailable": ("broken", None), "wrong_zone": ("lobby", None), "key_revoked": ("south", None),
             "clock_rollback": ("ahead", None), "list_expired": ("late", later(hours=2)), "door_closed": ("long", later(hours=11)),
             "key_not_valid": ("long", later(days=1000))}
    return {reason: {"gate": str(at.dir / gate), "at": at_ and line.utc(at_)} for reason, (gate, at_) in found.items()}


def reasons(at, crowd):
    at.issuer("revoke", crowd[1]["badge"], "--reason", "withdrawn", as_="iss")
    at.issuer("reissue", crowd[2]["registration"], "--reason", "lost", "--key-passphrase-file", at.secrets["office"], as_="iss")
    at.gate("lobby", "--zone", "kitchen")
    first = at.door_list("first.ebdl")
    for gate in ("north", "lobby"):
        at.scanner(gate, "load", first)
    return {"texts": crafted(at, crowd), "documents": documents(crowd[0]), "unfit": unfit_gates(at, crowd),
            "two": two_badges(at.dir / "two.png", [crowd[6]["text"], crowd[7]["text"]])}


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("directory", type=Path)
    arguments.add_argument("--id-mode", default="mrz")
    arguments.add_argument("--people", type=int, default=8)
    arguments.add_argument("--names")
    arguments.add_argument("--guards", action="store_true")
    arguments.add_argument("--reasons", action="store_true")
    given = arguments.parse_args()
    at = line.Line(given.directory)
    crowd = register(at, given)
    at.gate("north", *(["--zone", "rooms"] if given.reasons else []))
    more = {}
    if given.reasons:
        more = reasons(at, crowd)
    else:
        at.scanner("north", "load", at.door_list("first.ebdl"))
    if given.guards:
        add_guards(at)
    print(json.dumps({"dir": str(at.dir), "gate": str(at.dir / "north"), "people": crowd,
                      "pins": {name: pin for name, (_, pin) in PINS.items()}, **more}))


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(f"{error.cmd}: {error.stderr}")
