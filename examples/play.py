#!/usr/bin/env python3
"""The example event, played through with the built programs: EU Internet Forum, Brussels, 24 July 2015.

Three hundred registrations in, vetting, badges, a door list, two gates, every reason that a gate can give without its page,
export, verify, replay. The clock of the programs is set to the days of July 2015 with faketime; the programs know nothing
of that. Prints each command and what came of it; ends with 1 when anything is not as it should be.

    play.py DIRECTORY        (a new one, or one of an earlier play; needs Debian's faketime, python3-cryptography and python3-pil)
"""
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests" / "e2e"), str(ROOT / "examples")]

import craft  # noqa: E402
import people as delegates  # noqa: E402
from line import Line, program  # noqa: E402

VETTING_DAY = "2015-07-13 08:00:00"
EVENING = "2015-07-23 16:00:00"
MORNING = "2015-07-24 08:00:00"


class Play:
    def __init__(self, directory):
        self.dir = Path(directory)
        self.line = Line(self.dir, faketime=VETTING_DAY, show=True)
        self.wrong = []
        self.seen = set()

    def say(self, text):
        print(f"\n== {text}", flush=True)

    def expect(self, what, got, wanted):
        if got != wanted:
            self.wrong.append(f"{what}: got {got}, expected {wanted}")
            print(f"   NOT AS EXPECTED: {what}: got {got}, expected {wanted}")

    def scan(self, reason, gate, text, *extra, at=None):
        """One scan that must give this reason."""
        before = self.line.faketime
        if at:
            self.line.faketime = at
        self.line.show = False
        got = self.line.scan(gate, text, *extra)
        self.line.show = True
        if at:
            self.line.faketime = before
        shown = got["name"] or ""
        print(f"   {gate:<6} {got['verdict']:<6} {got['reason']:<16} {shown:<28} {got['detail'] or ''}"[:140], flush=True)
        self.expect(f"scan for {reason}", got["reason"], reason)
        self.seen.add(got["reason"])
        return got

    # -- the week before --------------------------------------------------------------------------------------------

    def register(self):
        self.everybody = delegates.people()
        self.faults = delegates.plant_faults(self.everybody)
        delegates.write_all(self.dir / "inbox", self.everybody)
        self.say("The registrar makes an office and imports what arrived")
        profile = (ROOT / "examples" / "eu-internet-forum.toml").read_text(encoding="utf-8")
        (self.dir / "event.toml").write_text(profile.replace("zones = []", 'zones = ["meeting-rooms"]'), encoding="utf-8")
        self.line.init(self.dir / "event.toml")
        done = self.line.issuer("import", self.dir / "inbox", as_="reg", codes=(0, 3))
        print("   " + "\n   ".join(done.stdout.splitlines()[-6:]))
        self.rows = self.line.registrations()
        self.expect("registrations", len(self.rows), 300)
        problems = sorted(p for row in self.rows for p in row["problems"])
        self.expect("problems", problems, sorted(list(self.faults.values()) + ["late_registration"] * 2))

    def vet(self):
        self.say("Two vetters let the clean ones through; one is rejected; one is corrected")
        missing = next(r for r in self.rows if "missing_email" in r["problems"])
        self.line.issuer("registrations", "edit", missing["id"], "--email", "sent.later@org.example", "--reason", "sent by a second mail", as_="reg")
        late = next(r for r in self.rows if "late_registration" in r["problems"])
        for who in ("bea", "cem"):
            self.line.issuer("approve", late["id"], "--reason", "agreed with the organiser", as_=who)
        self.line.approve_all()
        duplicate = next(r for r in self.rows if "duplicate" in r["problems"])
        self.line.issuer("reject", duplicate["id"], "--reason", "registered twice", as_="bea")
        refused = self.line.issuer("approve", next(r for r in self.rows if "id_expired_at_event" in r["problems"])["id"], as_="bea", codes=(1,))
        print("   " + refused.stderr.strip())

    def issue(self):
        self.say("Badges and the door list")
        self.badges = {badge["registration"]: badge for badge in self.line.issue_all()}
        print(f"   {len(self.badges)} badges; the first: {next(iter(self.badges.values()))['text']}")
        self.expect("badges", len(self.badges), 300 - len(self.faults) - 2 + 1 + 1)
        self.line.issuer("print", "--all", "--pdf", self.dir / "badges.pdf")
        self.line.issuer("print", "--all", "--pdf", self.dir / "badges-a4.pdf", "--a4")
        self.names = {row["id"]: row for row in self.line.registrations("--status", "issued")}
        self.order = sorted(self.badges)

    def text(self, n):
        return self.badges[self.order[n]]["text"]

    def mrz(self, n, **change):
        row = dict(self.names[self.order[n]], **change)
        given, surname = row["name"].rsplit(" ", 1)
        return craft.mrz_td3(latin(surname), latin(given), row["id_number"], row["birth_date"], row["id_expiry"])

    def set_up_gates(self):
        self.say("Two gates are enrolled; others stand for what can go wrong: another zone, a short list, no list")
        for name in ("north", "south", "late"):
            self.line.gate(name, "--zone", "meeting-rooms")
        self.line.scanner("bare", "init", "--name", "bare", "--root", self.line.office / "keys/root.pub", "-o", self.dir / "bare.request")
        self.line.gate("lobby", "--zone", "kitchen")
        self.line.issuer("revoke", self.badges[self.order[1]]["badge"], "--reason", "withdrawn by the ministry", as_="iss")
        self.old = self.text(2)
        self.line.issuer("reissue", self.order[2], "--reason", "lost", "--key-passphrase-file", self.line.secrets["office"], as_="iss")
        self.line.faketime = EVENING
        self.list1 = self.line.door_list("evening.ebdl")
        for gate in ("north", "south", "lobby"):
            self.line.scanner(gate, "load", self.list1)
        self.line.scanner("north", "check", "--for", "2015-07-24T08:30:00+02:00")
        short = self.line.door_list("short.ebdl", "--valid-until", "2015-07-24T09:00")
        self.line.scanner("late", "load", short)

    # -- the day ----------------------------------------------------------------------------------------------------

    def open_the_doors(self):
        self.say("24 July 2015, 10:00: the doors are open")
        self.line.faketime = MORNING
        north, south = "north", "south"
        self.scan("id_required", north, self.text(0))
        self.scan("id_misread", north, self.text(0), "--id", self.mrz(0).replace("P<UTO", "P<UTX")[:-1] + "0123456789"[(int(self.mrz(0)[-1]) + 1) % 10])
        self.scan("id_mismatch", north, self.text(0), "--id", self.mrz(5))
        self.scan("id_expired", north, self.text(0), "--id", self.mrz(0, id_expiry="2015-07-23"))
        self.scan("admitted", north, self.text(0), "--id", self.mrz(0))
        self.scan("already_inside", north, self.text(0), "--id", self.mrz(0))
        self.scan("already_inside", north, craft.twin(self.text(0)), "--id", self.mrz(0))
        self.scan("exit_recorded", north, self.text(0), "--exit")
        self.scan("not_inside", north, self.text(0), "--exit")
        self.scan("admitted", north, self.text(0), "--id", self.names[self.order[0]]["id_number"])
        self.scan("revoked", south, self.text(1))
        self.scan("superseded", south, self.old)
        for n in range(10, 40):
            self.scan("admitted", (north, south)[n % 2], self.text(n), "--id", self.mrz(n))

    def attack(self):
        self.say("What somebody might try")
        key = craft.load_key(self.line.office / "keys/badge-1.pem", "secret of office")
        nbf, exp = craft.times_of(self.text(6))
        event = "EUIF-2015"
        self.scan("foreign_code", "north", "https://example.org/ticket/1")
        self.scan("malformed", "north", "EB1:NOT A BADGE")
        self.scan("bad_signature", "north", craft.flip_signature(self.text(6)))
        self.scan("alg_mismatch", "north", craft.other_algorithm(self.text(6)))
        self.scan("key_unknown", "north", craft.badge(craft.new_key(), event, nbf, exp))
        self.scan("not_on_list", "north", craft.badge(key, event, nbf, exp))
        self.scan("wrong_event", "north", craft.badge(key, "OTHER-2015", nbf, exp))
        self.scan("not_yet_valid", "north", craft.badge(key, event, exp - 60, exp))
        self.scan("expired", "north", craft.badge(key, event, nbf, nbf + 60))
        self.scan("record_mismatch", "north", craft.badge(key, event, nbf, exp, craft.secret_of(self.text(6))))
        self.scan("several_codes", "north", str(self.two_badges()))

    def two_badges(self):
        from PIL import Image
        self.line.issuer("print", self.badges[self.order[7]]["badge"], self.badges[self.order[8]]["badge"], "--png", self.dir / "png")
        pictures = [Image.open(self.dir / "png" / (self.badges[self.order[n]]["badge"] + ".png")).convert("L") for n in (7, 8)]
        both = Image.new("L", (pictures[0].width + pictures[1].width, pictures[0].height), 255)
        both.paste(pictures[0], (0, 0))
        both.paste(pictures[1], (pictures[0].width, 0))
        path = self.dir / "two-badges.png"
        both.save(path)
        return path

    def unfit_gates(self):
        self.say("Gates that are not fit to decide, and keys that no longer are")
        self.scan("no_list", "bare", self.text(9))
        self.scan("door_closed", "late", self.text(9), at="2015-07-24 05:30:00")
        self.scan("list_expired", "late", self.text(9))
        self.scan("wrong_zone", "lobby", self.text(9))
        log = self.dir / "broken"
        self.line.run(["cp", "-a", self.dir / "bare", log])
        (log / "log.db").write_bytes(b"this is no database, whatever it was before" * 100)
        self.scan("log_unavailable", "broken", self.text(9))
        self.root_acts()
        self.scan("key_revoked", "south", self.text(9), at="2015-07-24 09:10:00")
        self.scan("clock_rollback", "south", self.text(9), at="2015-07-24 06:40:00")
        self.say("A rehearsal, logged apart: long after the event no key is valid any more")
        self.scan("key_not_valid", "north", self.text(9), "--rehearse-at", "2017-07-24T10:00:00Z", at="2015-07-24 09:10:00")

    def root_acts(self):
        self.line.faketime = "2015-07-24 09:00:00"
        office = self.line.secrets["office"]
        long_list = self.line.door_list("long.ebdl", "--valid-until", "2018-01-01T00:00")
        self.line.scanner("north", "load", long_list)
        self.line.root("keys", "rotate", "badge", "--key-passphrase-file", office)
        self.line.root("keys", "revoke", "badge-1")
        after = self.line.door_list("after-revocation.ebdl")
        self.line.scanner("south", "load", after)

    # -- the day after ----------------------------------------------------------------------------------------------

    def audit(self):
        self.say("The day after: export, verify, replay")
        self.line.faketime = "2015-07-25 08:00:00"
        exports = []
        for gate in ("north", "south", "late", "lobby"):
            export = self.dir / f"{gate}-export"
            self.line.scanner(gate, "export", export)
            exports.append(export)
        root = self.line.office / "keys" / "root.pub"
        done = self.line.audit("verify", *exports, "--root", root)
        print("   " + "\n   ".join(done.stdout.splitlines()))
        done = self.line.audit("replay", *exports, "--office", self.line.office)
        print("   " + "\n   ".join(done.stdout.splitlines()))
        self.say("One byte changed in a copy of an export")
        copy = self.dir / "tampered-export"
        self.line.run(["cp", "-a", exports[0], copy])
        entries = (copy / "entries.jsonl").read_text()
        (copy / "entries.jsonl").write_text(entries.replace('"deny"', '"admit"', 1))
        done = self.line.audit("verify", copy, "--root", root, codes=(1,))
        print("   " + "\n   ".join((done.stdout + done.stderr).splitlines()[:3]))

    def finish(self):
        from_design = set("log_unavailable no_list list_expired clock_rollback several_codes foreign_code malformed key_unknown key_not_valid "
                          "key_revoked alg_mismatch bad_signature wrong_event not_yet_valid expired revoked superseded not_on_list "
                          "record_mismatch door_closed wrong_zone id_expired id_misread id_mismatch already_inside id_required admitted "
                          "exit_recorded not_inside".split())
        self.expect("reasons not seen", sorted(from_design - self.seen), [])
        self.say(f"{len(self.seen)} reasons of {len(from_design)} seen; {len(self.wrong)} surprises")
        for surprise in self.wrong:
            print("   " + surprise)
        print(f"\nLook at:\n  {self.dir / 'badges.pdf'}   {self.dir / 'badges-a4.pdf'}\n  {self.dir / 'north-export' / 'entries.jsonl'}"
              f"\n  {program('badge-issuer')} --office {self.line.office} report")
        return 1 if self.wrong else 0


