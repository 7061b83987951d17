#!/usr/bin/env python3
"""What badge-issuer's commands say and print: JSON of each, help of each, unknown words, warnings, exit codes.

    issuer_commands_test.py DIRECTORY
"""
import datetime
import json
import re
import shutil
import sys
from pathlib import Path

import line

LIST = """name,email,organisation,date of birth,id number,id expiry
Anna Eriksson,anna@org.example,Polisen,1974-08-12,L898902C3,2040-04-15
Bert Jansen,bert@org.example,Politie,1980-01-02,NX1234567,2041-01-02
,,,,C01X0006H,2043-05-06
"""
COMMANDS = ("init", "officer", "officer list", "officer add", "officer disable", "import", "registrations", "registrations list",
            "registrations show", "registrations edit", "registrations export", "approve", "reject", "reopen", "issue", "reissue", "revoke",
            "print", "gate", "gate enrol", "gate list", "gate remove", "door-list", "keys", "keys list", "keys rotate", "keys revoke",
            "keys trust-list", "keys root", "report")


def helps(office):
    for command in COMMANDS:
        text = office.issuer(*command.split(), "--help").stdout
        example = text.split("Example:")
        assert len(example) == 2 and "Examples:" not in text, f"{command}: {text}"
        assert f"badge-issuer {command.split()[0]}" in example[1], text
        for shown in re.findall(r"^  (-[^ ,]+(?:,--[\w-]+)?|[A-Z]{2,})((?: .*)?)$", example[0], re.M):
            description = re.sub(r"^ *(TEXT|INT|UINT|:\S+|\.\.\.|REQUIRED|\[.*?\]|\(.*?\)|\{.*?\}| )*", "", shown[1])
            if description.strip():
                continue
            rest = example[0].split(f"  {shown[0]}{shown[1]}\n", 1)[1]
            assert rest.startswith("      "), f"{command}: {shown[0]} is not described"
    for command in ("gate enrol", "officer add", "keys rotate", "approve"):
        assert "passphrase of the" in office.issuer(*command.split(), "--help").stdout
    assert ".xlsx" in office.issuer("import", "--help").stdout


def unknown_words(office):
    for words, said in ((("aprove",), "badge-issuer: no command 'aprove': see badge-issuer --help"),
                        (("officer", "lst"), "badge-issuer officer: no command 'lst': see badge-issuer officer --help"),
                        (("\x1b[2J",), "badge-issuer: no command '\\u{1b}[2J': see badge-issuer --help")):
        done = office.issuer(*words, codes=(2,))
        assert said in done.stderr, done.stderr
    done = office.issuer("registrations", "list", "--problem", "nonsense", codes=(2,))
    assert "missing_id_expiry" in done.stderr and "hostile_text" in done.stderr, done.stderr
    for command in (("show", "R-9999"), ("edit", "R-9999", "--name", "A B", "--reason", "x")):
        done = office.issuer("registrations", *command, codes=(1,), as_="reg" if command[0] == "edit" else None)
        assert "no registration 'R-9999'" in done.stderr
    office.issuer("approve", "R-9999", as_="bea", codes=(1,))
    office.issuer("print", "R-9999", "--pdf", office.dir / "x.pdf", codes=(1,))
    done = office.issuer("--json", "approve", b"R-\xff".decode("utf-8", "surrogateescape"), as_="bea", codes=(1,))
    assert json.loads(done.stdout)["done"] is False


def one_object(office, *args, keys, **options):
    done = office.issuer("--json", *args, **options)
    (text,) = done.stdout.splitlines()
    got = json.loads(text)
    assert set(keys) <= set(got), f"{args}: {got}"
    return got


def json_of_each(office, badges):
    root = ("--root-passphrase-file", office.secrets["office"])
    key = ("--key-passphrase-file", office.secrets["office"])
    one_object(office, "print", "--all", "--pdf", office.dir / "all.pdf", keys=("badges", "pdf"))
    assert office.registrations("--status", "issued")[0]["badge"] in {badge["badge"] for badge in badges}
    one_object(office, "registrations", "export", "-o", office.dir / "all.csv", keys=("file", "registrations"))
    one_object(office, "keys", "trust-list", "-o", office.dir / "trust.cose", keys=("file", "sequence"))
    office.scanner("north", "init", "--name", "north", "--root", office.office / "keys" / "root.pub", "-o", office.dir / "north.request")
    one_object(office, "gate", "enrol", office.dir / "north.request", *root, keys=("gate", "kid"))
    again = office.issuer("gate", "enrol", office.dir / "north.request")
    assert "gate north is enrolled with this key already: nothing to do" in again.stdout
    one_object(office, "gate", "remove", "north", *root, keys=("gate", "enrolled"))
    revoked = one_object(office, "revoke", badges[0]["badge"], "--reason", "lost", as_="iss", keys=("badge", "state"))
    assert revoked["state"] == "revoked"
    (row,) = office.registrations("--status", "revoked")
    assert row["id"] == badges[0]["registration"] and row["badge"] is None
    assert json.loads(office.issuer("--json", "report").stdout)["status"] == {"issued": 1, "open": 1, "revoked": 1}
    office.issuer("reissue", row["id"], "--reason", "lost", *key, as_="iss")
    one_object(office, "keys", "root", "--new", "keys/root-2.pem", "--new-passphrase-file", office.secrets["office"], "-o", office.dir / "c.cose",
               *root, keys=("kid", "place", "file"))
    one_object(office, "officer", "disable", "reg", *root, keys=("name", "enabled"))


