#!/usr/bin/env python3
"""Our tree, tiles, proofs, checkpoints and cosignatures against Go's golang.org/x/mod/sumdb, in both directions.

    tlog_test.py TLOG_TOOL DIRECTORY [--exhaustive]

Every size from 0 to 1,024, with the root, the signed and cosigned checkpoint, all tiles and bundles, and a spread of proofs. With
--exhaustive every proof of every size, and one tree of 1,000,000 entries; the last result is in docs/interop.md.
"""
import os
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent


def build_go(directory):
    directory.mkdir(parents=True, exist_ok=True)
    program = directory / "tlog-go"
    env = dict(os.environ, GO111MODULE="off", GOPATH="/usr/share/gocode", GOFLAGS="", GOCACHE=str(directory / "go-cache"))
    subprocess.run(["go", "build", "-o", program, HERE / "go" / "tlog" / "main.go"], env=env, check=True)
    return program


def exchange(writer, reader, sizes):
    """What `writer` makes, checked by `reader`; its last line."""
    with subprocess.Popen([writer, "write", *sizes], stdout=subprocess.PIPE) as made:
        done = subprocess.run([reader, "check"], stdin=made.stdout, capture_output=True, text=True, check=False)
        made.stdout.close()
    assert done.returncode == 0, done.stderr
    assert made.returncode == 0, f"{writer} ended with {made.returncode}"
    return done.stdout.strip()


def main():
    ours, directory = Path(sys.argv[1]), Path(sys.argv[2])
    theirs = build_go(directory)
    rounds = [("0", "1024", "spread")]
    if "--exhaustive" in sys.argv:
        rounds = [("0", "1024", "all"), ("1000000", "1000000", "spread")]
    for sizes in rounds:
        for writer, reader, what in ((ours, theirs, "ours read by Go"), (theirs, ours, "Go's read by ours")):
            began = time.monotonic()
            said = exchange(writer, reader, sizes)
            print(f"sizes {sizes[0]} to {sizes[1]}, {sizes[2]}: {what}: {said} ({time.monotonic() - began:.0f} s)", flush=True)
    # A changed byte must be noticed, or all of the above says nothing.
    lines = subprocess.run([ours, "write", "5", "5", "all"], capture_output=True, text=True, check=True).stdout.splitlines()
    for kind in "Tntic":
        changed = list(lines)
        at = next(i for i, line in enumerate(changed) if line.startswith(kind + " ") and " " in line[2:] + (" " if kind == "n" else ""))
        line = changed[at]
        spot = len(line) - 8
        changed[at] = line[:spot] + ("A" if line[spot] != "A" else "B") + line[spot + 1:]
        for reader in (ours, theirs):
            done = subprocess.run([reader, "check"], input="\n".join(changed) + "\n", capture_output=True, text=True, check=False)
            assert done.returncode != 0, f"{reader} did not notice a changed '{kind}' line"


if __name__ == "__main__":
    main()
