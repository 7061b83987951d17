#!/usr/bin/env python3
"""The door page's service under attack and faults, over real sockets (attacks 31, 36): each is answered as docs/door-page.md says, and
a scan works soon afterwards, or while it goes on. Two seconds on a quiet machine; BADGE_PROMPT=2 asks for that.

    door_service.py DIRECTORY
"""
import atexit
import contextlib
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from gate_setup import PEOPLE, Checks, Setup
from line import program

PROMPT = float(os.environ.get("BADGE_PROMPT", "30"))
slowest = 0.0


class Service:
    """badge-scanner serve as a process."""

    def __init__(self, gate, *extra, environment=None):
        self.process = subprocess.Popen([program("badge-scanner"), "--gate", str(gate), "--json", "serve", "--port", "0", *extra],
                                        stdout=subprocess.PIPE, text=True, env={**os.environ, **(environment or {})})
        atexit.register(self.process.kill)
        self.port = json.loads(self.process.stdout.readline())["port"]
        self.host = f"127.0.0.1:{self.port}"

    def ask(self, method, path, body=None, timeout=30, **headers):
        """(status, headers, body) of one request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()

    def post(self, path, body, **headers):
        headers = {"Content-Type": "application/json", "Origin": f"http://{self.host}", **headers}
        status, _, text = self.ask("POST", path, json.dumps(body), **headers)
        return status, json.loads(text)

    def state(self):
        return json.loads(self.ask("GET", "/api/state")[2])

    def rss(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) / 1024

    def raw(self, data=b""):
        made = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        if data:
            made.sendall(data)
        return made

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        return self.process.wait(timeout=30)


def scans_promptly(service, badge, check, what):
    """Tried again as a browser does while connections are refused."""
    global slowest
    start = time.monotonic()
    while True:
        try:
            status, state = service.post("/api/line", {"text": badge})
            break
        except (OSError, http.client.HTTPException):
            if time.monotonic() - start > PROMPT:
                raise
            time.sleep(0.05)
    taken = time.monotonic() - start
    slowest = max(slowest, taken)
    check(f"{what}: a scan is answered", status, 200)
    check.true(f"{what}: within {PROMPT} s, took {taken:.2f}", taken < PROMPT)
    return state


def refusals(service, check):
    origin = f"http://{service.host}"
    good = {"Content-Type": "application/json", "Origin": origin}
    text = json.dumps({"text": "EB1:X"})
    before = service.state()["entries"]
    for name, wanted, method, path, body, headers in [
        ("rebinding", 421, "GET", "/api/state", None, {"Host": f"evil.example:{service.port}"}),
        ("another port", 421, "GET", "/", None, {"Host": "127.0.0.1:1"}),
        ("no port", 421, "GET", "/", None, {"Host": "127.0.0.1"}),
        ("another origin", 403, "POST", "/api/line", text, {**good, "Origin": "http://evil.example"}),
        ("no origin", 403, "POST", "/api/line", text, {"Content-Type": "application/json"}),
        ("null origin", 403, "POST", "/api/line", text, {**good, "Origin": "null"}),
        ("localhost beside 127.0.0.1", 403, "POST", "/api/line", text, {**good, "Origin": f"http://localhost:{service.port}"}),
        ("https", 403, "POST", "/api/line", text, {**good, "Origin": f"https://{service.host}"}),
        ("cross-site", 403, "POST", "/api/line", text, {**good, "Sec-Fetch-Site": "cross-site"}),
        ("a form", 415, "POST", "/api/line", text, {**good, "Content-Type": "text/plain"}),
        ("a form's type", 415, "POST", "/api/line", text, {**good, "Content-Type": "application/x-www-form-urlencoded"}),
        ("GET of an act", 405, "GET", "/api/line?text=EB1:X", None, {}),
        ("PUT", 405, "PUT", "/api/line", text, good),
        ("nothing there", 404, "GET", "/api/nothing", None, {}),
        ("above the page", 404, "GET", "/../gate.pem", None, {}),
        ("too large", 413, "POST", "/api/line", "x" * 9000, good),
        ("no JSON", 400, "POST", "/api/line", "{", good),
        ("no text", 400, "POST", "/api/line", "{}", good),
        ("a frame of another size", 400, "POST", "/api/frame?width=10&height=10", "x", {**good, "Content-Type": "application/octet-stream"}),
        ("a huge frame", 400, "POST", "/api/frame?width=100000&height=1", "x", {**good, "Content-Type": "application/octet-stream"}),
    ]:
        status, got, _ = service.ask(method, path, body, **headers)
        check(name, status, wanted)
        check(f"{name}: not framed", "frame-ancestors 'none'" in got.get("Content-Security-Policy", ""), True)
    check("nothing was logged", service.state()["entries"], before)
    _, headers, _ = service.ask("GET", "/")
    check("no inline script", "script-src 'self';" in headers["Content-Security-Policy"], True)
    check("not sniffed", headers["X-Content-Type-Options"], "nosniff")
    check("not kept", headers["Cache-Control"], "no-store")


def outside(service, check):
    """Nobody but this machine: the socket is bound to the loopback address alone."""
    listening = [line.split()[1] for line in Path("/proc/net/tcp").read_text().splitlines()[1:]
                 if line.split()[3] == "0A" and int(line.split()[1].split(":")[1], 16) == service.port]
    check("bound to 127.0.0.1", listening, [f"0100007F:{service.port:04X}"])


def floods(service, badges, check):
    request = f"GET /api/state HTTP/1.1\r\nHost: {service.host}\r\n"
    with contextlib.ExitStack() as stack:
        idle = [stack.enter_context(service.raw()) for _ in range(2000)]
        scans_promptly(service, badges[0], check, f"{len(idle)} idle connections")
    scans_promptly(service, badges[1], check, "after them")
    with contextlib.ExitStack() as stack:
        slow = [stack.enter_context(service.raw(request.encode())) for _ in range(150)]
        ended = threading.Event()

        def drip():
            while not ended.wait(0.5):
                for one in slow:
                    with contextlib.suppress(OSError):
                        one.sendall(b"X: y\r\n")
        dripping = threading.Thread(target=drip)
        dripping.start()
        time.sleep(1)
        scans_promptly(service, badges[2], check, "slow headers")
        ended.set()
        dripping.join()
    streams = []
    for number in range(500):
        stream = service.raw((request.replace("/api/state", "/api/events") + "\r\n").encode())
        streams.append(stream)
        if number % 2:
            stream.close()
    scans_promptly(service, badges[0], check, "500 event streams")
    for stream in streams:
        stream.close()
    scans_promptly(service, badges[1], check, "after them")


def large_bodies(service, badges, check):
    before = service.rss()
    head = (f"POST /api/picture HTTP/1.1\r\nHost: {service.host}\r\nOrigin: http://{service.host}\r\n"
            "Content-Type: application/octet-stream\r\n")
    for name, more, chunk in [("100 MB", "Content-Length: 104857600\r\n\r\n", b"x" * 65536),
                              ("chunks without end", "Transfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b"x" * 65536 + b"\r\n")]:
        with service.raw((head + more).encode()) as made:
            with contextlib.suppress(OSError):
                for _ in range(1600):
                    made.sendall(chunk)
            with contextlib.suppress(OSError):
                check(f"{name}: refused", made.recv(4096).split(b" ")[1:2] in ([b"413"], []), True)
    with service.raw(f"GET /{'x' * 100000} HTTP/1.1\r\nHost: {service.host}\r\n\r\n".encode()) as made:
        with contextlib.suppress(OSError):
            check("a long line", made.recv(4096)[:12] in (b"HTTP/1.1 414", b"HTTP/1.1 431", b"HTTP/1.1 413", b""), True)
    check.true(f"memory is bounded: {before:.0f} MB, then {service.rss():.0f}", service.rss() < before + 60)
    scans_promptly(service, badges[2], check, "large bodies")


def two_steps(service, badge, check):
    """A double click and a second browser: one entry."""
    status, state = service.post("/api/line", {"text": badge})
    check("asked", (status, state["current"]["reason"]), (200, "id_required"))
    entry, entries = state["current"]["entry"], state["entries"]
    answers = []
    both = [threading.Thread(target=lambda: answers.append(service.post("/api/document", {"entry": entry, "text": PEOPLE[0][4]})))
            for _ in range(8)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    check("all told the same", {(status, state["current"]["reason"]) for status, state in answers}, {(200, "admitted")})
    check("one entry", service.state()["entries"], entries + 1)


def killed_in_the_middle(setup, check):
    service = Service(setup.gate)
    _, state = service.post("/api/line", {"text": setup.badges[1]})
    entry = state["current"]["entry"]
    sender = threading.Thread(target=answer_quietly, args=(service, entry))
    sender.start()
    service.stop(signal.SIGKILL)
    sender.join()
    service = Service(setup.gate)
    after = service.state()
    admitted = [e for e in setup.entries(setup.export("after-kill")) if e["kind"] == "confirm" and e["ref"] == entry]
    check.true("none or one confirm", len(admitted) <= 1)
    check("no question is open", [r["open"] for r in after["last"]], [False] * len(after["last"]))
    state = scans_promptly(service, setup.badges[1], check, "after a kill")
    check("the log says who is inside", state["current"]["reason"], "already_inside" if admitted else "id_required")
    check("stopped in peace", service.stop(), 0)


def answer_quietly(service, entry):
    with contextlib.suppress(Exception):
        service.post("/api/document", {"entry": entry, "text": PEOPLE[1][4]})


def full_disk(setup, check):
    """A gate on a small file system of its own, which somebody fills."""
    small = setup.dir / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m,mode=0700", "tmpfs", small], capture_output=True, check=False).returncode:
        print("not asked: a full disk, since no file system can be mounted here")
        return
    try:
        shutil.copytree(setup.gate, small / "gate")
        service = Service(small / "gate")
        before = scans_promptly(service, setup.badges[0], check, "before the disk is full")["current"]["reason"]
        with contextlib.suppress(OSError), open(small / "filler", "wb", buffering=0) as filler:
            while True:
                filler.write(b"x" * 4096)
        reasons = set()
        for n in range(400):                    # the write-ahead log has room of its own for a while
            status, state = service.post("/api/line", {"text": f"EB1:FULL{n}"})
            reasons.add(state["current"]["reason"])
            if state["current"]["reason"] == "log_unavailable":
                check.true("and says why", state["log_trouble"])
                check("denied", state["current"]["verdict"], "deny")
                break
            check.true("nothing is told that is not in the log", state["current"]["entry"] is not None)
        check.true(f"denied without a log: {reasons}", "log_unavailable" in reasons)
        # Opening the log anew can give back the room of its write-ahead log: then there is an entry, and there was none before.
        _, state = service.post("/api/line", {"text": setup.badges[2]})
        told = state["current"]
        check.true(f"no verdict without an entry: {told}", told["reason"] == "log_unavailable" or told["entry"] is not None)
        (small / "filler").unlink()
        time.sleep(2.5)
        check("works again", scans_promptly(service, setup.badges[0], check, "space again")["current"]["reason"], before)
        check("no trouble any more", service.state()["log_trouble"], "")
        service.stop()
        subprocess.run(["mount", "-o", "remount,ro", small], check=True)
        service = Service(small / "gate")
        _, state = service.post("/api/line", {"text": setup.badges[2]})
        check("read-only", (state["current"]["verdict"], state["current"]["reason"]), ("deny", "log_unavailable"))
        subprocess.run(["mount", "-o", "remount,rw", small], check=True)
        time.sleep(2.5)
        check("writable again", scans_promptly(service, setup.badges[2], check, "writable")["current"]["reason"], "id_required")
        service.stop()
        export = setup.dir / "small-export"
        setup.line.run([program("badge-scanner"), "--gate", small / "gate", "export", export])
        setup.line.audit("verify", export, "--root", setup.line.office / "keys/root.pub")
    finally:
        subprocess.run(["umount", "--lazy", small], check=False)


def main():
    directory = Path(sys.argv[1])
    shutil.rmtree(directory, ignore_errors=True)
    check = Checks()
    setup = Setup(directory)
    service = Service(setup.gate)
    taken = subprocess.run([program("badge-scanner"), "--gate", str(setup.gate), "serve", "--port", str(service.port)],
                           capture_output=True, text=True, check=False, timeout=30)
    check.true(f"a port that is taken: {taken.stderr}", taken.returncode == 3 and str(service.port) in taken.stderr)
    outside(service, check)
    refusals(service, check)
    two_steps(service, setup.badges[0], check)
    floods(service, setup.badges, check)
    large_bodies(service, setup.badges, check)
    check("stopped in peace", service.stop(), 0)
    killed_in_the_middle(setup, check)
    setup.line.audit("verify", setup.export("last"), "--root", setup.line.office / "keys/root.pub")
    full_disk(setup, check)
    print("failed" if check.failed else f"the service answered, refused and went on; the slowest scan took {slowest:.2f} s")
    sys.exit(1 if check.failed else 0)


if __name__ == "__main__":
    import resource
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(8192, resource.getrlimit(resource.RLIMIT_NOFILE)[1]),) * 2)
    main()
