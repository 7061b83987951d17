#!/usr/bin/env python3
"""Every command of the office's pages (office, key ceremony, intake, event profile), typed as it stands, must work.

    issuer_docs_test.py DIRECTORY
"""
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import line


def commands(page):
    """Indented blocks; those with a placeholder for the reader to fill in ("...") are not meant to be typed."""
    text = (line.ROOT / "docs" / page).read_text(encoding="utf-8")
    text = text.split("## With a token")[0]
    return [found.strip() for found in re.findall(r"^(?: {4}| {7})(\S.*)$", text, re.M)]


def type_in(directory, page):
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    (directory / "examples").symlink_to(line.ROOT / "examples")
    for stick in ("stick1", "stick2"):
        (directory / "media" / stick).mkdir(parents=True)
    (directory / "office.pass").write_text("a passphrase\n")
    (directory / "office.pass").chmod(0o600)
    lines = commands(page)
    assert lines, f"{page} has no commands"
    script = "\n".join(["set -e -o pipefail"] + [f"echo {shlex.quote('$ ' + text)}\n{text}" for text in lines])
    env = dict(os.environ, NO_COLOR="1", PATH=f"{Path(line.program('x')).parent}:{os.environ['PATH']}")
    done = subprocess.run(["bash", "-c", script.replace("/media/", f"{directory}/media/")], cwd=directory, env=env, capture_output=True,
                          text=True, check=False, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, f"{page}: {done.stdout[-1500:]}\n{done.stderr[-1500:]}"
    return done, len(lines)


def main():
    base = Path(sys.argv[1]).resolve()
    done, office = type_in(base / "office-page", "office.md")
    assert "R-0004" not in done.stdout.split("$ badge-issuer registrations list --status open")[-1].split("$ ")[0]
    assert "holds everything that kept-elsewhere.json covers" in done.stdout
    done, keys = type_in(base / "key-page", "key-ceremony.md")
    assert not list((base / "key-page" / "office" / "keys").glob("root*.pem"))
    done, _ = type_in(base / "intake-page", "intake.md")
    shown = (line.ROOT / "docs" / "intake.md").read_text(encoding="utf-8").split("```\n")[1].replace("\n", "")
    assert shown in done.stdout.splitlines(), f"intake.md shows what is not printed: {shown}"
    type_in(base / "event-page", "event-profile.md")
    print(f"{office} lines of office.md and {keys} of key-ceremony.md work as they stand")


if __name__ == "__main__":
    main()
