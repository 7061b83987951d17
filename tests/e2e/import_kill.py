#!/usr/bin/env python3
"""One folder of mailboxes and lists, imported twice and killed at random moments in between, gives the registry of one undisturbed
import: nothing lost, nothing twice, nothing else.

    import_kill.py DIRECTORY KILLS
"""
import mailbox
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

from line import ROOT, Line, program


def make_sources(folder):
    """Mailboxes of the invented mails, forty a mailbox, and a list; the mails come from expand.py."""
    mails = folder.parent / "mails"
    subprocess.run([sys.executable, ROOT / "tests/intake/own/expand.py", mails], check=True, stdout=subprocess.DEVNULL)
    folder.mkdir()
    files = sorted(mails.rglob("*.eml"))
    assert len(files) > 100, len(files)
    for n, start in enumerate(range(0, len(files), 40)):
        box = mailbox.mbox(folder / f"{n}.mbox")
        for path in files[start:start + 40]:
            box.add(path.read_bytes())
        box.close()
    rows = "".join(f"Person{chr(97 + n % 26)} Number{chr(97 + n // 26)},p{n}@example.org,Police,19{60 + n % 35}-01-1{n % 9},AB{n:07d},2040-01-01\n"
                   for n in range(400))
    (folder / "people.csv").write_text("name,email,organisation,date of birth,id number,id expiry\n" + rows, encoding="utf-8")


class Office:
    def __init__(self, directory, sources, fresh=None):
        """A new office; of another one's copy when `fresh` is given, which costs no keys."""
        if fresh:
            shutil.rmtree(directory, ignore_errors=True)
            shutil.copytree(fresh, directory)
        self.line = Line(directory)
        if not fresh:
            self.line.init(ROOT / "examples" / "eu-internet-forum.toml")
        self.argv = [program("badge-issuer"), "--office", str(self.line.office), "import", str(sources)]

    def import_whole(self):
        return self.line.run(self.argv, codes=(0, 1, 3)).stdout

    def seconds(self):
        start = time.monotonic()
        self.import_whole()
        return time.monotonic() - start

    def rows(self):
        return self.line.registrations()


def kill_once(argv, longest, rng):
    process = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(rng.random() * longest)
    process.kill()
    return process.wait() == 0


def main():
    base, kills = Path(sys.argv[1]), int(sys.argv[2])
    shutil.rmtree(base, ignore_errors=True)
    base.mkdir(parents=True)
    sources = base / "sources"
    make_sources(sources)
    fresh = Office(base / "fresh", sources).line.dir
    longest = min(Office(base / f"timed-{n}", sources, fresh).seconds() for n in range(3))
    whole = Office(base / "whole", sources, fresh)
    whole.import_whole()
    wanted = whole.rows()
    assert len(wanted) > 500, len(wanted)
    said = whole.import_whole()
    assert whole.rows() == wanted and "0 registrations imported" in said, said
    rng = random.Random(5)
    ended, steps, disturbed = 0, set(), Office(base / "disturbed", sources, fresh)
    for n in range(kills):
        ended += kill_once(disturbed.argv, longest, rng)
        got = disturbed.rows()
        steps.add(len(got))
        assert got == wanted[:len(got)], f"after kill {n} the {len(got)} registrations are not the first ones"
        if len(got) == len(wanted):  # from the beginning, so that every kill meets work to be done
            disturbed = Office(base / "disturbed", sources, fresh)
    disturbed.import_whole()
    disturbed.import_whole()
    assert disturbed.rows() == wanted, "the registry is not the one of a single import"
    disturbed.line.issuer("report")
    print(f"{kills} kills ({ended} after the end), {len(steps)} different states of the registry, {len(wanted)} registrations: as imported once")


if __name__ == "__main__":
    main()
