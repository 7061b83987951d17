#!/usr/bin/env python3
"""Attacks 24, 28 and 29 through the programs: door lists that must not be taken, a list that ends, keys that do not open."""
import datetime
import json

from gate_setup import PEOPLE, Setup, main
from line import utc


def refused(setup, check, what, path, *codes):
    before = json.loads(setup.line.scanner("north", "--json", "status").stdout)
    done = setup.line.scanner("north", "load", path, codes=codes or (1, 3))
    check.true(f"{what}: says why", done.stderr.startswith("badge-scanner: "))
    after = json.loads(setup.line.scanner("north", "--json", "status").stdout)
    for key in ("list", "entries", "list_trouble"):
        check(f"{what}: {key} is as before", after[key], before[key])
    return done.stderr


def wrong_files(setup, check):
    second = setup.line.door_list("second.ebdl")
    good = second.read_bytes()
    bad = setup.dir / "bad.ebdl"
    for what, content in {"empty": b"", "cut": good[:-1], "half": good[:len(good) // 2], "longer": good + b"\0",
                          "mixed": good[:-4096] + setup.list.read_bytes()[-4096:] + b"\0",
                          "a flipped bit": good[:200] + bytes([good[200] ^ 1]) + good[201:]}.items():
        bad.write_bytes(content)
        refused(setup, check, what, bad)
    refused(setup, check, "no file", setup.dir / "none.ebdl", 3)
    loaded = json.loads(setup.line.scanner("north", "--json", "load", second).stdout)
    check("the good one", [loaded["list"], loaded["was_in_force"]], [2, False])
    check("older", "older" in refused(setup, check, "older", setup.list, 1), True)
    again = json.loads(setup.line.scanner("north", "--json", "load", second).stdout)
    check("the same again", again["was_in_force"], True)


def expired(setup, check):
    setup.line.gate("fresh")
    soon = utc(datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=30))
    short = setup.line.door_list("short.ebdl", "--valid-until", soon)
    later = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=5)
    setup.line.faketime = later.strftime("%Y-%m-%d %H:%M:%S")
    check("expired", "valid until" in refused(setup, check, "expired", short, 1), True)
    setup.line.faketime = None
    short = setup.line.door_list("short2.ebdl", "--valid-until", soon)
    setup.line.faketime = later.strftime("%Y-%m-%d %H:%M:%S")
    done = setup.line.scanner("fresh", "load", short)
    check.true("an expired list is better than none, for rehearsals", "rehearsal" in done.stderr)
    badge, number = setup.badges[0], PEOPLE[0][4]
    check("a real scan", setup.scan(badge, "--id", number, gate="fresh")["reason"], "list_expired")
    moment = utc(datetime.datetime.now(datetime.timezone.utc))
    check("a rehearsal", setup.scan(badge, "--id", number, "--rehearse-at", moment, gate="fresh")["reason"], "admitted")
    setup.line.faketime = None


def slow_clock(setup, check):
    """A list made before the trust list inside it is refused by every gate, so the office does not make one."""
    past = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(hours=1)
    setup.line.faketime = past.strftime("%Y-%m-%d %H:%M:%S")
    done = setup.line.issuer("door-list", "-o", setup.dir / "past.ebdl", "--key-passphrase-file", setup.line.secrets["office"],
                             as_="iss", codes=(1, 3))
    setup.line.faketime = None
    check.true("the office says to set the clock", "set the clock" in done.stderr)
    check("no file", (setup.dir / "past.ebdl").exists(), False)


def other_gates(setup, check):
    setup.line.scanner("stranger", "init", "--name", "stranger", "--root", setup.line.office / "keys" / "root.pub", "-o",
                       setup.dir / "stranger.request")
    done = setup.line.scanner("stranger", "load", setup.list, codes=(1,))
    check.true("a gate that is not enrolled", "enrol" in done.stderr)
    check("and has no list", setup.scan(setup.badges[0], gate="stranger")["reason"], "no_list")
    setup.line.root("gate", "remove", "north")
    after = setup.line.door_list("after.ebdl")
    refused(setup, check, "a list made after the gate was removed", after, 1)


def keys(setup, check):
    secret = setup.dir / "gate.pass"
    secret.write_text("a gate's passphrase\n")
    secret.chmod(0o600)
    wrong = setup.dir / "wrong.pass"
    wrong.write_text("something else\n")
    wrong.chmod(0o600)
    setup.line.gate("locked", "--passphrase-file", secret)
    listed = setup.line.door_list("locked.ebdl")
    setup.line.scanner("locked", "--passphrase-file", secret, "load", listed)
    for what, extra in {"no passphrase": [], "a wrong one": ["--passphrase-file", wrong]}.items():
        done = setup.line.scanner("locked", *extra, "scan", setup.badges[0], codes=None, stdin="")
        check.true(f"{what}: not admitted", done.returncode in (1, 2, 3))
        check(f"{what}: no verdict", done.stdout, "")
        check(f"{what}: said once", done.stderr.count("badge-scanner: "), 1)
    secret.chmod(0o644)
    done = setup.line.scanner("locked", "--passphrase-file", secret, "scan", setup.badges[0], codes=(1, 3))
    check.true("a passphrase file that others can read", str(secret) in done.stderr)


def lists(directory, check):
    setup = Setup(directory)
    wrong_files(setup, check)
    expired(setup, check)
    slow_clock(setup, check)
    keys(setup, check)
    other_gates(setup, check)


if __name__ == "__main__":
    main(lists)
