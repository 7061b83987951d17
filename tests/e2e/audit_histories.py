#!/usr/bin/env python3
"""Two histories of one gate are found whoever holds which part of them; an older state of one history is not.

    audit_histories.py DIRECTORY
"""
import json
import shutil
import sys
from pathlib import Path

from gate_setup import Checks, Setup

PROOF = "the two signed checkpoints are the proof"


class Auditor:
    def __init__(self, setup, checks):
        self.line, self.dir, self.checks = setup.line, setup.dir, checks
        self.root = setup.line.office / "keys" / "root.pub"

    def verify(self, *arguments, code, root=True):
        more = ("--root", self.root) if root else ()
        return self.line.audit("verify", *arguments, *more, codes=None if code is None else (code,), cwd=self.dir)

    def findings(self, *arguments, code=1):
        done = self.verify("--json", *arguments, code=code)
        return [json.loads(line)["findings"] for line in done.stdout.splitlines()]


def copied_gate(setup, checks, auditor):
    """A gate's directory is copied; other badges are scanned at each copy."""
    setup.scan(setup.badges[0], "--id", "QX7654321")
    setup.export("noon")
    (setup.dir / "noon.txt").write_text(setup.line.scanner("north", "checkpoint").stdout)
    shutil.copytree(setup.gate, setup.dir / "copy")
    setup.scan(setup.badges[1], "--id", "YA1234567")
    setup.scan(setup.badges[2], "--id", "EK9988776", gate="copy")
    setup.export("e1")
    setup.export("e2", gate="copy")
    (setup.dir / "evening.txt").write_text(setup.line.scanner("copy", "checkpoint").stdout)
    size = len(setup.entries(setup.dir / "e1"))

    checks("one history at a time", [f for e in ("e1", "e2") for f in auditor.findings(e, code=0)], [[], []])
    done = auditor.verify("e1", "e2", code=1)
    sentence = f"e1, e2: gate north signed two histories: both have {size} entries, they differ from entry {size - 1} on; {PROOF}"
    checks.true(f"two histories in {done.stdout}", sentence in done.stdout)
    checks.true("plural", "1 finding\n" in done.stdout and "1 findings" not in done.stdout)
    for found in auditor.findings("e1", "e2"):
        checks("the finding", [(f["entry"], len(f["notes"])) for f in found], [(size - 1, 2)])
        checks.true("both notes", found[0]["notes"] == [list(notes(setup.dir / e))[-1] for e in ("e1", "e2")])

    # One goes on, and only its newest checkpoint is left: the checkpoints are of different sizes.
    setup.scan(setup.badges[2], "--id", "EK9988776")
    later = setup.export("later")
    done = auditor.verify("later", "e2", code=1)
    checks.true(f"a common size in {done.stdout}", f"both signed {size} entries" in done.stdout)
    (later / "checkpoints.txt").write_text(list(notes(later))[-1] + "\n")
    done = auditor.verify("later", "e2", code=1)
    checks.true(f"a longer one in {done.stdout}", f"later has {size + 1} entries, e2 has {size}, they differ from entry {size - 1} on"
                in done.stdout)
    # An older state of the same history.
    checks("older states", auditor.findings("noon", "e1", "later", code=0), [[], [], []])
    checks("older than both", [len(f) for f in auditor.findings("noon", "e1", "e2")], [0, 1, 1])


def notes(export):
    parts = (export / "checkpoints.txt").read_text().split("\n\n")
    return (f"{text}\n\n{signature}\n" for text, signature in zip(parts[::2], parts[1::2]))


