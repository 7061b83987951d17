#!/usr/bin/env python3
"""Checkpoints leave the gate as text and as pictures, and the office is their witness: it cosigns what continues, and refuses, with
the two signed notes in a file, a gate that was put back or shows two histories.

    checkpoints_test.py DIRECTORY
"""
import json
import shutil
import subprocess
import sys
from pathlib import Path

import qr_pictures
from door_service import Service
from gate_setup import Checks, Setup
from line import program

IDS = ["QX7654321", "YA1234567", "EK9988776"]


class Office:
    def __init__(self, setup):
        self.line, self.dir = setup.line, setup.dir
        self.secret = self.dir / "witness.pass"
        self.secret.write_text("secret of the witness\n")
        self.secret.chmod(0o600)

    def ask(self, *args, code=0, stdin=None, passphrase=True):
        more = ("--passphrase-file", self.secret) if passphrase else ()
        done = self.line.issuer("--json", "checkpoint", *args, *more, codes=None if code is None else (code,), stdin=stdin)
        return json.loads(done.stdout.splitlines()[0]) if done.stdout else done.stderr

    def add(self, file, *more, **options):
        return self.ask("add", file, *more, **options)

    def list(self):
        done = self.line.issuer("--json", "checkpoint", "list")
        return [(row["gate"], row["size"], row["standing"]) for row in map(json.loads, done.stdout.splitlines())]


def note_file(setup, name, gate="north"):
    path = setup.dir / name
    path.write_text(setup.line.scanner(gate, "checkpoint").stdout)
    return path


def export(setup, name, gate="north"):
    setup.line.scanner(gate, "export", setup.dir / name, "--tiles", setup.dir / (name + "-tiles"))
    return setup.dir / name, setup.dir / (name + "-tiles")


def size_of(file):
    return int(file.read_text().splitlines()[1])


def as_text_and_proof(setup, office, checks):
    """Seen, then cosigned by each kind of evidence."""
    first = note_file(setup, "one.txt")
    done = office.add(first)
    checks("the first one continues nothing", (done["standing"], done["size"], done["new"]), ("cosigned", size_of(first), True))
    checks("again", [office.add(first)[k] for k in ("standing", "new")], ["cosigned", False])

    setup.scan(setup.badges[0], "--id", IDS[0])
    second = note_file(setup, "two.txt")
    done = office.add(second, passphrase=False)
    checks("without evidence it is kept", (done["standing"], done["unproved"]), ("seen", [size_of(first)]))
    setup.scan(setup.badges[1], "--id", IDS[1])
    third = note_file(setup, "three.txt")
    windows = third.read_text().replace("\n", "\r\n").rstrip()
    done = office.add("-", stdin=windows, passphrase=False)
    checks("mailed, with other line ends", (done["standing"], done["unproved"]), ("seen", [size_of(first), size_of(second)]))

    exported, tiles = export(setup, "export-1")
    kept = setup.dir / "kept"
    office.line.issuer("checkpoint", "export", kept)
    proof = setup.dir / "north.consistency"
    office.line.audit("consistency", exported, "--from", kept / "north.txt", "-o", proof)
    checks("a proof without what was seen between", office.add(third, "--proof", half_of(proof), passphrase=False)["unproved"],
           [size_of(second)])
    done = office.add(proof)
    checks("the proof ends in the checkpoint", (done["standing"], done["size"]), ("cosigned", size_of(third)))
    checks("all of them", [row[2] for row in office.list()], ["cosigned", "consistent", "cosigned"])

    setup.scan(setup.badges[2], "--id", IDS[2])
    fourth = note_file(setup, "four.txt")
    short = office.add(fourth, "--export", exported, code=None)
    checks.true(f"an export that ends before: {short}", "export again" in short)
    _, tiles = export(setup, "export-2")
    checks("tiles", office.add(fourth, "--export", tiles)["standing"], "cosigned")
    late = office.add(second, "--export", tiles)
    checks("an older one, shown to be one", (late["standing"], late["new"]), ("consistent", False))
    return exported, tiles


def half_of(proof):
    half = proof.with_suffix(".half")
    half.write_text(proof.read_text().split("\n\nold ")[0] + "\n")
    return half


