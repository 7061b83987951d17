#!/usr/bin/env python3
"""Attack 35 through the gate's program: hostile pictures are refused in bounded time and memory, and nothing of them is logged."""
import random
import resource
import struct
import subprocess
import time
import zlib
from pathlib import Path

from gate_setup import Setup, main
from line import program

SECONDS = 20          # a whole run of the program, on a slow machine and under sanitizers
MEMORY_MB = 600       # of a process that holds a picture of the largest size that is read


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width, height, data, depth=8, colour=0, extra=b""):
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def zeros(count):
    """count zero bytes, deflated without holding them."""
    packer, out = zlib.compressobj(9), b""
    while count > 0:
        out += packer.compress(b"\0" * min(count, 1 << 20))
        count -= 1 << 20
    return out + packer.flush()


def pictures(good):
    noise = random.Random(35).randbytes(20000)
    yield "30,000 x 30,000", png(30000, 30000, zeros(64 << 20))
    yield "30,000 x 30,000 of one bit", png(30000, 30000, zeros(3751 * 30000), depth=1)
    yield "1 x 2,000,000,000", png(1, 2000000000, zeros(1 << 20))
    yield "1 pixel", png(1, 1, zlib.compress(b"\0\0"))
    yield "no pixel", png(0, 0, zlib.compress(b""))
    yield "a bomb behind few pixels", png(8, 8, zeros(256 << 20))
    yield "a bomb as a text", png(8, 8, zlib.compress(b"\0" * 72), extra=chunk(b"zTXt", b"Comment\0\0" + zeros(256 << 20)))
    yield "a bomb as a colour profile", png(8, 8, zlib.compress(b"\0" * 72), extra=chunk(b"iCCP", b"p\0\0" + zeros(256 << 20)))
    yield "data that is none", png(300, 300, noise)
    yield "a length of 4 GB", good[:33] + b"\xff\xff\xff\xffIDAT" + noise
    yield "cut", good[:len(good) // 2]
    yield "a JPEG of nothing", b"\xff\xd8\xff\xe0\x00\x10JFIF\0" + noise
    yield "a JPEG of 65,535 x 65,535", b"\xff\xd8\xff\xc0\x00\x0b\x08\xff\xff\xff\xff\x01\x01\x11\x00" + noise
    yield "a JPEG with a length of 0", b"\xff\xd8\xff\xe1\x00\x00" + noise
    yield "empty", b""
    yield "an SVG", b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>"


def run(setup, path):
    command = [program("badge-scanner"), "--gate", str(setup.gate), "--json", "scan", str(path)]
    before = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        out, err = process.communicate(timeout=SECONDS * 3)
    return process.returncode, out, err, time.monotonic() - before


def attack(directory, check):
    setup = Setup(directory)
    setup.line.issuer("print", "--all", "--png", setup.dir / "png")
    good = sorted((setup.dir / "png").glob("*.png"))[0].read_bytes()
    entries = len(setup.entries(setup.export("before")))
    for what, content in pictures(good):
        for ending in ("png", "jpg"):
            path = setup.dir / f"hostile.{ending}"
            path.write_bytes(content)
            code, out, err, seconds = run(setup, path)
            check.true(f"{what}: refused ({code})", code in (1, 3))
            check(f"{what}: no verdict", out, "")
            plain = err.startswith("badge-scanner: ") and err.count("\n") == 1 and "hostile." in err
            check.true(f"{what}: says which file, once: {err}", plain)
            check.true(f"{what}: {seconds:.1f} s", seconds < SECONDS)
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
    sanitized = b"__asan_init" in Path(program("badge-scanner")).read_bytes()  # its own bookkeeping is counted too
    check.true(f"memory: {largest} MB", sanitized or largest < MEMORY_MB)
    check("nothing is logged", len(setup.entries(setup.export("after"))), entries)
    (setup.dir / "good.png").write_bytes(good)
    check("the gate still reads badges", run(setup, setup.dir / "good.png")[0], 4)


if __name__ == "__main__":
    main(attack)