def kept_elsewhere(setup, checks, auditor):
    """A checkpoint that was kept contradicts what the gate shows later."""
    size = len(setup.entries(setup.dir / "e1"))
    checks("a good one", auditor.findings("e1", "--checkpoint", "noon.txt", code=0), [[]])
    found = auditor.findings("e1", "--checkpoint", "evening.txt")[0]
    checks("same size", [(f["entry"], len(f["notes"])) for f in found], [(size - 1, 2)])
    checks.true(f"said: {found}", "signed two histories: " in found[0]["what"] and f"both have {size} entries" in found[0]["what"]
                and f"differ from entry {size - 1} on" in found[0]["what"])
    found = auditor.findings("later", "--checkpoint", "evening.txt")[0]
    checks("a prefix", [(f["entry"], len(f["notes"])) for f in found], [(0, 2)])  # that is all that its one checkpoint tells
    checks.true(f"said: {found}", f"evening.txt kept elsewhere has {size} entries" in found[0]["what"])

    # Two checkpoints of one size in one export; the copy's is among them.
    forged = setup.dir / "both"
    shutil.copytree(setup.dir / "e1", forged)
    with open(forged / "checkpoints.txt", "a") as out:
        out.write((setup.dir / "evening.txt").read_text() + "\n")
    found = auditor.findings("both")[0]
    checks("in one export", [f["entry"] for f in found], [size - 1])
    checks.true(f"no absurd range: {found}", "signed two histories" in found[0]["what"] and " to " not in found[0]["what"])

    # Each --checkpoint takes one file: what follows is an export.
    done = auditor.verify("later", "--checkpoint", "noon.txt", "noon", code=0)
    checks("two exports", len(done.stdout.splitlines()), 2)


def mistakes(setup, checks, auditor):
    """The caller's mistakes are no findings, and a hostile export cannot write to the terminal."""
    (setup.dir / "junk.txt").write_text("no checkpoint at all\n")
    said = [
        (("e1", "--checkpoint", "junk.txt"), 3, "badge-audit: junk.txt is no checkpoint (no signature line): give the file that "
         "badge-scanner checkpoint printed\n"),
        (("office",), 3, "badge-audit: office is not an export: it has no gate.vkey; name a directory that badge-scanner export wrote\n"),
    ]
    for arguments, code, sentence in said:
        done = auditor.verify(*arguments, code=code)
        checks(" ".join(arguments), done.stderr, sentence)
        checks("nothing found", done.stdout, "")
    for arguments, sentence in [
        (("presence",), "badge-audit: no command 'presence': see badge-audit --help\n"),
        ((), "badge-audit: give a command: see badge-audit --help\n"),
        (("replay", "e1"), "badge-audit replay: give --office DIR: see badge-audit replay --help\n"),
        (("verify",), "badge-audit verify: give EXPORT...: see badge-audit verify --help\n"),
        (("verify", "e1", "--loud"), "badge-audit verify: '--loud' has no place here: see badge-audit verify --help\n"),
    ]:
        done = setup.line.audit(*arguments, codes=(2,), cwd=setup.dir)
        checks(" ".join(arguments), done.stderr, sentence)
    checks.true("examples of its own", "badge-audit replay" not in setup.line.audit("verify", "--help").stdout)

    hostile = setup.dir / "hostile"
    shutil.copytree(setup.dir / "e1", hostile)
    bell = "badge-gate/\u009b31mnorth\u202e"
    key = (hostile / "gate.vkey").read_text().strip().split("+", 2)
    (hostile / "gate.vkey").write_text(vkey(bell, key[2]) + "\n")
    for form in ((), ("--json",)):
        done = auditor.verify(*form, "hostile", code=1)
        checks.true(f"escaped in {done.stdout!r}", "\\u{9b}31mnorth\\u{202e}" in done.stdout.replace("\\\\", "\\"))
        checks.true("harmless", not any(c in done.stdout + done.stderr for c in "\u009b\u202e\x1b\x07"))
    (hostile / "gate.vkey").write_text("\x1b]0;owned\x07\n")
    done = auditor.verify("hostile", code=3)
    checks.true("harmless", not any(c in done.stdout + done.stderr for c in "\x1b\x07"))


def vkey(name, typed_key):
    import base64
    import hashlib
    digest = hashlib.sha256(name.encode() + b"\n" + base64.b64decode(typed_key)).hexdigest()[:8]
    return f"{name}+{digest}+{typed_key}"


def main():
    directory = Path(sys.argv[1])
    shutil.rmtree(directory, ignore_errors=True)
    checks = Checks()
    setup = Setup(directory)
    auditor = Auditor(setup, checks)
    copied_gate(setup, checks, auditor)
    kept_elsewhere(setup, checks, auditor)
    mistakes(setup, checks, auditor)
    print("failed" if checks.failed else "two histories, contradicting checkpoints and mistakes: all said plainly")
    sys.exit(1 if checks.failed else 0)


if __name__ == "__main__":
    main()
