#!/usr/bin/env python3
"""Proofs that stand alone: made of an export or of tiles, checked with the gate's key only; each change in them is noticed.

    audit_proofs.py DIRECTORY
"""
import base64
import json
import shutil
import sys
from pathlib import Path

from gate_setup import Checks, Setup

IDS = ["QX7654321", "YA1234567", "EK9988776"]


def alone(setup, checks, exported, tiles):
    """Inclusion: of every entry, from both kinds of files, the same proof."""
    line, key = setup.line, exported / "gate.vkey"
    entries = (exported / "entries.jsonl").read_text().splitlines()
    for index, entry in enumerate(entries):
        proof = setup.dir / f"{index}.tlog-proof"
        line.audit("prove", exported, index, "-o", proof)
        checks(f"tiles give the same proof of {index}", line.audit("prove", tiles, index).stdout, proof.read_text())
        done = json.loads(line.audit("--json", "verify-proof", proof, "--key", key).stdout)
        checks(f"entry {index}", (done["valid"], done["index"], done["entry"], done["size"]), (True, index, entry, len(entries)))
    done = line.audit("prove", exported, len(entries), codes=(3,))
    checks.true(f"beyond the end: {done.stderr}", "covers entry" in done.stderr)


def by_the_root(setup, checks, proof):
    line, trust = setup.line, setup.dir / "trust.cose"
    line.issuer("keys", "trust-list", "-o", trust)
    line.audit("verify-proof", proof, "--root", line.office / "keys/root.pub", "--trust-list", trust)
    line.audit("verify-proof", proof, codes=(2,))
    line.audit("verify-proof", proof, "--root", line.office / "keys/root.pub", codes=(2,))
    other = setup.dir / "other.txt"
    other.write_text(proof.read_text().replace("badge-gate/north", "badge-gate/south"))
    done = line.audit("verify-proof", other, "--root", line.office / "keys/root.pub", "--trust-list", trust, codes=(1,))
    checks.true(f"a gate that is not in the trust list: {done.stdout}", "NOT PROVED" in done.stdout)


def changed(setup, checks, proof):
    """Whatever is changed, the proof does not hold, or is none."""
    good = proof.read_text()
    lines = good.splitlines()
    entry = base64.b64decode(lines[1].split()[1]).decode()
    forged = base64.b64encode(entry.replace('"north"', '"south"').encode()).decode()
    cases = {
        "another entry": (good.replace(lines[1], f"extra {forged}"), 1),
        "another index": (good.replace(lines[2], "index 0" if lines[2] != "index 0" else "index 1"), 1),
        "a hash less": (good.replace(lines[3] + "\n", ""), 1),
        "a hash more": (good.replace(lines[3], lines[3] + "\n" + lines[3]), 1),
        "another root": (good.replace(lines[-3] + "\n", base64.b64encode(b"\1" * 32).decode() + "\n"), 1),
        "no signature": (good[:good.rindex("\n— ")] + "\n", 1),
        "cut off": (good[:60], 3),
        "empty": ("", 3),
    }
    path = setup.dir / "changed.tlog-proof"
    for what, (text, code) in cases.items():
        assert text != good, what
        path.write_text(text)
        done = setup.line.audit("verify-proof", path, "--key", setup.dir / "two/gate.vkey", codes=None)
        checks(f"{what}: {done.stdout}{done.stderr}", done.returncode, code)


