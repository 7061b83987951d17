#!/usr/bin/env python3
"""What is installed on a gate's machine: everything at its place, a service that systemd takes and calls safe, whose command line
works, a browser policy that opens the door page alone, and a start script that opens it.

    packaging_test.py DIRECTORY BUILD
"""
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from gate_setup import Checks, Setup

EXPOSURE = 20    # of 100, as systemd-analyze security counts; it gives 13


def run(*command, **options):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, timeout=120, **options)


def main():
    directory, build = Path(sys.argv[1]), Path(sys.argv[2])
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    check, root = Checks(), directory / "root"
    done = run("cmake", "--install", build, "--prefix", "/usr", env={**os.environ, "DESTDIR": str(root)})
    check(f"installs: {done.stderr}", done.returncode, 0)
    unit = (root / "usr/lib/systemd/system/badge-door.service").read_text()
    start = re.search(r"^ExecStart=(.*)$", unit, re.MULTILINE).group(1)
    check.true(f"the program is there: {start}", start.startswith("/usr/bin/badge-scanner ") and (root / "usr/bin/badge-scanner").exists())
    check.true("the page that it names is there", (root / "usr/share/doc/badge/operations.md").exists())
    installed = directory / "badge-door.service"
    installed.write_text(unit.replace("ExecStart=/usr", f"ExecStart={root}/usr"))
    if shutil.which("systemd-analyze"):
        verified = run("systemd-analyze", "verify", installed)
        check(f"systemd takes it: {verified.stderr}", (verified.returncode, verified.stderr), (0, ""))
        safe = run("systemd-analyze", "security", "--offline=true", f"--threshold={EXPOSURE}", installed)
        check(f"systemd calls it safe: {safe.stdout[-200:]}", safe.returncode, 0)
    policy = json.loads((root / "etc/chromium/policies/managed/badge-door.json").read_text())
    check("the camera is for the page alone", (policy["VideoCaptureAllowed"], policy["VideoCaptureAllowedUrls"]),
          (False, ["http://127.0.0.1:8480/"]))
    check("no other page", (policy["URLBlocklist"], policy["URLAllowlist"]), (["*"], ["http://127.0.0.1:8480"]))
    serves_and_opens(directory, root, start, check)
    print("failed" if check.failed else "installed, taken, safe, and opens its page")
    sys.exit(1 if check.failed else 0)


def serves_and_opens(directory, root, start, check):
    """The service's own command line on another port, and the start script with a browser that only says how it was called."""
    setup = Setup(directory / "event")
    command = shlex.split(start.replace("$BADGE_SERVE_OPTIONS", ""))
    command = [str(root) + command[0], *command[1:]]
    command[command.index("8480")] = "0"
    service = subprocess.Popen([*command, "--json"], stdout=subprocess.PIPE, text=True, env={**os.environ, "BADGE_GATE": str(setup.gate)})
    kiosk = None
    try:
        url = json.loads(service.stdout.readline())["url"]
        port = url.rsplit(":", 1)[1].strip("/")
        check("answers", urllib.request.urlopen(url + "api/state", timeout=30).status, 200)
        tools = directory / "tools"
        tools.mkdir()
        browser = tools / "chromium"
        browser.write_text(f"#!/bin/sh\nprintf '%s\\n' \"$@\" > {directory}/called.new && mv {directory}/called.new {directory}/called\nsleep 60\n")
        browser.chmod(0o755)
        kiosk = subprocess.Popen([root / "usr/bin/badge-door-kiosk", port], env={**os.environ, "PATH": f"{tools}:{os.environ['PATH']}"},
                                 start_new_session=True)
        for _ in range(300):
            if (directory / "called").exists():
                break
            time.sleep(0.1)
        called = (directory / "called").read_text().splitlines()
        check("opens the page, full screen", [f"--app={url}" in called, "--kiosk" in called], [True, True])
        wrong = run(root / "usr/bin/badge-door-kiosk", "x")
        check.true(f"no port: {wrong.stderr}", wrong.returncode == 2 and "is no port" in wrong.stderr)
    finally:
        service.terminate()
        if kiosk:
            os.killpg(kiosk.pid, 15)
            kiosk.wait(timeout=30)
    check("stopped in peace", service.wait(timeout=30), 0)


if __name__ == "__main__":
    main()
