#!/usr/bin/env python3
"""Independent readers agree with the programs: zbar, ZXing's Python reader, python3-cbor2/cryptography, Go's sumdb packages.

    interop_test.py DIRECTORY ALGORITHM      ALGORITHM: ES256 or EdDSA
"""
import datetime
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "e2e")]

import line  # noqa: E402
import reader  # noqa: E402
from cryptography.hazmat.primitives import serialization  # noqa: E402

LIST = """name,email,organisation,date of birth,id number,id expiry,language
Anna Maria Eriksson,anna@org.example,Polisen,1974-08-12,L898902C3,2040-04-15,EN
Γεώργιος Παπαδόπουλος,g@org.example,Ελληνική Αστυνομία,1980-02-01,AK1234567,2041-05-06,FR
"""


def read_pictures(path, text):
    seen = subprocess.run(["zbarimg", "--raw", "-q", path], capture_output=True, text=True, check=True).stdout.strip()
    assert seen == text, f"zbarimg reads {seen}"
    import zxingcpp
    from PIL import Image
    import numpy
    codes = zxingcpp.read_barcodes(numpy.asarray(Image.open(path).convert("L")))
    assert [c.text for c in codes] == [text], "ZXing's Python reader reads something else"


def check_door_list(directory, badges, rows):
    root = serialization.load_pem_public_key((directory / "office/keys/root.pub").read_bytes())
    manifest, trust, body = reader.door_list((directory / "list.ebdl").read_bytes(), root)
    agreement = serialization.load_pem_private_key((directory / "north/gate-agreement.pem").read_bytes(), None)
    gate_key = next(k for k in trust[4] if k[2] == 3)
    door_key, event_id_key = reader.open_box(manifest, reader.kid_of(gate_key[1]), agreement)
    records = reader.rows(body)
    assert manifest[8] == len(records) == len(badges)
    for issued in badges:
        claims = reader.badge(issued["text"], trust)
        assert claims[3] == manifest[2] and reader.badge_number(claims[7]) == issued["badge"]
        lookup = reader.hkdf(claims[7], b"door list lookup", 16)
        status, sealed = records[lookup]
        record = reader.open_record(sealed, lookup, claims[7], door_key)
        row = rows[issued["registration"]]
        assert status == 1 and record[1] == row["name"] and record[2] == row["organisation"]
        assert (record[4], record[5], record[6]) == (row["id_number"], row["birth_date"], row["id_expiry"])
        assert claims[-65537] == reader.id_tag(event_id_key, record[4], record[5], record[6])
    for damaged in (0, 9, 40, len(body) // 2):
        data = bytearray((directory / "list.ebdl").read_bytes())
        data[damaged] ^= 1
        try:
            reader.door_list(bytes(data), root)
        except Exception:  # any refusal of an independent reader will do
            continue
        raise AssertionError(f"a door list with byte {damaged} changed was accepted")


def run_go(export):
    env = dict(os.environ, GO111MODULE="off", GOPATH="/usr/share/gocode", GOFLAGS="", GOCACHE=str(export.parent / "go-cache"))
    done = subprocess.run(["go", "run", str(HERE / "go" / "main.go"), str(export)], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def main():
    directory, algorithm = Path(sys.argv[1]), sys.argv[2]
    shutil.rmtree(directory, ignore_errors=True)
    office = line.Line(directory)
    (directory / "event.toml").write_text(line.event_now(datetime.datetime.now(datetime.timezone.utc), event="TEST-2026-12"))
    (directory / "list.csv").write_text(LIST)
    office.init(directory / "event.toml", "--algorithm", algorithm)
    office.issuer("import", directory / "list.csv")
    office.approve_all()
    badges = office.issue_all()
    assert len(badges) == 2
    rows = {row["id"]: row for row in office.registrations()}
    office.gate("north")
    office.scanner("north", "load", office.door_list("list.ebdl"))
    office.issuer("print", "--all", "--png", directory / "png")
    for issued in badges:
        read_pictures(directory / "png" / (issued["badge"] + ".png"), issued["text"])
    check_door_list(directory, badges, rows)
    for _ in range(3):
        for issued in badges:
            office.scan("north", issued["text"], "--id", rows[issued["registration"]]["id_number"])
        office.scanner("north", "checkpoint")
    office.scanner("north", "export", directory / "export")
    entries, checkpoints = reader.export(directory / "export")
    assert entries >= 7 and checkpoints >= 3
    print(f"{algorithm}: badge of {len(badges[0]['text'])} characters read by zbarimg, zxing-cpp and cbor2; {entries} entries, "
          f"{checkpoints} checkpoints; Go: {run_go(directory / 'export')}")


if __name__ == "__main__":
    main()
