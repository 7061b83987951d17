#!/usr/bin/env python3
"""SIGKILL at random moments of a busy gate: the door service is asked by three at once, killed, started again, and so on. Whatever was
told with its entry is in the log, as it was told; verify and replay are clean.

    busy_kill.py DIRECTORY KILLS
"""
import http.client
import random
import shutil
import signal
import sys
import threading
import time
from pathlib import Path

from door_service import Service
from gate_setup import PEOPLE, Checks, Setup

CROWD = 3


class Told:
    """What the service answered: index of an entry, and what the answer said of it."""

    def __init__(self):
        self.lock, self.entries, self.different = threading.Lock(), {}, 0

    def add(self, shown):
        if shown is None or shown["entry"] is None:     # another has cleared the desk meanwhile
            return
        said = {key: shown[key] for key in ("kind", "reason", "badge", "verdict")}
        with self.lock:
            self.different += self.entries.setdefault(shown["entry"], said) != said


def ask(service, badges, told, rng):
    """Scans, answers, wrong codes, in any order, until the service is gone."""
    try:
        while True:
            text = rng.choice([rng.choice(badges), f"EB1:{rng.randrange(10**9)}", f"https://example.org/{rng.random()}"])
            _, state = service.post("/api/line", {"text": text})
            told.add(state["current"])
            if state["current"] and state["current"]["open"] and rng.random() < 0.7:
                document = rng.choice(PEOPLE)[4]
                status, state = service.post("/api/document", {"entry": state["current"]["entry"], "text": document})
                if status == 200:
                    told.add(state["current"])
            if rng.random() < 0.1:
                service.post("/api/direction", {"exit": rng.random() < 0.5})
    except (OSError, http.client.HTTPException, ValueError):
        return


def main():
    directory, kills = Path(sys.argv[1]), int(sys.argv[2])
    shutil.rmtree(directory, ignore_errors=True)
    check, setup, told, rng = Checks(), Setup(directory), Told(), random.Random(11)
    for number in range(kills):
        service = Service(setup.gate)
        crowd = [threading.Thread(target=ask, args=(service, setup.badges, told, random.Random(f"{number} {n}"))) for n in range(CROWD)]
        for one in crowd:
            one.start()
        time.sleep(rng.random() * 0.4)
        service.stop(signal.SIGKILL)
        for one in crowd:
            one.join()
    entries = setup.entries(setup.export("export"))
    for index, said in told.entries.items():
        check(f"entry {index}", {key: entries[index][key] for key in said} if index < len(entries) else None, said)
    check("an entry that was told twice is the same", told.different, 0)
    check.true(f"{len(told.entries)} entries were told", len(told.entries) > kills)
    setup.line.audit("verify", directory / "export", "--root", setup.line.office / "keys/root.pub")
    setup.line.audit("replay", directory / "export", "--office", setup.line.office)
    shutil.rmtree(directory, ignore_errors=True)
    print("failed" if check.failed else f"{kills} kills of a busy gate: {len(told.entries)} entries told, all in the log of {len(entries)}; "
          "verify and replay clean")
    sys.exit(1 if check.failed else 0)


if __name__ == "__main__":
    main()
