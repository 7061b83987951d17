#!/usr/bin/env python3
"""Erasure of one person and purge of everybody: afterwards no byte of office and gates holds a value of theirs, nobody else is harmed,
the logs verify and the totals are the same. Killed at random moments, the same command finishes the job.

    erase_test.py DIRECTORY KILLS      kills of erase and of purge
"""
import base64
import datetime
import json
import quopri
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import craft
import line

# given, surname, organisation, e-mail, birth date, ID number; the first half comes from a list, the second from mails
PEOPLE = [("Änne-Sophie", "Großkreuz", "Kreuzamt Nordwest", "a.grosskreuz@kreuzamt.example", "1971-03-09", "ZG4417729"),
          ("Bohumil", "Štěpánek", "Policie Jihlava", "bohumil.stepanek@jihlava.example", "1962-11-23", "CZ8812345"),
          ("Carmela", "Fioravanti", "Questura Lecce", "fioravanti@lecce.example", "1980-07-14", "YA1199377"),
          ("Dagfinn", "Oksvoll", "Oksvoll Data", "dagfinn@oksvoll.example", "1958-12-30", "NO7766554"),
          ("Eulalia", "Montserrat", "Mossos Vic", "eulalia.m@mossosvic.example", "1990-01-17", "ESP552211"),
          ("Ferenc", "Kővágó", "Kővágó Kft", "kovago@kft.example", "1977-10-05", "HU3344551"),
          ("Gwenaëlle", "Le Bihan", "Bihan Conseil", "gwen@bihanconseil.example", "1985-04-28", "FR9988776"),
          ("Håkan", "Sjöquist", "Sjöquist AB", "hakan@sjoquistab.example", "1969-06-19", "SE1231239")]
EDITED = "earlier.address@kreuzamt.example"        # of the first, before it was corrected


