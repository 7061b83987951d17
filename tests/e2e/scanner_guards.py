#!/usr/bin/env python3
"""Guards and supervisors: set up, listed, removed, given a new PIN; weak PINs, damaged files, and no PIN anywhere on disk."""
import json
import os
import pty
import select
import stat
import subprocess
import time

from gate_setup import main
from line import Line, program

PIN, OTHER = "482915", "73027401"


class Gate:
    """A gate without an office: guards need its directory and nothing else."""

    def __init__(self, directory):
        self.line = Line(directory)
        self.dir = self.line.dir
        root = self.dir / "root.pub"
        subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", self.dir / "root.pem"], check=True)
        subprocess.run(["openssl", "pkey", "-in", self.dir / "root.pem", "-pubout", "-out", root], check=True)
        self.line.scanner("north", "init", "--name", "north", "--root", root, "-o", self.dir / "north.request")
        self.gate = self.dir / "north"
        self.file = self.gate / "guards.json"

    def pin_file(self, pin, mode=0o600):
        path = self.dir / "pin"
        path.write_text(pin + "\n")
        path.chmod(mode)
        return path

    def guard(self, *args, **options):
        return self.line.scanner("north", "guard", *args, **options)

    def names(self):
        return [(g["name"], g["role"]) for g in map(json.loads, self.guard("list", "--json").stdout.splitlines())]


def typed(gate, answers, *args):
    """The command on a terminal: what stood on it, and its exit code."""
    pid, screen = pty.fork()
    if pid == 0:
        os.execv(program("badge-scanner"), ["badge-scanner", "--gate", str(gate.gate), "guard", *args])
    shown, seen, deadline = "", 0, time.monotonic() + 60
    answers = list(answers)
    while time.monotonic() < deadline:
        if not select.select([screen], [], [], 1)[0]:
            continue
        try:
            got = os.read(screen, 1000)
        except OSError:
            break
        if not got:
            break
        shown += got.decode()
        if answers and shown.count(": ", seen) and shown.endswith(": "):
            seen = len(shown)
            os.write(screen, (answers.pop(0) + "\n").encode())
    os.close(screen)
    return shown, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def life(gate, check):
    check.true("nobody at first", "nobody is set up" in gate.guard("list").stdout)
    check("nobody at first, as JSON", gate.guard("list", "--json").stdout, "")
    done = gate.guard("add", "m.dubois", "--role", "supervisor", "--pin-file", gate.pin_file(PIN))
    check("added", done.stdout, "m.dubois can sign in as supervisor\n")
    done = gate.guard("add", "j.peeters", "--role", "guard", "--pin-file", gate.pin_file(OTHER), "--json")
    check("added, as JSON", json.loads(done.stdout), {"name": "j.peeters", "role": "guard"})
    check("listed", gate.names(), [("m.dubois", "supervisor"), ("j.peeters", "guard")])
    check("listed for people", gate.guard("list").stdout, "supervisor  m.dubois\nguard       j.peeters\n")
    check("mode", stat.S_IMODE(gate.file.stat().st_mode), 0o600)
    before = gate.file.read_bytes()
    done = gate.guard("add", "j.peeters", "--role", "guard", "--pin-file", gate.pin_file(PIN), codes=(1,))
    check.true("a name is taken once", "already" in done.stderr)
    done = gate.guard("pin", "nobody", "--pin-file", gate.pin_file(PIN), codes=(3,))
    check.true("a PIN for nobody", "nobody is set up here as nobody" in done.stderr)
    gate.guard("remove", "nobody", codes=(3,))
    check("nothing changed", gate.file.read_bytes(), before)
    done = gate.guard("pin", "j.peeters", "--pin-file", gate.pin_file("194857"), "--json")
    check("a new PIN, as JSON", json.loads(done.stdout), {"name": "j.peeters", "changed": True})
    check.true("a new PIN is written", gate.file.read_bytes() != before)
    check("removed, as JSON", json.loads(gate.guard("remove", "j.peeters", "--json").stdout), {"removed": "j.peeters"})
    check("removed", gate.names(), [("m.dubois", "supervisor")])


