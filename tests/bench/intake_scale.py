#!/usr/bin/env python3
"""What it costs to read many mails and long lists: badge-issuer import --dry-run as a whole process, beside GMime alone over the same mails.

usage: intake_scale.py BIN_DIR [MAILS ROWS]      (scripts/intake-scale calls this)

Exit code 1 when the mails take more than three times as long as with GMime alone.
"""
import csv
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parents[2]
REPETITIONS = 5
BOUND = 3.0
CELL = '<c r="{0}{1}" t="inlineStr"><is><t>{2}</t></is></c>'


def timed(*command):
    """Seconds by the clock, peak memory in MB, and what it printed."""
    start = time.perf_counter()
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    printed = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{command}: {printed[-500:]}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024, printed


def median(runs):
    return statistics.median(seconds for seconds, _, _ in runs), max(memory for _, memory, _ in runs), runs[-1][2].splitlines()[-1]


def medians(*commands):
    """The commands in turn, so that a machine that grows slower or faster does so for all of them."""
    rounds = [[timed(*command) for command in commands] for _ in range(REPETITIONS)]
    return [median(runs) for runs in zip(*rounds)]


def workbook(path):
    """The rows of the plain list beside it as a workbook with one sheet."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                      '<Default Extension="xml" ContentType="application/xml"/></Types>')
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{}" Target="{}"/></Relationships>'
        book.writestr("_rels/.rels", relations.format(kind + "/officeDocument", "xl/workbook.xml"))
        book.writestr("xl/_rels/workbook.xml.rels", relations.format(kind + "/worksheet", "worksheets/sheet1.xml"))
        space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        book.writestr("xl/workbook.xml", f'<workbook {space} xmlns:r="{kind}"><sheets><sheet name="List" sheetId="1" r:id="r1"/></sheets></workbook>')
        with book.open("xl/worksheets/sheet1.xml", "w") as sheet, path.with_suffix(".csv").open(encoding="utf-8-sig", newline="") as rows:
            sheet.write(f"<worksheet {space}><sheetData>".encode())
            mark = csv.Sniffer().sniff(rows.readline()).delimiter
            rows.seek(0)
            for number, row in enumerate(csv.reader(rows, delimiter=mark), 1):
                cells = "".join(CELL.format(chr(65 + n), number, escape(text)) for n, text in enumerate(row))
                sheet.write(f'<row r="{number}">{cells}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")


def main():
    programs = Path(sys.argv[1]).resolve()
    mails, rows = (int(word) for word in sys.argv[2:4]) if len(sys.argv) > 3 else (10_000, 100_000)
    issuer = (programs / "badge-issuer", "--office", "/nonexistent", "import", "--dry-run")
    maker = ROOT / "tests/tools/make_registrations.py"
    with tempfile.TemporaryDirectory(dir=programs.parent) as directory:
        work = Path(directory)
        subprocess.run([sys.executable, maker, work / "made", "--count", str(mails * 5)], check=True, stdout=subprocess.DEVNULL)
        shutil.move(work / "made/mails", work / "mails")
        subprocess.run([sys.executable, maker, "--csv", work / "rows.csv", "--count", str(rows)], check=True, stdout=subprocess.DEVNULL)
        workbook(work / "rows.xlsx")
        count = sum(1 for _ in (work / "mails").rglob("*.eml"))
        (floor, _, _), mail_times = medians((programs / "gmime_reader", work / "mails"), (*issuer, work / "mails"))
        csv_times, xlsx_times = medians((*issuer, work / "rows.csv"), (*issuer, work / "rows.xlsx"))
        results = {f"{count:,} mails": mail_times, f"CSV, {rows:,} rows": csv_times, f"XLSX, {rows:,} rows": xlsx_times}
    print("| what | time | a second | peak memory |\n|---|---|---|---|")
    print(f"| {count:,} mails, GMime alone | {floor:.2f} s | {count / floor:,.0f} | |")
    for (name, (seconds, memory, _)), number in zip(results.items(), (count, rows, rows)):
        print(f"| {name} | {seconds:.2f} s | {number / seconds:,.0f} | {memory:.0f} MB |")
    for name, (_, _, said) in results.items():
        print(f"\n{name}: {said}")
    ratio = next(iter(results.values()))[0] / floor
    print(f"\nThe mails took {ratio:.2f} times as long as with GMime alone (bound {BOUND:.0f}).")
    sys.exit(0 if ratio <= BOUND else 1)


if __name__ == "__main__":
    main()
