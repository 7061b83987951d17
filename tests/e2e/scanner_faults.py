#!/usr/bin/env python3
"""Attacks 28, 30, 31, 32, 34: a full or failing disk, a kill at any moment, a damaged log, a wrong clock, a stolen gate."""
import base64
import datetime
import hashlib
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import time

from gate_setup import PEOPLE, Setup, main
from line import program


def admitted(export_entries):
    return [e for e in export_entries if e["verdict"] == "admit"]


def tree_root(leaves):
    """RFC 9162 §2.1, written from the text."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\0" + leaves[0]).digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\1" + tree_root(leaves[:k]) + tree_root(leaves[k:])).digest()


def full_disk(setup, check):
    def no_space():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    command = [program("badge-scanner"), "--gate", str(setup.gate), "--json", "scan", setup.badges[0], "--id", PEOPLE[0][4]]
    done = subprocess.run(command, capture_output=True, text=True, preexec_fn=no_space, check=False)
    check("full disk", [done.returncode, json.loads(done.stdout)["reason"]], [1, "log_unavailable"])
    check.true("full disk: the cause", done.stderr.startswith("badge-scanner: "))


def failing_disk(setup, check):
    """Each write, sync and cut of the log fails once: an admit is told only when the log holds it."""
    told = 0
    for call in ("pwrite64", "fdatasync", "fsync", "ftruncate", "openat"):
        for number in range(1, 13):
            work = setup.dir / "copy"
            shutil.rmtree(work, ignore_errors=True)
            shutil.copytree(setup.gate, work)
            command = ["strace", "-f", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:error=EIO:when={number}",
                       program("badge-scanner"), "--gate", str(work), "--json", "scan", setup.badges[1], "--id", PEOPLE[1][4]]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            verdict = json.loads(done.stdout)["verdict"] if done.stdout else None
            check.true(f"{call} {number}: {done.returncode}", (verdict, done.returncode) in (("admit", 0), ("deny", 1), (None, 3), (None, 127)))
            if verdict != "admit":
                continue
            told += 1
            setup.line.scanner("copy", "export", setup.dir / f"export-{call}-{number}")
            held = admitted(setup.entries(setup.dir / f"export-{call}-{number}"))
            check(f"{call} {number}: an admit is in the log", len(held), 1)
    check.true("some runs admitted", told > 0)


def killed(setup, check):
    rng = random.Random(20150724)
    acknowledged = []
    for round_ in range(12):
        process = setup.reader()
        started = time.monotonic()
        stop = rng.uniform(0.05, 0.4)
        try:
            while time.monotonic() - started < stop:
                process.stdin.write(f"EB1:ROUND{round_}\n")
                process.stdin.flush()
                acknowledged.append(json.loads(process.stdout.readline())["time"])
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()
            process.stdin.close()
            process.stdout.close()
    export = setup.export("after-kills")
    times = [e["time"] for e in setup.entries(export) if e["kind"] == "scan"]
    check.true("scans were acknowledged", len(acknowledged) > 12)
    remaining = list(times)
    lost = 0
    for moment in acknowledged:
        if moment in remaining:
            remaining.remove(moment)
        else:
            lost += 1
    check("nothing acknowledged is lost", lost, 0)
    check.true("at most one entry a kill was not acknowledged", len(remaining) <= 12)


def proved(setup, check):
    """The export's checkpoints agree with a tree that another program computes."""
    export = setup.export("proof")
    leaves = (export / "entries.jsonl").read_bytes().split(b"\n")[:-1]
    notes = (export / "checkpoints.txt").read_text(encoding="utf-8").split("\n\n")
    texts = [n for n in notes if n.startswith("badge-gate/north\n")]
    check.true("checkpoints", len(texts) > 1)
    for text in texts:
        _, size, root = text.split("\n")[:3]
        check(f"root at {size}", base64.b64decode(root), tree_root(leaves[:int(size)]))
    check("the last one covers everything", int(texts[-1].split("\n")[1]), len(leaves))
    names = sorted(p.name for p in export.iterdir())
    check("files", names, ["checkpoints.txt", "door-lists", "entries.jsonl", "gate.vkey", "root.pub"])
    check("a second export over it", setup.line.scanner("north", "export", export, codes=None).returncode in (1, 3), True)


def damaged(setup, check):
    work = setup.dir / "damaged"
    shutil.copytree(setup.gate, work)
    log = bytearray((work / "log.db").read_bytes())
    hit = log.find(b'"kind":"list-load"')
    log[hit + 8:hit + 12] = b"xxxx"
    (work / "log.db").write_bytes(log)
    done = setup.line.scanner("damaged", "--json", "scan", setup.badges[2], "--id", PEOPLE[2][4], codes=(1,))
    check("a damaged log", json.loads(done.stdout)["reason"], "log_unavailable")
    check.true("a damaged log: what to do", "keep" in done.stderr)
    check("a damaged log: check", setup.line.scanner("damaged", "check", codes=(1,)).returncode, 1)
    shutil.rmtree(work)
    shutil.copytree(setup.gate, work)
    stored = next((work / "door-lists").iterdir())
    stored.write_bytes(stored.read_bytes()[:-1])
    done = setup.line.scanner("damaged", "--json", "scan", setup.badges[2], codes=(1,))
    check("a damaged list", json.loads(done.stdout)["reason"], "no_list")
    check.true("a damaged list: what to do", "load it again" in done.stderr)
    setup.line.scanner("damaged", "load", setup.list)
    check("loaded again", setup.scan(setup.badges[2], gate="damaged")["reason"], "id_required")


def clock(setup, check):
    hour_ago = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(hours=1)
    setup.line.faketime = hour_ago.strftime("%Y-%m-%d %H:%M:%S")
    check("the clock set back", setup.scan(setup.badges[2], "--id", PEOPLE[2][4])["reason"], "clock_rollback")
    check("the check says so", setup.line.scanner("north", "check", codes=(1,)).returncode, 1)
    setup.line.faketime = None
    check("the clock set right", setup.scan(setup.badges[2])["reason"], "id_required")
    times = [e["time"] for e in setup.entries(setup.export("clock"))]
    check("time never runs back in the log", times, sorted(times))


def stolen(setup, check):
    setup.scan(setup.badges[2], "--id", PEOPLE[2][4])
    rehearse = (datetime.datetime.now(datetime.timezone.utc)).strftime("%Y-%m-%dT%H:%M:%SZ")
    check("rehearsed", setup.scan(setup.badges[1], "--id", PEOPLE[1][4], "--rehearse-at", rehearse)["reason"], "admitted")
    everything = b"".join(p.read_bytes() for p in setup.gate.rglob("*") if p.is_file())
    check.true("the search finds what is there", b"TEST-2026" in everything)
    for person in PEOPLE:
        words = [person[0], *person[0].split(), person[0].upper(), person[1], person[2], person[3], person[4]]
        for word in words:
            for coding in ("utf-8", "utf-16-le", "utf-16-be"):
                check(f"{word} in {coding}", word.encode(coding) in everything, False)
    for badge in setup.badges:
        check("no badge text", badge.encode() in everything, False)
    check("a private directory", os.stat(setup.gate).st_mode & 0o77, 0)
    check("private files", [p.name for p in setup.gate.rglob("*") if p.stat().st_mode & 0o77], [])


def faults(directory, check):
    setup = Setup(directory)
    full_disk(setup, check)
    failing_disk(setup, check)
    killed(setup, check)
    damaged(setup, check)
    clock(setup, check)
    stolen(setup, check)
    proved(setup, check)


if __name__ == "__main__":
    main(faults)
