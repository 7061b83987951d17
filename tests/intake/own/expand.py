#!/usr/bin/env python3
"""Makes mails and truth.json for tests/intake_truth.py from the *.mails files beside it.

  expand.py FOLDER

A *.mails file holds mails one after another: "#### layout language", headers, a blank line, the body, "#### truth", and one
line a record: name | email | organisation | birth | number | expiry | language | problems with commas between them.
"""
import json
import pathlib
import sys
from email.header import Header
from email.message import Message
from email.utils import formataddr, parseaddr

FIELDS = ["name", "email", "organisation", "birth_date", "id_number", "id_expiry", "language"]
DATE = "Wed, 24 Jun 2015 10:00:00 +0200"


def as_mail(head, body):
    headers = dict(line.split(": ", 1) for line in head)
    mail = Message()
    name, address = parseaddr(headers["From"])
    mail["From"] = formataddr((str(Header(name, "utf-8")) if not name.isascii() else name, address))
    mail["To"] = "forum@example.org"
    mail["Subject"] = Header(headers["Subject"], "us-ascii" if headers["Subject"].isascii() else "utf-8")
    mail["Date"] = headers.get("Date", DATE)
    mail["MIME-Version"] = "1.0"
    mail["Content-Type"] = f"text/{headers.get('Type', 'plain')}; charset=utf-8"
    mail["Content-Transfer-Encoding"] = "8bit"
    mail.set_payload(body.encode())
    return mail.as_bytes().replace(b"\n", b"\r\n")


def as_record(line):
    cells = [cell.strip() for cell in line.split(" | ")] if " | " in line else []
    cells = [cell.strip() for cell in line.split("|")] if len(cells) != 8 else cells
    if len(cells) != 8:
        sys.exit(f"not a record: {line}")
    record = {field: cell or None for field, cell in zip(FIELDS, cells)}
    return {**record, "problems": [code.strip() for code in cells[7].split(",") if code.strip()]}


def mails_in(text):
    for block in text.split("#### ")[1:]:
        first, _, rest = block.partition("\n")
        if first != "truth":
            layout, language = first.split()
            head, _, body = rest.partition("\n\n")
            mail = as_mail(head.splitlines(), body)
        else:
            yield mail, layout, language, [as_record(line) for line in rest.splitlines() if line.strip()]


def main():
    folder = pathlib.Path(sys.argv[1])
    (folder / "mails").mkdir(parents=True, exist_ok=True)
    truth = []
    for source in sorted(pathlib.Path(__file__).resolve().parent.glob("*.mails")):
        for number, (mail, layout, language, records) in enumerate(mails_in(source.read_text(encoding="utf-8")), 1):
            file = f"mails/{source.stem}-{number:02}-{layout}.eml"
            (folder / file).write_bytes(mail)
            truth.append({"file": file, "layout": layout, "text_language": language, "records": records})
    (folder / "truth.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