def prompted(gate, check):
    shown, code = typed(gate, [OTHER, OTHER], "add", "typed", "--role", "guard")
    check("typed twice", [code, OTHER in shown], [0, False])
    shown, code = typed(gate, [OTHER, PIN], "pin", "typed")
    check("typed differently", [code, "differ" in shown, OTHER in shown, PIN in shown], [2, True, False, False])
    done = gate.guard("pin", "typed", codes=(2,), stdin="")
    check.true("without a terminal", "give --pin-file FILE" in done.stderr)


def refused(gate, check):
    before = gate.file.read_bytes()
    for weak in ("1234", "111111", "123456", "654321", "abcdef", "4829150284756"):
        done = gate.guard("pin", "m.dubois", "--pin-file", gate.pin_file(weak), codes=(2,))
        check.true(f"weak: {weak}", done.stderr.startswith("badge-scanner: ") and "PIN" in done.stderr)
    done = gate.guard("add", "late", "--role", "guard", "--pin-file", gate.pin_file(OTHER, 0o644), codes=(1,))
    check.true("a PIN file that others can read", "can be read by others" in done.stderr)
    check.true("a PIN file that others can read: not told", OTHER not in done.stderr + done.stdout)
    gate.guard("add", "late", "--role", "guard", "--pin-file", gate.dir / "none", codes=(3,))
    gate.guard("add", "late", "--role", "boss", "--pin-file", gate.pin_file(OTHER), codes=(2,))
    gate.guard("add", "two words", "--role", "guard", "--pin-file", gate.pin_file(OTHER), codes=(2,))
    gate.guard("add", "late", "--pin-file", gate.pin_file(OTHER), codes=(2,))
    gate.guard("add", "late", "--role", "guard", "--pin", OTHER, codes=(2,))  # never on the command line
    gate.guard(codes=(2,))
    gate.line.scanner("elsewhere", "guard", "list", codes=(3,))
    gate.line.scanner("elsewhere", "guard", "add", "late", "--role", "guard", "--pin-file", gate.pin_file(OTHER), codes=(3,))
    check("no gate is made", (gate.dir / "elsewhere").exists(), False)
    check("nothing changed", gate.file.read_bytes(), before)


def points(gate):
    done = gate.line.scanner("north", "--json", "check", codes=(1,))  # it has no door list
    return {point["name"]: point for point in json.loads(done.stdout)["checks"]}


def damaged(gate, check):
    check("the check counts them", points(gate)["guards"]["why"], "1 guard, 1 supervisor can sign in")
    good = gate.file.read_bytes()
    gate.file.write_bytes(good.replace(b'"supervisor"', b'"director"'))
    for command in (["list"], ["remove", "m.dubois"], ["pin", "m.dubois", "--pin-file", gate.pin_file(OTHER)]):
        done = gate.guard(*command, codes=(1,))
        check.true(f"damaged: {command[0]}", "is damaged, and nobody can sign in" in done.stderr)
    check("damaged: the check", [points(gate)["guards"]["passed"], "damaged" in points(gate)["guards"]["why"]], [False, True])
    gate.file.write_bytes(good)
    gate.file.chmod(0o640)
    check.true("open to others", "can be read by others" in gate.guard("list", codes=(1,)).stderr)
    gate.file.chmod(0o600)
    check("whole again", gate.names()[0], ("m.dubois", "supervisor"))


def no_pin_on_disk(gate, check):
    everything = b"".join(p.read_bytes() for p in gate.gate.rglob("*") if p.is_file())
    check.true("the search finds what is there", b"m.dubois" in everything)
    for pin in (PIN, OTHER, "194857"):
        for coding in ("utf-8", "utf-16-le", "utf-16-be"):
            check(f"no PIN in {coding}", pin.encode(coding) in everything, False)
    check("private files", [p.name for p in gate.gate.rglob("*") if p.stat().st_mode & 0o77], [])
    check("nothing is left over", sorted(p.name for p in gate.gate.iterdir() if "guards" in p.name), ["guards.json", "guards.lock"])


def guards(directory, check):
    gate = Gate(directory)
    life(gate, check)
    prompted(gate, check)
    refused(gate, check)
    damaged(gate, check)
    no_pin_on_disk(gate, check)


if __name__ == "__main__":
    main(guards)