def pictures(setup, office, checks):
    """PNG, terminal, door page: each is read back, straight and as a photograph."""
    setup.scan(setup.badges[0], "--exit")
    png = setup.dir / "code.png"
    shown = setup.line.scanner("north", "checkpoint", "--qr", "--png", png).stdout
    lines = [line for line in shown.splitlines() if len(line) > 20 and set(line) <= set("█▀▄ ")]
    note = shown[shown.index("badge-gate/"):]
    checks.true("the note itself is printed too", note.startswith("badge-gate/north\n"))
    shot = setup.dir / "terminal.png"
    qr_pictures.screenshot_of_blocks(lines, shot)
    photo = setup.dir / "photo.jpg"
    qr_pictures.photograph(png, photo)
    size = int(note.splitlines()[1])
    for picture in (png, shot, photo):
        done = office.add(picture, passphrase=False)
        checks(f"{picture.name}", (done["size"], done["standing"], done["note"]), (size, "seen", note))

    service = Service(setup.gate)
    checks("signed on the page", service.post("/api/checkpoint", {})[0], 200)
    status, headers, svg = service.ask("GET", "/api/checkpoint.svg?size=1")
    checks("the page's picture", (status, headers["Content-Type"], headers["Cache-Control"]), (200, "image/svg+xml", "no-store"))
    before = service.state()["checkpoint"]
    service.ask("GET", "/api/checkpoint.svg")
    checks("to look signs nothing", service.state()["checkpoint"], before)
    page = setup.dir / "page.png"
    qr_pictures.screenshot_of_svg(svg.decode(), page)
    checks("from the page", office.add(page, passphrase=False)["size"], before["size"])
    service.stop()

    other = setup.dir / "badge.png"
    setup.line.issuer("print", "--all", "--png", setup.dir / "badges")
    shutil.copy(next((setup.dir / "badges").glob("*.png")), other)
    checks.true("a badge is no checkpoint", "no checkpoint can be read" in office.add(other, code=None, passphrase=False))


def strangers(setup, office, checks):
    """Wrong gate, foreign key, rehearsal, changed text, removed gate."""
    setup.line.gate("south")
    setup.line.scanner("south", "load", setup.line.door_list("second.ebdl"))
    south = note_file(setup, "south.txt", "south")
    north = (setup.dir / "four.txt").read_text()
    cases = {
        "a gate that says to be another": (south.read_text().replace("badge-gate/south", "badge-gate/north"), "not signed by the key"),
        "a gate that nobody enrolled": (south.read_text().replace("badge-gate/south", "badge-gate/west"), "no gate of this office"),
        "a rehearsal": (south.read_text().replace("badge-gate/south", "badge-gate/south/rehearsal"), "rehearsal"),
        "another size": (north.replace(f"\n{size_of(setup.dir / 'four.txt')}\n", "\n99\n"), "not signed by the key"),
        "no checkpoint": ("hello\n", "no checkpoint"),
    }
    before = office.list()
    for what, (text, words) in cases.items():
        said = office.add("-", stdin=text, code=None, passphrase=False)
        checks.true(f"{what}: {said}", words in said)
    foreign = Setup(setup.dir / "foreign")
    said = office.add(note_file(foreign, "foreign.txt"), code=None, passphrase=False)
    checks.true(f"a gate of the same name elsewhere: {said}", "not signed by the key" in said)
    said = office.add(south, "--export", setup.dir / "export-2", code=None)
    checks.true(f"the export of another gate: {said}", "signed by badge-gate/south" in said)
    checks("nothing was kept", office.list(), before)
    checks("south itself", office.add(south)["standing"], "cosigned")
    setup.line.root("gate", "remove", "south")
    setup.line.run([program("badge-issuer"), "--office", setup.line.office, "gate", "list"])
    said = office.add(south, code=None)
    checks.true(f"a removed gate: {said}", "was removed" in said)


def broken_tiles(setup, office, tiles, checks):
    setup.scan(setup.badges[1], "--exit")
    now = note_file(setup, "five.txt")
    export(setup, "export-3")
    good = setup.dir / "export-3-tiles"
    width = size_of(good / "checkpoint")
    for what, damage in (("cut", lambda tile: tile.write_bytes(tile.read_bytes()[:-1])), ("missing", lambda tile: tile.unlink()),
                         ("changed", lambda tile: tile.write_bytes(b"\0" * 32 + tile.read_bytes()[32:]))):
        bad = setup.dir / f"tiles-{what}"
        shutil.copytree(good, bad)
        damage(bad / f"tile/0/000.p/{width}")
        said = office.add(now, "--export", bad, code=None)
        checks.true(f"tiles {what}: {said}", isinstance(said, str) and "badge-issuer: " in said)
    checks("and nothing was kept of them", [row for row in office.list() if row[1] == width], [])
    checks("whole tiles", office.add(now, "--export", good)["standing"], "cosigned")


