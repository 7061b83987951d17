"""An office, gates and an auditor driven through their programs, for tests and for the example (examples/play.py).

BADGE_BIN names the directory of the programs. All state lies in one directory that the caller gives.
"""
import datetime
import json
import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROLES = {"reg": "registrar", "bea": "vetter", "cem": "vetter", "iss": "issuer"}


def program(name):
    return str(Path(os.environ.get("BADGE_BIN", ROOT / "build" / "release" / "bin")) / name)


class Failed(Exception):
    """A command did not end as expected."""


def utc(moment):
    return moment.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def event_now(now, event="TEST-2026", id_mode="mrz", extra=""):
    """An event profile whose doors are open from two hours ago until ten hours from now, in UTC."""
    local = lambda hours: (now + datetime.timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M")
    return f"""[event]
id = "{event}"
name = "Test event"
place = "Room 1, Test House"
time_zone = "UTC"
starts = "{local(1)}"
ends = "{local(9)}"
contact = "desk@example.org"
languages = ["en", "fr"]
[registration]
late_from = "{local(-1)}"
retention_days = 30
[door]
id_mode = "{id_mode}"
reentry = "after-exit"
zones = []
{extra}
[[door.openings]]
from = "{local(-2)}"
until = "{local(10)}"
"""


class Line:
    def __init__(self, directory, faketime=None, show=False):
        self.dir = Path(directory)
        self.dir.mkdir(parents=True, exist_ok=True)
        self.office = self.dir / "office"
        self.faketime = faketime          # "2015-07-24 10:00:00" in UTC, or None for the real clock
        self.show = show
        self.secrets = {}
        for who in ("office", "admin", *ROLES):
            path = self.dir / f"{who}.pass"
            path.write_text(f"secret of {who}\n")
            path.chmod(0o600)
            self.secrets[who] = path

    def run(self, command, codes=(0,), stdin=None, **options):
        argv = [str(part) for part in command]
        if self.faketime:
            argv = ["faketime", "-f", f"@{self.faketime}", *argv]
            # Every program starts its own pretended clock: a second later than the one before.
            moment = datetime.datetime.strptime(self.faketime, "%Y-%m-%d %H:%M:%S") + datetime.timedelta(seconds=1)
            self.faketime = moment.strftime("%Y-%m-%d %H:%M:%S")
        env = dict(os.environ, TZ="UTC", NO_COLOR="1")
        if self.show:
            print("$ " + " ".join(Path(a).name if a.startswith("/") else a for a in map(str, command)), flush=True)
        done = subprocess.run(argv, input=stdin, capture_output=True, text=True, env=env, check=False, **options)
        if codes is not None and done.returncode not in codes:
            raise Failed(f"{' '.join(map(str, command))}\nended with {done.returncode}, expected {codes}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        return done

    def issuer(self, *args, as_=None, **options):
        command = [program("badge-issuer"), "--office", self.office, *args]
        if as_:
            command += ["--as", as_, "--passphrase-file", self.secrets[as_], ]
        return self.run(command, **options)

    def root(self, *args, **options):
        return self.issuer(*args, "--root-passphrase-file", self.secrets["office"], **options)

    def init(self, profile, *extra):
        self.issuer("init", "--event", profile, "--officer", "admin", "--officer-passphrase-file", self.secrets["admin"],
                    "--root-passphrase-file", self.secrets["office"], "--key-passphrase-file", self.secrets["office"], *extra)
        for name, role in ROLES.items():
            self.root("officer", "add", name, "--role", role, "--passphrase-file", self.secrets[name])

    def approve_all(self):
        for who in ("bea", "cem"):
            self.issuer("approve", "--all-clean", as_=who, codes=(0, 1))

    def issue_all(self):
        done = self.issuer("--json", "issue", "--all", "--key-passphrase-file", self.secrets["office"], as_="iss", codes=(0, 1))
        return [json.loads(line) for line in done.stdout.splitlines()]

    def door_list(self, name, *extra):
        path = self.dir / name
        self.issuer("door-list", "-o", path, "--key-passphrase-file", self.secrets["office"], *extra, as_="iss")
        return path

    def registrations(self, *filters):
        done = self.issuer("--json", "registrations", "list", *filters)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def gate(self, name, *extra):
        request = self.dir / f"{name}.request"
        self.scanner(name, "init", "--name", name, "--root", self.office / "keys" / "root.pub", "-o", request, *extra)
        self.root("gate", "enrol", request)

    def scanner(self, gate, *args, **options):
        return self.run([program("badge-scanner"), "--gate", self.dir / gate, *args], **options)

    def scan(self, gate, text, *extra, **options):
        done = self.scanner(gate, "--json", "scan", *extra, "--", text, codes=(0, 1, 4), **options)
        return json.loads(done.stdout.splitlines()[0])

    def audit(self, *args, **options):
        return self.run([program("badge-audit"), *args], **options)