def latin(text):
    """As an issuing state would print it; the programs do their own transliteration."""
    import unicodedata
    table = {"ß": "SS", "ø": "OE", "Ø": "OE", "ł": "L", "Ł": "L", "å": "AA", "Å": "AA", "ä": "AE", "ö": "OE", "ü": "UE", "Ä": "AE",
             "Ö": "OE", "Ü": "UE", "ı": "I", "'": "", "-": " "}
    greek = dict(zip("ΑΒΓΔΕΖΗΙΚΛΜΝΟΠΡΣΤΥΦΧΩς", ["A", "V", "G", "D", "E", "Z", "I", "I", "K", "L", "M", "N", "O", "P", "R", "S", "T", "Y", "F", "CH", "O", "S"]))
    greek.update({"Θ": "TH", "Ξ": "X", "Ψ": "PS"})
    cyrillic = dict(zip("АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЬЮЯ", "A B V G D E ZH Z I Y K L M N O P R S T U F H TS CH SH SHT A Y YU YA".split()))
    out = ""
    for c in unicodedata.normalize("NFC", text):
        base = unicodedata.normalize("NFD", c)[0].upper()
        out += table.get(c) or greek.get(base) or cyrillic.get(c.upper()) or base
    return "".join(c if "A" <= c <= "Z" else " " for c in out)


def make_stage(directory):
    """An empty directory with a mark in it; what lies there of an earlier play is removed, anything else is left alone."""
    mark = directory / "made-by-play.py"
    if directory.exists() and any(directory.iterdir()):
        if not mark.exists():
            return False
        shutil.rmtree(directory)
    directory.mkdir(parents=True, exist_ok=True)
    mark.touch()
    return True


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    if not make_stage(Path(sys.argv[1])):
        print(f"{sys.argv[1]} holds something else: name a new directory", file=sys.stderr)
        return 2
    play = Play(sys.argv[1])
    for step in (play.register, play.vet, play.issue, play.set_up_gates, play.open_the_doors, play.attack, play.unfit_gates, play.audit):
        step()
    return play.finish()


if __name__ == "__main__":
    sys.exit(main())