def rollback_and_fork(setup, office, checks):
    """A copy of the gate's directory is put back, goes on, and is noticed by the office without any export of the other."""
    shutil.copytree(setup.gate, setup.dir / "copy")
    old = note_file(setup, "old.txt", "copy")
    setup.scan(setup.badges[0], "--id", IDS[0])
    setup.scan(setup.badges[1], "--id", IDS[1])
    real, _ = export(setup, "export-real")
    newest = note_file(setup, "newest.txt")
    checks("the real one goes on", office.add(newest, "--export", real)["standing"], "cosigned")
    before = office.list()

    back = office.add(old, code=1, passphrase=False)
    checks("put back", (back["standing"], back["contradiction"]), ("refused", "rollback"))
    checks("its proof", Path(back["proof"]).read_text(), kept_note(office, size_of(newest)) + "\n" + old.read_text() + "\n")
    behind, _ = export(setup, "export-back", "copy")
    checks("and its export shows it", office.add(old, "--export", behind, code=1, passphrase=False)["contradiction"], "rollback")
    checks("the real export shows that it is only old", office.add(old, "--export", real, passphrase=False)["standing"], "cosigned")

    setup.scan(setup.badges[2], "--id", IDS[2], gate="copy")
    setup.scan(setup.badges[2], "--exit", gate="copy")
    same = note_file(setup, "same.txt", "copy")
    checks("of the same size", size_of(same), size_of(newest))
    fork = office.add(same, code=1, passphrase=False)
    checks("another log of one size", fork["contradiction"], "fork")
    setup.scan(setup.badges[2], "--id", IDS[2], gate="copy")
    longer = note_file(setup, "longer.txt", "copy")
    forged, _ = export(setup, "export-fork", "copy")
    fork = office.add(longer, "--export", forged, code=1, passphrase=False)
    checks("a longer one with its export", fork["contradiction"], "fork")
    done = office.line.audit("consistency", forged, "--from", newest, codes=(1,))
    checks.true(f"the auditor sees it: {done.stdout}", "signed two histories" in done.stdout)
    seen = office.line.audit("verify", forged, "--root", office.line.office / "keys/root.pub", "--checkpoint", fork["proof"], codes=(1,))
    checks.true(f"from the saved proof too: {seen.stdout}", "signed two histories" in seen.stdout)
    checks("nothing of it was recorded", office.list(), before)
    said = office.line.issuer("checkpoint", "add", same, codes=(1,)).stderr
    checks.true(f"in words: {said}", "signed two histories" in said and "contradictions/north-fork-" in said)


def kept_note(office, size):
    rows = map(json.loads, office.line.issuer("--json", "checkpoint", "list", "--gate", "north").stdout.splitlines())
    return next(row["note"] for row in rows if row["size"] == size)


def for_the_auditor(setup, office, checks):
    kept = setup.dir / "kept-2"
    office.line.issuer("checkpoint", "export", kept)
    real = setup.dir / "export-real"
    done = office.line.audit("--json", "verify", real, "--root", office.line.office / "keys/root.pub", "--checkpoint", kept / "north.txt")
    report = json.loads(done.stdout)
    checks("every kept one agrees", report["kept_elsewhere"], len([row for row in office.list() if row[0] == "north"]))
    proof = setup.dir / "entry.tlog-proof"
    office.line.audit("prove", real, "1", "--checkpoint", kept / "north.txt", "-o", proof)
    key = office.ask("key")["key"]
    checks("one key", (kept / "witness.vkey").read_text(), key + "\n")
    office.line.audit("verify-proof", proof, "--key", real / "gate.vkey", "--witness", key)
    other = key.replace("badge-office", "badge-0ffice")
    done = office.line.audit("verify-proof", proof, "--key", real / "gate.vkey", "--witness", other, codes=(2, 3))
    checks.true("another witness", done.stderr)
    wrong = setup.dir / "wrong.pass"
    wrong.write_text("wrong\n")
    wrong.chmod(0o600)
    setup.scan(setup.badges[0], "--exit")
    last, _ = export(setup, "export-last")
    done = office.line.issuer("checkpoint", "add", note_file(setup, "last.txt"), "--export", last, "--passphrase-file", wrong, codes=None)
    checks.true(f"a wrong passphrase: {done.stderr}", "passphrase" in done.stderr)
    with_row_changed(setup, office, checks)


def with_row_changed(setup, office, checks):
    """A kept note is changed in the database."""
    database = setup.line.office / "registry.db"
    subprocess.run(["sqlite3", database, "UPDATE value SET value = x'00' WHERE name LIKE 'checkpoint north %'"], check=True)
    done = setup.line.issuer("checkpoint", "list", codes=(1, 3))
    checks.true(f"a changed row: {done.stderr}", "not in the registry as the office's log says" in done.stderr)


def main():
    directory = Path(sys.argv[1])
    shutil.rmtree(directory, ignore_errors=True)
    checks = Checks()
    setup = Setup(directory)
    office = Office(setup)
    _, tiles = as_text_and_proof(setup, office, checks)
    pictures(setup, office, checks)
    broken_tiles(setup, office, tiles, checks)
    strangers(setup, office, checks)
    rollback_and_fork(setup, office, checks)
    for_the_auditor(setup, office, checks)
    print("failed" if checks.failed else "passed")
    sys.exit(1 if checks.failed else 0)


if __name__ == "__main__":
    main()
