#!/usr/bin/env python3
"""A guard's morning through the command line: verdicts, exit codes, JSON, pictures, a reader's lines."""
import json
import struct
import zlib

from gate_setup import PEOPLE, Setup, main

KEYS = ["verdict", "reason", "badge", "name", "organisation", "detail", "gate", "time", "list"]
CODES = {"admit": 0, "deny": 1, "check": 4}


def read_png(path):
    """Rows of 8-bit or 1-bit grey without interlace, as 0-255."""
    data, at, image = path.read_bytes(), 8, b""
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + size]
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", body[:10])
        elif kind == b"IDAT":
            image += body
        at += 12 + size
    channels = {0: 1, 2: 3, 4: 2, 6: 4}[colour]
    step, stride = max(1, depth * channels // 8), (width * depth * channels + 7) // 8
    raw, rows, above = zlib.decompress(image), [], bytearray(stride)
    for y in range(height):
        method, row = raw[y * (stride + 1)], bytearray(raw[y * (stride + 1) + 1:(y + 1) * (stride + 1)])
        for x in range(stride):
            a, b, c = (row[x - step] if x >= step else 0), above[x], (above[x - step] if x >= step else 0)
            p = a + b - c
            paeth = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]
            row[x] = (row[x] + (0, a, b, (a + b) // 2, paeth)[method]) & 255
        above = row
        if depth == 1:
            rows.append(bytes(255 if row[x // 8] >> (7 - x % 8) & 1 else 0 for x in range(width)))
        else:
            rows.append(bytes(row[x * step] for x in range(width)))
    return rows


def write_png(path, rows):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    header = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 0, 0, 0, 0)
    image = zlib.compress(b"".join(b"\0" + row for row in rows))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", image) + chunk(b"IEND", b""))


def beside(left, right):
    height = max(len(left), len(right))
    pad = lambda rows: list(rows) + [b"\xff" * len(rows[0])] * (height - len(rows))
    return [a + b"\xff" * 40 + b for a, b in zip(pad(left), pad(right))]


def verdicts(setup, check):
    anna, bart = setup.badges[0], setup.badges[1]
    number = PEOPLE[0][4]

    def scan(what, reason, text, *extra):
        done = setup.line.scanner("north", "--json", "scan", *extra, "--", text, codes=None)
        got = json.loads(done.stdout)
        check(what, got["reason"], reason)
        check(what + ", keys", list(got), KEYS)
        check(what + ", exit code", done.returncode, CODES[got["verdict"]])
        return got

    scan("badge alone", "id_required", anna)
    other = scan("another document", "id_mismatch", anna, "--id", "ZZ0000000")
    check("mismatch names the field", other["detail"], "number")
    scan("seen is not enough here", "id_required", anna, "--id-seen")
    admitted = scan("right document", "admitted", anna, "--id", number)
    check("name", admitted["name"], PEOPLE[0][0])
    check("organisation", admitted["organisation"], PEOPLE[0][2])
    again = scan("a photograph of the badge", "already_inside", anna, "--id", number)
    check.true("when and where", again["detail"].startswith("admitted ") and again["detail"].endswith(" at gate north"))
    scan("out", "exit_recorded", anna, "--exit")
    scan("out again", "not_inside", anna, "--exit")
    foreign = scan("a web address", "foreign_code", "https://example.eu/x?y=1")
    check("nothing of a foreign code", [foreign["badge"], foreign["name"], foreign["organisation"]], [None] * 3)
    scan("nothing", "foreign_code", "")
    scan("a cut badge", "malformed", bart[:-3])
    scan("lower case", "malformed", "EB1:" + bart[4:].lower())
    scan("a very long code", "malformed", "EB1:" + "A" * 100000)
    people = setup.line.scanner("north", "scan", bart, codes=(4,)).stdout
    check("for people", people.splitlines()[0], "CHECK")
    check.true("the name is isolated", "\u2068" + PEOPLE[1][0] + "\u2069" in people)


def pictures(setup, check):
    pngs = setup.dir / "pngs"
    setup.line.issuer("print", "--all", "--png", pngs)
    files = sorted(pngs.rglob("*.png"))
    check("a picture a badge", len(files), len(PEOPLE))
    done = setup.line.scanner("north", "--json", "scan", files[1], codes=(4,))
    check("a picture of a badge", json.loads(done.stdout)["reason"], "id_required")
    two = setup.dir / "two.png"
    write_png(two, beside(read_png(files[0]), read_png(files[1])))
    done = setup.line.scanner("north", "--json", "scan", two, codes=(1,))
    check("two badges in one picture", json.loads(done.stdout)["reason"], "several_codes")
    same = setup.dir / "same.png"
    write_png(same, beside(read_png(files[1]), read_png(files[1])))
    done = setup.line.scanner("north", "--json", "scan", same, codes=(4,))
    check("one badge twice in one picture", json.loads(done.stdout)["reason"], "id_required")
    before = len(setup.entries(setup.export("before")))
    blank = setup.dir / "blank.png"
    write_png(blank, [b"\xff" * 200] * 200)
    cut = setup.dir / "cut.png"
    cut.write_bytes(files[0].read_bytes()[:300])
    text = setup.dir / "text.png"
    text.write_text("EB1:NOT A PICTURE")
    bomb = setup.dir / "bomb.png"
    bomb.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + struct.pack(">IIBBBBB", 30000, 30000, 8, 0, 0, 0, 0) + b"\0" * 4)
    for path in (blank, cut, text, bomb):
        done = setup.line.scanner("north", "--json", "scan", path, codes=(1, 3), timeout=20)
        check(f"{path.name}: no verdict", done.stdout, "")
        check.true(f"{path.name}: says why", path.name in done.stderr)
    check("pictures without a code are not logged", len(setup.entries(setup.export("after"))), before)


def reader(setup, check):
    anna, cune = setup.badges[0], setup.badges[2]
    lines = [cune, "ID " + "AB000", "ID " + PEOPLE[2][4], "WIFI:S:guest;;", anna[:40], "", cune]
    process = setup.reader()
    out, _ = process.communicate("\r\n".join(lines) + "\r\n", timeout=60)
    got = [json.loads(line) for line in out.splitlines()]
    check("a reader's lines", [g["reason"] for g in got],
          ["id_required", "id_mismatch", "admitted", "foreign_code", "malformed", "already_inside"])
    check("the last verdict is the exit code", process.returncode, 4)
    entries = setup.entries(setup.export("reader"))
    kinds = [e["kind"] for e in entries][-8:]
    check("kinds", kinds, ["start", "scan", "confirm", "confirm", "scan", "scan", "scan", "stop"])
    scan = next(e["index"] for e in entries if e["kind"] == "scan" and e["badge"] == got[0]["badge"])
    asked = [e for e in entries if e["kind"] == "confirm"][-2:]
    check("a confirm names its scan", {e["ref"] for e in asked}, {asked[0]["index"] - 1})
    check.true("an earlier scan of it", scan <= asked[0]["ref"])
    foreign = next(e for e in entries[::-1] if e["reason"] == "foreign_code")
    check("a foreign code leaves no hash", foreign["text_sha256"], None)


def usage(setup, check):
    for args in (["scan"], ["scan", "x", "--id", "1", "--id-seen"], ["scan", "-", "--id", "1"], ["scan", "x", "--guard", "a b"],
                 ["scan", "x", "--rehearse-at", "noon"], ["check", "--for", "noon"], ["nonsense"], []):
        done = setup.line.scanner("north", *args, codes=None, stdin="")
        check(f"usage {args}", done.returncode, 2)
        check.true(f"usage {args} says why", done.stderr.strip() or done.stdout.strip())
    check("help", setup.line.scanner("north", "--help").returncode, 0)
    check.true("examples", "Examples:" in setup.line.scanner("north", "--help").stdout)
    check.true("version", setup.line.scanner("north", "--version").stdout.startswith("badge-scanner "))
    done = setup.line.scanner("nowhere", "scan", "x", codes=(3,))
    check.true("no gate there", "badge-scanner init" in done.stderr)
    inspected = setup.line.scanner("north", "--json", "inspect", setup.badges[0])
    found = json.loads(inspected.stdout)
    check("inspect", [found["valid"], found["event"]], [True, "TEST-2026"])
    done = setup.line.scanner("nowhere", "--json", "inspect", setup.badges[0], codes=(1,))
    steps = {s["name"]: s for s in json.loads(done.stdout)["steps"]}
    check.true("inspect without a list", steps["key"]["detail"].startswith("no list"))


def door(directory, check):
    setup = Setup(directory)
    verdicts(setup, check)
    pictures(setup, check)
    reader(setup, check)
    usage(setup, check)


if __name__ == "__main__":
    main(door)
