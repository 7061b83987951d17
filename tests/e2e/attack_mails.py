#!/usr/bin/env python3
"""Attack 38 through the office's program: spreadsheets that unpack to gigabytes, mails sixty parts deep or with ten thousand
attachments, path names in attachments. Bounded in time and memory, a plain word about each, and the mails beside them come in.

    attack_mails.py DIRECTORY
"""
import datetime
import json
import resource
import shutil
import sys
import time
import zipfile
from pathlib import Path

import line

GOOD = """From: Anna Eriksson <anna@org.example>
To: desk@example.org
Subject: registration
Date: Mon, 1 Jun 2015 10:00:00 +0200
Content-Type: text/plain; charset=utf-8

Name: Anna Eriksson
E-mail: anna@org.example
Organisation: Polisen
Date of birth: 12 August 1974
ID number: L898902C3
ID expiry: 15 April 2040
"""
HEAD = ("From: Eve <eve@org.example>\nTo: desk@example.org\nSubject: registration\nDate: Mon, 1 Jun 2015 10:00:00 +0200\n"
        "MIME-Version: 1.0\n")
SHEET = "xl/worksheets/sheet1.xml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}content-types"/>',
    "xl/workbook.xml": f'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{DOCUMENT}"><sheets>'
                       '<sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}relationships"><Relationship Id="rId1" '
                                  f'Type="{DOCUMENT}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
SECONDS = 60
MEMORY_MB = 800


def workbook(path, sheet_parts, names=()):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in PARTS.items():
            out.writestr(name, '<?xml version="1.0"?>' + content)
        with out.open(SHEET, "w", force_zip64=True) as sheet:
            for part in sheet_parts:
                sheet.write(part)
        for name in names:
            out.writestr(name, "x")


def spaces(megabytes):
    yield b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    for _ in range(megabytes):
        yield b" " * (1 << 20)
    yield b"</sheetData></worksheet>"


def entities():
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    yield (f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY e0 "lollollol">{levels}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
           '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
           '<c r="A1" t="inlineStr"><is><t>&e9;&f;</t></is></c></row></sheetData></worksheet>').encode()


def nested(depth):
    text = HEAD
    for n in range(depth):
        text += f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n'
    return text + "Content-Type: text/plain\n\n" + GOOD.split("\n\n", 1)[1]


def attachments(count):
    parts = "".join(f'--b\nContent-Type: text/csv; name="../../../../tmp/evil-{n}.csv"\n'
                    f'Content-Disposition: attachment; filename="../../../../tmp/evil-{n}.csv"\n\nx\n' for n in range(count))
    return HEAD + 'Content-Type: multipart/mixed; boundary="b"\n\n' + parts + "--b--\n"


def make(folder):
    folder.mkdir(parents=True)
    (folder / "0-good.eml").write_text(GOOD)
    workbook(folder / "1-bomb.xlsx", spaces(3000))
    workbook(folder / "2-entities.xlsx", entities())
    workbook(folder / "3-paths.xlsx", spaces(0), ["../../evil", "/tmp/evil-absolute", *[f"part{n}" for n in range(20000)]])
    (folder / "4-deep.eml").write_text(nested(60))
    (folder / "5-deeper.eml").write_text(nested(5000))
    (folder / "6-many.eml").write_text(attachments(10000))
    (folder / "7-no-zip.xlsx").write_bytes(b"PK\3\4" + bytes(range(256)) * 40)
    (folder / "8-header.eml").write_text("Subject: " + "x" * (8 << 20) + "\n\n")
    other = GOOD.replace("Anna Eriksson", "Bert Jansen").replace("L898902C3", "NX1234567").replace("anna@", "bert@")
    (folder / "9-good.eml").write_text(other)


def main():
    directory = Path(sys.argv[1])
    shutil.rmtree(directory, ignore_errors=True)
    make(directory / "mails")
    office = line.Line(directory)
    (directory / "event.toml").write_text(line.event_now(datetime.datetime.now(datetime.timezone.utc)))
    office.init(directory / "event.toml")
    before = time.monotonic()
    done = office.issuer("import", directory / "mails", codes=(0, 3), timeout=SECONDS * 5)
    seconds = time.monotonic() - before
    sanitized = b"__asan_init" in Path(line.program("badge-issuer")).read_bytes()
    assert seconds < SECONDS * (4 if sanitized else 1), f"{seconds:.0f} s"
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
    assert sanitized or memory < MEMORY_MB, f"{memory} MB"
    rows = office.registrations()
    clean = sorted(row["name"] for row in rows if row["source"].rsplit("/", 1)[1][:1] in "09")
    assert clean == ["Anna Eriksson", "Bert Jansen"], clean
    for name in ("1-bomb", "2-entities", "4-deep", "5-deeper", "6-many", "7-no-zip"):
        said = [row for row in rows if name in row["source"] and row["problems"]]
        assert said or name in done.stderr, f"{name}: neither a registration to look at nor an error\n{done.stderr}"
    text = json.dumps(rows) + done.stdout + done.stderr
    assert "root:" not in text and "lollollol" not in text, "an entity was followed"
    beside = [place for place in (directory, directory.parent) if (place / "evil").exists()]
    assert not beside and not list(Path("/tmp").glob("evil-*")), "a path of an archive or mail was followed"
    print(f"two mails imported beside eight hostile files in {seconds:.1f} s and {memory} MB")


if __name__ == "__main__":
    main()
