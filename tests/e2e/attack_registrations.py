#!/usr/bin/env python3
"""Attacks 17, 18 and 37 through the office's program: names made to deceive, one document twice, and text that wants to act on a
terminal, in a spreadsheet, on paper or in the log."""
import csv
import datetime
import json
import re
import shutil
import sys
from pathlib import Path
from xml.etree import ElementTree

import line

HEADER = ["name", "email", "organisation", "date of birth", "id number", "id expiry"]
REST = ["Police", "1980-01-02", "AB{n:05d}", "2040-01-01"]
DECEIVING = {
    "bidi override": "Anna \u202enossiretE\u202c",
    "isolate never closed": "Anna \u2067Eriksson",
    "mixed scripts": "\u0410nna Eriksson",           # a Cyrillic A
    "Greek among Latin": "Annα Eriksson",
    "escape sequence": "Anna \x1b[2J\x1b[31mEriksson",
    "bell and backspace": "Anna\x07\x08\x08 Eriksson",
    "markup": "<script>alert(1)</script>",
}
FORMULAS = ["=HYPERLINK(\"http://evil.example\",\"x\")", "+1+cmd|' /C calc'!A0", "@SUM(A1:A9)",
            "-2+3+cmd|' /C calc'!A0", "\t=1+1"]
# Nothing of these may reach a terminal; a line feed may.
ACTS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u200b]")


def write_list(path, names, start, organisation=None):
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(HEADER)
        for n, name in enumerate(names, start):
            row = [cell.format(n=n) for cell in REST]
            out.writerow([name, f"p{n}@org.example", organisation[n - start] if organisation else row[0], *row[1:]])


