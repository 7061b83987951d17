#!/usr/bin/env python3
"""Fails when a room includes one that it may not enter, or a library that belongs to another room.

The allowed arrows are the picture in ARCHITECTURE.md; they are read from there, so that picture and code cannot part.
"""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# header pattern -> the only rooms that may use it
OWNERS = {
    r"openssl/": {"common/crypto"},
    r"p11-kit/|pkcs11": {"common/crypto"},
    r"sqlite3\.h": {"common/store"},
    r"pqxx": {"common/store"},
    r"ZXing/|ReadBarcode": {"common/image"},
    r"qrencode\.h|png\.h|jpeglib\.h": {"common/image"},
    r"microhttpd": {"common/web"},
    r"gmime/|libxml/|zip\.h": {"issuer"},
    r"cairo|pango": {"issuer"},
}
PROGRAMS = {"issuer", "scanner", "audit"}


def read_arrows():
    """Lines `room <- a, b` of the block between the arrow marks in ARCHITECTURE.md."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    block = text.split("<!-- arrows -->")[1].split("<!-- /arrows -->")[0]
    arrows = {}
    for line in block.splitlines():
        match = re.match(r"\s*([\w/]+)\s+<-\s+(.*?)(\s{2,}.*)?$", line)
        if match:
            names = [n.strip() for n in match.group(2).split(",")]
            arrows[match.group(1)] = {n for n in names if n and n != "nothing"}
    return arrows


def closure(arrows, room, seen=None):
    seen = set() if seen is None else seen
    for other in arrows[room]:
        if other not in seen:
            seen.add(other)
            closure(arrows, other, seen)
    return seen


def room_of(path, rooms):
    return next((r for r in sorted(rooms, key=len, reverse=True) if path.startswith(r + "/")), None)


def check_file(path, room, arrows, faults):
    allowed = closure(arrows, room) | {room}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match = re.match(r'\s*#\s*include\s+(["<])([^">]+)[">]', line)
        if not match:
            continue
        header = match.group(2)
        where = f"{path.relative_to(ROOT)}:{number}"
        target = room_of(header, arrows)
        if match.group(1) == '"' and target is None and not (ROOT / header).exists():
            faults.append(f"{where}: {header} is not a path from the top of the project")
        if target and target not in allowed:
            faults.append(f"{where}: {room} may not include {target} ({header})")
        for pattern, owners in OWNERS.items():
            if match.group(1) == "<" and re.search(pattern, header) and room not in owners:
                faults.append(f"{where}: {header} belongs to {', '.join(sorted(owners))}")


def main():
    arrows = read_arrows()
    faults = []
    for room in arrows:
        for other in closure(arrows, room):
            if other not in arrows:
                faults.append(f"ARCHITECTURE.md: {room} enters {other}, which is no room")
            elif room in closure(arrows, other):
                faults.append(f"ARCHITECTURE.md: {room} and {other} form a circle")
        if room in PROGRAMS and closure(arrows, room) & PROGRAMS:
            faults.append(f"ARCHITECTURE.md: {room} enters another program")
    files = 0
    for path in sorted(ROOT.rglob("*.?pp")):
        relative = str(path.relative_to(ROOT))
        if relative.startswith(("build/", "tests/")):
            continue
        room = room_of(relative, arrows)
        if room is None:
            faults.append(f"{relative}: in no room of ARCHITECTURE.md")
            continue
        files += 1
        check_file(path, room, arrows, faults)
    for fault in faults:
        print(fault)
    print(f"{files} files, {len(faults)} wrong arrows")
    return 1 if faults or files == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