def forms(value):
    """The value as it can stand in a file: encodings of mails too."""
    for text in {value, value.upper(), value.lower()}:
        for encoding in ("utf-8", "latin-1", "utf-16-le", "utf-16-be"):
            try:
                plain = text.encode(encoding)
            except UnicodeEncodeError:
                continue
            yield plain
            if encoding in ("utf-8", "latin-1"):
                yield quopri.encodestring(plain).rstrip(b"\n")
                for shift in range(3):
                    coded = base64.b64encode(b"x" * shift + plain)
                    yield coded[(4 if shift else 0):len(coded) // 4 * 4 - 4]


def values(person, badges):
    given, surname, organisation, email, birth, number = person
    year, month, day = birth.split("-")
    mrz = surname.upper()  # Python's makes ß SS
    out = [f"{given} {surname}", given, surname, mrz, organisation, email, birth, f"{day}.{month}.{year}", f"{day}/{month}/{year}", number]
    found = {form for value in out if len(value) > 4 for form in forms(value) if len(form) > 5}
    for badge in badges:
        secret = craft.secret_of(badge["text"])
        found |= {badge["text"].encode(), craft.to_cose(badge["text"]), secret, secret.hex().encode(), secret.hex().upper().encode(),
                  base64.b64encode(secret)[:-3]}
    return found


def bytes_of(*places):
    files = [path for place in places for path in ([place] if place.is_file() else sorted(place.rglob("*")))]
    return {path: path.read_bytes() for path in files if path.is_file()}


def where(wanted, *places):
    return [(path.name, form) for path, content in bytes_of(*places).items() for form in wanted if form in content or form in str(path).encode()]


class Play:
    def __init__(self, directory, kills):
        self.office = line.Line(directory)
        self.dir, self.kills = directory, kills
        self.rng = random.Random(2015)
        self.texts = {}          # registration -> badges
        self.places = [directory / name for name in ("office", "north", "south", "out")]

    def set_up(self):
        office, sources = self.office, self.dir / "sources"
        sources.mkdir()
        (self.dir / "out").mkdir()
        (self.dir / "event.toml").write_text(line.event_now(datetime.datetime.now(datetime.timezone.utc)))
        rows = "".join(f"{g} {s},{EDITED if n == 0 else e},{o},{b},{i},2041-02-03\n" for n, (g, s, o, e, b, i) in enumerate(PEOPLE[:4]))
        (sources / "list.csv").write_text("name,email,organisation,date of birth,id number,id expiry\n" + rows)
        for n, (given, surname, organisation, email, birth, number) in enumerate(PEOPLE[4:]):
            body = (f"Name: {given} {surname}\nE-mail: {email}\nOrganisation: {organisation}\nDate of birth: {birth}\nID number: {number}\n"
                    "ID expiry: 2041-02-03\n").encode()
            coded = base64.encodebytes(body) if n % 2 else quopri.encodestring(body)
            head = (f"From: <{email}>\nTo: desk@example.org\nSubject: registration\nDate: Wed, 01 Jul 2015 10:00:00 +0200\nMIME-Version: 1.0\n"
                    f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: {'base64' if n % 2 else 'quoted-printable'}\n\n")
            (sources / f"{n}.eml").write_bytes(head.encode() + coded)
        office.init(self.dir / "event.toml")
        office.issuer("import", sources / "list.csv", sources)
        office.issuer("registrations", "edit", "R-0001", "--email", PEOPLE[0][3], "--reason", "corrected by letter", as_="reg")
        office.approve_all()
        for badge in office.issue_all():
            self.texts[badge["registration"]] = [badge]
        assert len(self.texts) == len(PEOPLE), office.registrations()
        done = office.issuer("--json", "reissue", "R-0001", "--reason", "lost", "--key-passphrase-file", office.secrets["office"], as_="iss")
        self.texts["R-0001"].append(json.loads(done.stdout.splitlines()[0]))

    def print_all(self):
        out = self.dir / "out"
        self.office.issuer("print", "--all", "--pdf", out / "badges.pdf", "--png", out / "png", "--svg", self.office.office / "svg")
        self.office.issuer("print", "--all", "--a4", "--pdf", out / "a4.pdf")
        self.office.issuer("registrations", "export", "-o", self.office.office / "registrations.csv")

    def at_the_doors(self):
        office = self.office
        for gate in ("north", "south"):
            office.gate(gate)
        self.load("first.ebdl")
        for person, (registration, badges) in zip(PEOPLE, sorted(self.texts.items())):
            gate = "north" if registration < "R-0005" else "south"
            assert office.scan(gate, badges[-1]["text"], "--id", person[5])["verdict"] == "admit"
        now = datetime.datetime.now(datetime.timezone.utc)
        office.scan("north", self.texts["R-0001"][-1]["text"], "--id", PEOPLE[0][5], "--rehearse-at", line.utc(now))

    def load(self, name):
        listed = self.office.door_list(name)
        for gate in ("north", "south"):
            self.office.scanner(gate, "load", listed)

    def person(self, registration):
        return PEOPLE[int(registration[2:]) - 1]

    def values(self, registration):
        return values(self.person(registration), self.texts[registration]) | ({EDITED.encode()} if registration == "R-0001" else set())

    def report(self):
        return json.loads(self.office.issuer("--json", "report").stdout)

    def verify(self, name):
        exports = []
        for gate in ("north", "south"):
            exports.append(self.dir / f"{gate}-{name}")
            self.office.scanner(gate, "export", exports[-1])
        root = self.office.office / "keys" / "root.pub"
        self.office.audit("verify", *exports, "--root", root)
        done = self.office.audit("--json", "replay", *exports, "--office", self.office.office)
        return [json.loads(text) for text in done.stdout.splitlines()]

    def command(self, *args):
        return [line.program("badge-issuer"), "--office", str(self.office.office), "--json", *map(str, args), "--as", "iss", "--passphrase-file",
                str(self.office.secrets["iss"])]

    def until_done(self, argv, kills):
        """Kills the command that many times at random moments, then lets it end; how often it said that it was done before."""
        start = time.monotonic()
        subprocess.run(self.command("revoke", "0000-0000-0000-0000", "--reason", "none"), capture_output=True, check=False)
        longest = (time.monotonic() - start) * 2
        for _ in range(kills):
            process = subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            time.sleep(longest * self.rng.uniform(0.2, 1))
            process.kill()
            out, err = process.communicate()
            assert process.returncode in (0, -9), (process.returncode, out, err)
            yield json.loads(out) if process.returncode == 0 else None
        done = subprocess.run(argv, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        yield json.loads(done.stdout)


def check_gone(play, registration):
    left = where(play.values(registration), *play.places)
    assert not left, f"{registration} is still there: {left[:5]}"


def check_others(play, gone):
    stored = {row["id"]: row for row in play.office.registrations()}
    for registration in sorted(set(play.texts) - gone):
        given, surname, organisation, email, birth, number = play.person(registration)
        row = stored[registration]
        assert (row["name"], row["email"], row["organisation"], row["birth_date"], row["id_number"]) == (f"{given} {surname}", email, organisation, birth, number), row
        assert row["status"] == "issued", row
    assert {row["id"] for row in stored.values() if row["status"] == "erased"} == gone, stored


def erase_one(play):
    office = play.office
    wanted = play.values("R-0001")
    assert {name for name, _ in where(wanted, *play.places)} >= {"registry.db", "registrations.csv"}, "nothing to erase: the search is blind"
    before = play.report()
    moved, changed = play.dir / "out" / "a4.pdf", play.dir / "out" / "png" / f"{play.texts['R-0001'][-1]['badge']}.png"
    moved.rename(play.dir / "moved.pdf")
    changed.write_bytes(changed.read_bytes() + b"!")
    office.issuer("erase", "R-0001", "--reason", "Grosskreuz asked for it", as_="iss", codes=(2,))
    office.issuer("erase", "R-0001", "--reason", "asked for it", as_="bea", codes=(1,))
    copy = office.office / "copy.csv"
    copy.write_text((play.dir / "sources" / "list.csv").read_text())
    refused = office.issuer("erase", "R-0001", "--reason", "asked for it", as_="iss", codes=(1,))
    assert "copy.csv" in refused.stderr, refused.stderr
    copy.unlink()
    listed = office.office / "registrations.csv"
    written = listed.read_bytes()
    listed.write_bytes(written + b"a note\r\n")
    refused = office.issuer("erase", "R-0001", "--reason", "asked for it", as_="iss", codes=(1,))
    assert "registrations.csv" in refused.stderr, "a file of ours that somebody changed holds them as well: " + refused.stderr
    listed.write_bytes(written)
    half_written, strangers = office.office / ".registrations.csv.Ab3xYz", play.dir / "sources" / ".list.csv.Ab3xYz"
    for path in (half_written, strangers):
        path.write_bytes(written[:len(written) // 2])
    done = json.loads(office.issuer("--json", "erase", "R-0001", "--reason", "asked for it", as_="iss").stdout)
    fates = {Path(file["path"]).name: file["fate"] for file in done["files"]}
    assert fates["badges.pdf"] == fates["registrations.csv"] == "destroyed" and fates["a4.pdf"] == "gone", fates
    assert fates[changed.name] == "changed" and fates["list.csv"] == "source", fates
    assert not half_written.exists() and strangers.exists(), "what a killed export left is ours, what lies beside a source is not"
    strangers.unlink()
    assert done["badge"] == play.texts["R-0001"][-1]["badge"] and not done["named_in_acts"], done
    changed.unlink()
    assert office.scan("south", play.texts["R-0001"][-1]["text"], "--id", PEOPLE[0][5])["verdict"] == "admit", "the old list is in force"
    play.load("second.ebdl")
    check_gone(play, "R-0001")
    check_others(play, {"R-0001"})
    for badge in play.texts["R-0001"]:
        assert office.scan("south", badge["text"], "--id", PEOPLE[0][5])["reason"] == "not_on_list"
    assert office.scan("south", play.texts["R-0002"][0]["text"], "--id", PEOPLE[1][5])["verdict"] == "admit"
    after = play.report()
    assert after["registrations"] == before["registrations"] and sum(after["status"].values()) == sum(before["status"].values())
    assert sum(after["badges"].values()) == sum(before["badges"].values()) and after["problems"] == before["problems"]
    assert after["erased"] == after["status"]["erased"] == 1 and after["badges"]["revoked"] == before["badges"].get("revoked", 0) + 1
    for args in (("approve", "R-0001"), ("reopen", "R-0001", "--reason", "no")):
        assert "erased" in office.issuer(*args, as_="bea", codes=(1,)).stderr
    assert json.loads(office.issuer("--json", "erase", "R-0001", "--reason", "again", as_="iss").stdout)["before"]
    imported = office.issuer("--json", "import", play.dir / "sources" / "list.csv").stdout
    assert play.report()["registrations"] == before["registrations"], imported
    replayed = play.verify("erased")
    assert sum(report["forgotten"] for report in replayed) >= 2 and not any(report["findings"] for report in replayed), replayed


def erase_killed(play):
    gone = {"R-0001"}
    for registration in ("R-0003", "R-0006"):
        play.print_all()
        argv = play.command("erase", registration, "--reason", "asked for it")
        for said in play.until_done(argv, play.kills):
            status = {row["id"]: row["status"] for row in play.office.registrations()}[registration]
            if said or status == "erased":
                check_gone(play, registration)
            assert status in ("issued", "erasing", "erased"), status
            if status != "erasing":
                check_others(play, gone | ({registration} if status == "erased" else set()))
        gone.add(registration)
        check_gone(play, registration)
        check_others(play, gone)
    return gone


def move_office(play):
    """What the office wrote into its own directory is found where the directory is now."""
    office = play.office
    office.office = office.office.rename(play.dir / "office-elsewhere")
    play.places[0] = office.office


def purge_everybody(play):
    office = play.office
    before = play.report()
    today = datetime.datetime.now(datetime.timezone.utc).date()
    purge = ("purge", "--before", today + datetime.timedelta(days=3))
    assert "retention lasts until" in office.issuer(*purge, "--yes", as_="iss", codes=(1,)).stderr
    assert "not before" in office.issuer("purge", "--before", today, "--yes", "--reason", "called off", as_="iss", codes=(1,)).stderr
    assert "not confirmed" in office.issuer(*purge, "--reason", "called off", as_="iss", codes=(1,), stdin="yes\n").stderr
    assert play.report() == before, "a refused purge did something"
    for said in play.until_done(play.command(*purge, "--yes", "--reason", "called off"), play.kills):
        rest = [registration for registration in play.texts if where(play.values(registration), *play.places)]
        assert not said or not rest, f"said to be purged, and there: {rest}"
        assert rest == [] or play.report()["purged"] or play.report()["status"] == before["status"]
    for registration in play.texts:
        check_gone(play, registration)
    assert not list((office.office / "svg").iterdir()) and not (office.office / "registrations.csv").exists(), "left behind by the move"
    after = play.report()
    for key in ("registrations", "status", "problems", "badges", "erased", "door_list", "gates"):
        assert after[key] == before[key], (key, before[key], after[key])
    assert after["purged"] and office.registrations() == []
    sources = [play.dir / "sources" / "list.csv"]
    for args in (("import", *sources), ("print", "--all", "--pdf", play.dir / "no.pdf"), ("issue", "--all", "--as", "iss", "--passphrase-file",
                 office.secrets["iss"], "--key-passphrase-file", office.secrets["office"])):
        assert "was purged" in office.issuer(*args, codes=(1,)).stderr, args
    replayed = play.verify("purged")
    assert sum(report["forgotten"] for report in replayed) >= len(PEOPLE) and not any(report["findings"] for report in replayed), replayed


def purge_gates(play):
    """Without the box key an old list opens nowhere; the log is still exported and verified."""
    office = play.office
    listed = play.dir / "second.ebdl"
    kept = play.dir / "kept.ebdl"
    assert not listed.exists(), "the purge of the office takes the door lists it wrote"
    shutil.copy(next((play.dir / "north" / "door-lists").iterdir()), kept)
    assert "still be needed" in office.scanner("north", "purge", codes=(1,)).stderr
    for gate in ("north", "south"):
        office.scanner(gate, "purge", "--early")
        assert list((play.dir / gate / "door-lists").iterdir()) == [] and not (play.dir / gate / "gate-agreement.pem").exists()
    assert "was purged" in office.scanner("north", "load", kept, codes=(1, 3)).stderr
    assert office.scan("north", play.texts["R-0002"][0]["text"], "--id", PEOPLE[1][5])["verdict"] == "deny"
    done = office.scanner("north", "export", play.dir / "north-after")
    assert "was purged" in done.stderr, done.stderr
    root = office.office / "keys" / "root.pub"
    after = ("verify", play.dir / "north-after", "--root", root)
    assert "give --checkpoint" in office.audit(*after, codes=(1,)).stdout, "whose key it is must be known from elsewhere"
    kept_notes = ("--checkpoint", play.dir / "north-purged" / "checkpoints.txt")
    assert "the gate was purged" in office.audit(*after, *kept_notes).stdout
    office.audit("verify", play.dir / "north-purged", play.dir / "north-after", "--root", root, *kept_notes)
    office.audit("replay", play.dir / "north-after", "--office", office.office)


def access(play):
    office, person = play.office, PEOPLE[4]
    exports = [play.dir / f"{gate}-access" for gate in ("north", "south")]
    for gate, export in zip(("north", "south"), exports):
        office.scanner(gate, "export", export)
    file = play.dir / "out" / "R-0005.json"
    office.issuer("person", "--text", person[3], "--export", file, "--log", exports[0], "--log", exports[1])
    held = json.loads(file.read_text())
    assert held["registration"]["id_number"] == person[5] and held["badges"][0]["text"] == play.texts["R-0005"][0]["text"]
    assert person[0] in quopri.decodestring(held["source"]["text"]).decode(), held["source"]
    assert [act["act"] for act in held["acts"]] == ["import", "approve", "approve", "issue"], held["acts"]
    assert [entry["reason"] for entry in held["gate_entries"]] == ["admitted"] and held["gate_entries"][0]["gate"] == "south"
    listed = json.loads(office.issuer("person", "R-0002", "--export", "-").stdout)
    assert listed["source"]["other_people"] == 3 and listed["source"]["text"] is None, "others' data in an answer"
    assert "several registrations" in office.issuer("person", "--text", ".example", codes=(1,)).stderr
    others = [value for other in PEOPLE if other != person for value in (other[3], other[5], other[1])]
    assert not [value for value in others if value in file.read_text()]


def main():
    directory, kills = Path(sys.argv[1]), int(sys.argv[2])
    shutil.rmtree(directory, ignore_errors=True)
    play = Play(directory, kills)
    play.set_up()
    play.print_all()
    play.at_the_doors()
    access(play)
    erase_one(play)
    gone = erase_killed(play)
    play.print_all()
    move_office(play)
    purge_everybody(play)
    purge_gates(play)
    print(f"{len(gone)} of {len(PEOPLE)} people erased one by one, then everybody, {3 * kills} kills: no byte of theirs is left, the others "
          "untouched, logs and totals as before")


if __name__ == "__main__":
    main()