def isolated_marks_only(text):
    """FSI and PDI around a value are ours; in pairs, never nested."""
    marks = [c for c in text if c in "\u2066\u2067\u2068\u2069"]
    return marks == ["\u2068", "\u2069"] * (len(marks) // 2)


def quiet(done):
    for text in (done.stdout, done.stderr):
        assert not ACTS.search(text), f"acts on a terminal: {ACTS.search(text).group()!r} in {text!r}"
        assert isolated_marks_only(text), text


def deceiving_names(office):
    path = office.dir / "names.csv"
    write_list(path, DECEIVING.values(), 1)
    quiet(office.issuer("import", "--dry-run", path))
    office.issuer("import", path)
    rows = office.registrations()
    assert len(rows) == len(DECEIVING), rows
    for (what, _), row in zip(DECEIVING.items(), rows):
        assert "hostile_text" in row["problems"], f"{what}: {row}"
        quiet(office.issuer("registrations", "show", row["id"]))
        done = office.issuer("approve", row["id"], "--reason", "seems right", as_="bea", codes=(1,))
        quiet(done)
    quiet(office.issuer("registrations", "list"))
    quiet(office.issuer("registrations", "list", "--problem", "hostile_text"))
    quiet(office.issuer("report"))
    for who in ("bea", "cem"):
        assert "0 approved" in office.issuer("approve", "--all-clean", as_=who).stdout
    assert office.issue_all() == []


def zero_width(office):
    """Two names that look alike are one: what cannot be seen is taken out, and the twin is a duplicate."""
    path = office.dir / "twins.csv"
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(HEADER)
        out.writerow(["Bert Jansen", "bert@org.example", "Politie", "1981-01-02", "NX1234567", "2041-01-02"])
        out.writerow(["Bert\u200b Jan\u200bsen", "bert2@org.example", "Politie", "1981-01-02", "NX7654321", "2041-01-02"])
    office.issuer("import", path)
    twins = [row for row in office.registrations() if row["birth_date"] == "1981-01-02"]
    assert [row["name"] for row in twins] == ["Bert Jansen"] * 2, twins
    assert "duplicate" in twins[1]["problems"] and twins[0]["problems"] == [], twins


def one_document(office):
    """Flagged at import; whoever overrules that still gets one badge for one document."""
    path = office.dir / "document.csv"
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(HEADER)
        out.writerow(["Carla Rossi", "carla@org.example", "Polizia", "1985-03-04", "YA7654321", "2042-03-04"])
        out.writerow(["Clara Russo", "clara@org.example", "Polizia", "1986-03-04", "ya 765-4321", "2042-03-04"])
    office.issuer("import", path)
    rows = [row for row in office.registrations() if row["organisation"] == "Polizia"]
    assert rows[0]["problems"] == [] and rows[1]["problems"] == ["duplicate"], rows
    for who in ("bea", "cem"):
        office.issuer("approve", rows[0]["id"], as_=who)
        office.issuer("approve", rows[1]["id"], as_=who, codes=(1,))
        office.issuer("approve", rows[1]["id"], "--reason", "seems to be another", as_=who)
    first = office.issue_all()
    assert [badge["registration"] for badge in first] == [rows[0]["id"]], first
    done = office.issuer("issue", rows[1]["id"], "--key-passphrase-file", office.secrets["office"], as_="iss", codes=(1,))
    assert f"same document as {rows[0]['id']}" in done.stderr, done.stderr


def formulas(office):
    """A cell that begins as a formula does is text in the export, and comes back as it was."""
    path = office.dir / "formulas.csv"
    start = 700
    write_list(path, [f"Dora Weiss{chr(97 + n)}" for n in range(len(FORMULAS))], start, FORMULAS)
    office.issuer("import", path)
    out = office.dir / "all.csv"
    office.issuer("registrations", "export", "-o", out)
    text = out.read_text(encoding="utf-8-sig")
    cells = [cell for row in csv.reader(text.splitlines()) for cell in row]
    dangerous = [cell for cell in cells if cell[:1] in tuple("=+-@\t\r")]
    assert len(cells) > 50 and not dangerous, dangerous
    assert not ACTS.search(text), "control characters in the export"


def on_paper(office):
    """A badge's drawing holds shapes and no markup of the delegate's."""
    path = office.dir / "marks.csv"
    write_list(path, ["Erika Mustermann"], 900, ["A & B \"x\" Ministry"])
    office.issuer("import", path)
    row = office.registrations()[-1]
    assert row["problems"] == [], row
    for who in ("bea", "cem"):
        office.issuer("approve", row["id"], as_=who)
    office.issue_all()
    files = office.dir / "svg"
    office.issuer("print", row["id"], "--svg", files)
    svg = next(files.glob("*.svg"))
    tags = {element.tag.rpartition("}")[2] for element in ElementTree.parse(svg).iter()}
    assert not tags & {"script", "foreignObject", "a", "animate", "set"}, tags
    text = svg.read_text(encoding="utf-8")
    assert "http://evil" not in text and " on" not in re.sub(r">[^<]*<", "><", text), "an attribute that acts"


def reasons(office):
    """The officer's own text is in the log for good: it cannot break a line, a terminal or the JSON."""
    row = office.registrations()[-1]["id"]
    for reason in ("no\nsecond line", "no \x1b[31m", "no \u202eoN"):
        done = office.issuer("reject", row, "--reason", reason, as_="bea", codes=None)
        assert done.returncode in (0, 1, 2), done
        quiet(done)
    for text in office.issuer("--json", "registrations", "show", row).stdout.splitlines():
        json.loads(text)
    office.issuer("report")


def main():
    directory = Path(sys.argv[1])
    shutil.rmtree(directory, ignore_errors=True)
    office = line.Line(directory)
    (directory / "event.toml").write_text(line.event_now(datetime.datetime.now(datetime.timezone.utc)))
    office.init(directory / "event.toml")
    deceiving_names(office)
    zero_width(office)
    one_document(office)
    formulas(office)
    on_paper(office)
    reasons(office)
    print(f"{len(DECEIVING)} deceiving names, {len(FORMULAS)} formulas, one document twice: flagged, inert, one badge")


if __name__ == "__main__":
    main()
