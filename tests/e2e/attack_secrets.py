#!/usr/bin/env python3
"""Attack 24 through the office's program: a token that is missing, a wrong PIN, a PIN that is tried once only, and passphrase
and key files that others can read. Refused with a plain error, and nothing is done. Needs SoftHSM2.

    attack_secrets.py DIRECTORY
"""
import datetime
import os
import shutil
import subprocess
import sys
from pathlib import Path

import line

MODULE = "/usr/lib/softhsm/libsofthsm2.so"
LIST = "name,email,organisation,date of birth,id number,id expiry\n" \
       "Anna Eriksson,anna@org.example,Polisen,1974-08-12,L898902C3,2040-04-15\n"


def secret(directory, name, content, mode=0o600):
    path = directory / f"{name}.pass"
    path.write_text(content + "\n")
    path.chmod(mode)
    return path


def make_token(directory):
    tokens = directory / "tokens"
    tokens.mkdir()
    conf = directory / "softhsm2.conf"
    conf.write_text(f"directories.tokendir = {tokens}\nobjectstore.backend = file\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(conf)
    command = ["softhsm2-util", "--init-token", "--free", "--label", "office", "--pin", "4711-geheim", "--so-pin", "12345678"]
    subprocess.run(command, check=True, capture_output=True)
    return tokens


def make_office(directory):
    office = line.Line(directory)
    office.secrets["office"] = secret(directory, "pin", "4711-geheim")
    (directory / "event.toml").write_text(line.event_now(datetime.datetime.now(datetime.timezone.utc)))
    (directory / "list.csv").write_text(LIST)
    keys = []
    for name in ("root", "badge", "list"):
        keys += [f"--{name}-key", f"pkcs11:token=office;object={name}?module-path={MODULE}"]
    office.init(directory / "event.toml", *keys)
    office.issuer("import", directory / "list.csv")
    office.approve_all()
    return office


def refused(office, what, *args, says, codes=(1, 2, 3), **options):
    done = office.issuer(*args, codes=codes, stdin="", timeout=60, **options)
    assert done.stdout == "", f"{what}: {done.stdout}"
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1 and lines[0].startswith("badge-issuer: "), f"{what}: said once and plainly: {done.stderr}"
    assert says in done.stderr, f"{what}: {done.stderr}"


def main():
    directory = Path(sys.argv[1])
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    if not Path(MODULE).exists():
        print("skipped: no SoftHSM2")
        sys.exit(77)
    tokens = make_token(directory)
    office = make_office(directory)
    issue = ("issue", "--all", "--as", "iss", "--passphrase-file", office.secrets["iss"], "--key-passphrase-file")
    wrong = secret(directory, "wrong", "0000")
    refused(office, "a wrong PIN", *issue, wrong, says="PIN")
    tokens.rename(directory / "elsewhere")
    tokens.mkdir()
    refused(office, "a missing token", *issue, office.secrets["office"], says="token")
    tokens.rmdir()
    (directory / "elsewhere").rename(tokens)
    for mode in (0o644, 0o640, 0o660, 0o604):
        loose = secret(directory, "open", "4711-geheim", mode)
        refused(office, f"a PIN file of mode {mode:o}", *issue, loose, says="can be read by others")
    refused(office, "no PIN file", *issue, directory / "none.pass", says="none.pass")
    refused(office, "an empty PIN file", *issue, secret(directory, "empty", ""), says="empty.pass")
    assert office.registrations("--status", "issued") == []
    # An officer's key is a file: another's passphrase, and a key that others can read.
    again = ("reject", "R-0001", "--reason", "no", "--as", "bea", "--passphrase-file")
    refused(office, "another officer's passphrase", *again, office.secrets["cem"], says="officers/bea.pem")
    key = office.office / "officers" / "bea.pem"
    key.chmod(0o644)
    refused(office, "a key that others can read", *again, office.secrets["bea"], says="bea.pem")
    key.chmod(0o600)
    # Nothing was locked or used up by all this.
    assert len(office.issue_all()) == 1
    print("wrong, missing and open secrets: refused, said once, and the right one still works")


if __name__ == "__main__":
    main()
