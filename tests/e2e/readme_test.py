#!/usr/bin/env python3
"""The first ten minutes of README.md, typed word for word: every command works, and the answers are the ones that it names.

    readme_test.py DIRECTORY
"""
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import line


def commands():
    page = (line.ROOT / "README.md").read_text(encoding="utf-8")
    part = page.split("## The first ten minutes")[1].split("\n## ")[0]
    return "\n".join(text[4:] for text in part.splitlines() if text.startswith("    ")) + "\n"


def main():
    directory = Path(sys.argv[1])
    shutil.rmtree(directory, ignore_errors=True)
    (directory / "build" / "release").mkdir(parents=True)
    (directory / "build" / "release" / "bin").symlink_to(Path(line.program("badge-issuer")).resolve().parent)
    (directory / "examples").symlink_to(line.ROOT / "examples")
    typed = commands()
    # A CHECK ends with 4; everything else must end with 0.
    # The page is left after a while, as one does with Ctrl-C, and takes a port of its own beside other tests.
    typed = typed.replace("badge-scanner serve ", "timeout --preserve-status 3 badge-scanner serve --port 0 ")
    script = "trap 'code=$?; [ $code = 4 ] || echo \"FAILED $code: $BASH_COMMAND\"' ERR\n" + typed
    environment = {"HOME": os.environ.get("HOME", "/"), "PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8"}
    for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"):
        if name in os.environ:
            environment[name] = os.environ[name]
    done = subprocess.run(["bash", "-c", script], cwd=directory, env=environment, capture_output=True, text=True, check=False,
                          timeout=300)
    said = done.stdout + done.stderr
    assert "FAILED" not in said and "badge-issuer: " not in said and "badge-scanner: " not in said, said
    verdicts = re.findall(r"^(ADMIT|CHECK|DENY)$", done.stdout, re.MULTILINE)
    promised = re.findall(r"# (ADMIT|CHECK|DENY)", typed)
    assert verdicts == promised and "ADMIT" in verdicts, f"{verdicts}, the page says {promised}\n{said}"
    assert "nothing wrong" in done.stdout and "all as the rules say" in done.stdout, said
    print(f"{len(typed.splitlines())} lines of README.md: {', '.join(verdicts)}")


if __name__ == "__main__":
    main()