def revoked_keys(office):
    root = ("--root-passphrase-file", office.secrets["office"])
    key = ("--key-passphrase-file", office.secrets["office"])
    future = line.utc(datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=2))
    office.issuer("keys", "revoke", "badge-1", "--at", future, *root)
    office.issuer("reissue", "R-0001", "--reason", "lost", *key, as_="iss")        # it may sign until then
    office.issuer("keys", "rotate", "badge", *key, *root)
    one_object(office, "keys", "revoke", "badge-1", *root, keys=("name", "revoked_at"))
    listed = ("door-list", "-o", office.dir / "list.ebdl", *key)
    said = office.issuer(*listed, as_="iss").stderr
    assert ("warning: 2 of 2 active badges were signed by the revoked key badge-1: gates deny them; reissue them with badge-issuer reissue "
            "--signed-by badge-1") in said, said
    done = office.issuer("--json", "reissue", "--signed-by", "badge-1", "--reason", "new key", *key, as_="iss")
    assert len(done.stdout.splitlines()) == 2
    assert "badge-1" not in office.issuer(*listed, as_="iss").stderr
    done = office.issuer("reissue", "R-0001", "R-0002", "--reason", "lost", *key, as_="iss")
    assert "2 badges reissued, 0 refused" in done.stdout
    office.issuer("reissue", "--signed-by", "badge-9", "--reason", "x", *key, as_="iss", codes=(3,))
    office.issuer("reissue", "R-0001", "--signed-by", "badge-2", "--reason", "x", *key, as_="iss", codes=(2,))


def leftovers_and_warnings(office):
    (office.office / "officers" / "dan.pem").write_text("left over")
    done = office.root("officer", "add", "dan", "--role", "vetter", "--passphrase-file", office.secrets["bea"], codes=(1,))
    assert "move it away, or choose another place with --key" in done.stderr, done.stderr
    (office.dir / "past.toml").write_text(line.event_now(datetime.datetime(2020, 5, 5, 10, tzinfo=datetime.timezone.utc), event="PAST-2020"))
    past = line.Line(office.dir / "past")
    done = past.issuer("init", "--event", office.dir / "past.toml", "--passphrase-file", office.secrets["office"])
    assert "this event ended on 2020-05-05T19:00:00" in done.stderr, done.stderr


def drawable(office):
    """Every badge that cannot be drawn is named at once; nothing is printed then."""
    (office.dir / "odd.csv").write_text("name,email,organisation,date of birth,id number,id expiry\n"
                                        f"{'Quite Long Word ' * 12},odd@org.example,Police,1974-08-12,OD1234567,2040-04-15\n"
                                        f"{'Very Long Name ' * 13},long@org.example,Police,1974-08-13,LO1234567,2040-04-15\n", encoding="utf-8")
    office.issuer("import", office.dir / "odd.csv", as_="admin")
    office.approve_all()
    office.issue_all()
    done = office.issuer("print", "--all", "--pdf", office.dir / "odd.pdf", codes=(3,))
    assert "badge-issuer: 2 of " in done.stderr and "'Quite Long" in done.stderr and "'Very Long" in done.stderr, done.stderr
    assert not (office.dir / "odd.pdf").exists()


def main():
    directory = Path(sys.argv[1])
    shutil.rmtree(directory, ignore_errors=True)
    office = line.Line(directory)
    (directory / "event.toml").write_text(line.event_now(datetime.datetime.now(datetime.timezone.utc)))
    (directory / "list.csv").write_text(LIST)
    helps(office)
    office.init(directory / "event.toml")
    office.issuer("import", directory / "list.csv")
    assert "R-0003  open            (no name)  !" in office.issuer("registrations", "list").stdout
    office.approve_all()
    badges = office.issue_all()
    unknown_words(office)
    json_of_each(office, badges)
    revoked_keys(office)
    leftovers_and_warnings(office)
    drawable(office)
    print(f"{len(COMMANDS)} commands: help, JSON, words and codes")


if __name__ == "__main__":
    main()