def consistent(setup, checks, exported, tiles, noon):
    line = setup.line
    proof = setup.dir / "north.consistency"
    done = json.loads(line.audit("--json", "consistency", exported, "--from", noon, "-o", proof).stdout)
    checks("the beginning of it", (done["consistent"], done["findings"]), (1, []))
    checks.true("as add-checkpoint", proof.read_text().startswith(f"old {noon.read_text().splitlines()[1]}\n"))
    done = line.audit("consistency", tiles, "--from", noon, codes=(3,))
    checks.true(f"tiles name no key: {done.stderr}", "--key" in done.stderr)
    line.audit("consistency", tiles, "--from", noon, "--key", (exported / "gate.vkey").read_text().strip())
    done = line.audit("consistency", setup.dir / "one", "--from", setup.dir / "evening.txt", codes=(1,))
    checks.true(f"truncated: {done.stdout}", "the log is truncated" in done.stdout)
    text = noon.read_text()
    noon.write_text(text.replace("badge-gate/north", "badge-gate/south"))
    done = line.audit("consistency", exported, "--from", noon, codes=(3,))
    checks.true(f"of another gate: {done.stderr}", "is not one of badge-gate/north" in done.stderr)
    noon.write_text(text)


def tampered(setup, checks, exported, tiles):
    lines = (exported / "entries.jsonl").read_text().splitlines()
    bad = setup.dir / "bad"
    shutil.copytree(exported, bad)
    (bad / "entries.jsonl").write_text("\n".join([lines[0].replace("list-load", "start"), *lines[1:]]) + "\n")
    done = setup.line.audit("prove", bad, 1, codes=(1,))
    checks.true(f"changed entries: {done.stderr}", "badge-audit verify names" in done.stderr)
    (bad / "entries.jsonl").write_text("\n".join(lines))
    checks.true("cut", "cut off" in setup.line.audit("prove", bad, 1, codes=(3,)).stderr)
    shutil.copytree(tiles, setup.dir / "bad-tiles")
    bundle = setup.dir / "bad-tiles" / "tile/entries" / f"000.p/{len(lines)}"
    bundle.write_bytes(bundle.read_bytes().replace(b"list-load", b"list-lead"))
    done = setup.line.audit("prove", setup.dir / "bad-tiles", 0, codes=(1,))
    checks.true(f"a changed bundle: {done.stderr}", "leaf hash" in done.stderr)
    done = setup.line.audit("prove", setup.dir, 0, codes=(3,))
    checks.true(f"neither: {done.stderr}", "neither an export nor tiles" in done.stderr)


def whole_or_not(setup, checks):
    """export --tiles beside what is there already."""
    full = setup.dir / "full"
    full.mkdir()
    (full / "x").write_text("x")
    setup.line.scanner("north", "export", setup.dir / "new", "--tiles", full, codes=(3, 1))
    checks("neither directory", (setup.dir / "new").exists(), False)
    checks("nothing left beside", [p.name for p in setup.dir.iterdir() if ".new-" in p.name], [])
    done = setup.line.scanner("north", "export", setup.dir / "new", "--salvage", "--tiles", setup.dir / "t", codes=(2,))
    checks.true("no tiles of a damaged log", done.stderr)


def main():
    directory = Path(sys.argv[1])
    shutil.rmtree(directory, ignore_errors=True)
    checks = Checks()
    setup = Setup(directory)
    noon = setup.dir / "noon.txt"
    noon.write_text(setup.line.scanner("north", "checkpoint").stdout)
    setup.scan(setup.badges[0], "--id", IDS[0])
    setup.export("one")
    setup.scan(setup.badges[1], "--id", IDS[1])
    setup.scan(setup.badges[2], "--id", IDS[2])
    exported, tiles = setup.dir / "two", setup.dir / "two-tiles"
    setup.line.scanner("north", "export", exported, "--tiles", tiles)
    (setup.dir / "evening.txt").write_text(setup.line.scanner("north", "checkpoint").stdout)
    alone(setup, checks, exported, tiles)
    by_the_root(setup, checks, setup.dir / "2.tlog-proof")
    changed(setup, checks, setup.dir / "2.tlog-proof")
    consistent(setup, checks, exported, tiles, noon)
    tampered(setup, checks, exported, tiles)
    whole_or_not(setup, checks)
    print("failed" if checks.failed else "passed")
    sys.exit(1 if checks.failed else 0)


if __name__ == "__main__":
    main()
