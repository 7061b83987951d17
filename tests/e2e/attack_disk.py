#!/usr/bin/env python3
"""Attack 31 through the gate's program: a full, failing or read-only disk at each write, sync and rename of a scan and of a load.
Never an admit without a durable entry; after a failed load the old list or the new one is in force, and the gate works. It needs
strace.

    attack_disk.py DIRECTORY
"""
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from gate_setup import PEOPLE, Checks, Setup
from line import program

CALLS = ("write", "pwrite64", "fsync", "fdatasync", "rename,renameat,renameat2", "ftruncate", "openat", "mkdir,mkdirat",
         "link,linkat,unlink,unlinkat")
ERRORS = ("ENOSPC", "EIO", "EROFS")
TIMES = 40            # the program makes fewer than this of any of these calls once it is started


def faulty(work, call, error, when, *command):
    """A command of the gate whose call number `when` of this kind fails, and all later ones too; None when it made fewer of them."""
    trace = work.parent / "trace"
    strace = ["strace", "-f", "-o", trace, "-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={when}+"]
    done = subprocess.run([*strace, program("badge-scanner"), "--gate", work, "--json", *command], capture_output=True, text=True,
                          check=False, timeout=120)
    return done if "INJECTED" in trace.read_text(errors="replace") else None


def copy_of(setup):
    work = setup.dir / "copy"
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(setup.gate, work)
    return work


def entries_of(setup):
    export = setup.dir / "export"
    shutil.rmtree(export, ignore_errors=True)
    setup.line.scanner("copy", "export", export)
    setup.line.audit("verify", export, "--root", setup.line.office / "keys/root.pub")
    return setup.entries(export)


def scans(setup, check):
    runs, told = 0, 0
    badge, number = setup.badges[1], PEOPLE[1][4]
    for call in CALLS:
        for error in ERRORS:
            for when in range(1, TIMES):
                work = copy_of(setup)
                done = faulty(work, call, error, when, "scan", badge, "--id", number)
                if done is None:
                    break
                runs += 1
                name = f"scan, {call} {when} {error}"
                verdict = json.loads(done.stdout)["verdict"] if done.stdout else None
                code = {"admit": 0, "deny": 1}.get(verdict)
                if verdict is None:             # it could not even start, or could not write its answer
                    check.true(f"{name}: no answer, and no success: {done.returncode}", done.returncode != 0 or "write" in call)
                    continue
                check(f"{name}: exit code", done.returncode, code)
                if verdict == "admit":
                    told += 1
                    check(f"{name}: an admit is on disk", [e["verdict"] for e in entries_of(setup)].count("admit"), 1)
    check.true(f"{runs} runs, {told} admits", runs > 30)
    return runs


def loads(setup, check):
    runs = 0
    newer = setup.line.door_list("second.ebdl")
    for call in CALLS:
        for error in ERRORS:
            for when in range(1, TIMES):
                work = copy_of(setup)
                done = faulty(work, call, error, when, "load", newer)
                if done is None:
                    break
                runs += 1
                name = f"load, {call} {when} {error}"
                status = json.loads(setup.line.scanner("copy", "--json", "status").stdout)
                check.true(f"{name}: a whole list is in force", status["list"] in (1, 2) and status["list_trouble"] is None)
                if done.returncode == 0:
                    check(f"{name}: what was said is so", status["list"], 2)
                check(f"{name}: the gate works", setup.scan(setup.badges[1], gate="copy")["reason"], "id_required")
                setup.line.scanner("copy", "load", newer)
    check.true(f"{runs} loads", runs > 20)
    return runs


def main():
    if shutil.which("strace") is None or subprocess.run(["strace", "-o", "/dev/null", "true"], check=False).returncode != 0:
        print("skipped: strace cannot be used here")
        return 77
    check = Checks()
    with tempfile.TemporaryDirectory(prefix="badge-disk-") as directory:
        setup = Setup(Path(directory))
        done = scans(setup, check), loads(setup, check)
    print("failed" if check.failed else f"{done[0]} failing scans and {done[1]} failing loads: no admit without its entry")
    return 1 if check.failed else 0


if __name__ == "__main__":
    sys.exit(main())
