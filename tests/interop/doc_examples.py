#!/usr/bin/env python3
"""Checks the worked examples of docs/*-format.md with the independent reader: what the pages print is what their rules give.

A page's example is a block of `name: hex` lines between <!-- example --> and <!-- /example -->; long values run over
indented lines. With --make DIRECTORY the blocks are written anew from an office and a gate made by the programs (tests/e2e/line.py).
"""
import base64
import json
import re
import sqlite3
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
DOCS = HERE.parents[1] / "docs"
sys.path[:0] = [str(HERE), str(HERE.parent / "e2e")]

import reader  # noqa: E402
from cryptography.hazmat.primitives import serialization  # noqa: E402

BLOCK = re.compile(r"<!-- example -->\n(.*?)<!-- /example -->", re.S)


def examples(page):
    values, name = {}, None
    for line in BLOCK.search((DOCS / page).read_text(encoding="utf-8")).group(1).splitlines():
        match = re.match(r"    ([a-z_0-9]+): (.*)$", line)
        if match:
            name = match.group(1)
            values[name] = match.group(2)
        elif line.strip() and name:
            values[name] += line.strip()
    return values


def write(page, values):
    lines = []
    for name, value in values.items():
        pieces = [value[i:i + 96] for i in range(0, len(value), 96)] if re.fullmatch("[0-9a-f]{97,}", value) else [value]
        lines.append(f"    {name}: {pieces[0]}")
        lines += [" " * 8 + piece for piece in pieces[1:]]
    path = DOCS / page
    text = path.read_text(encoding="utf-8")
    path.write_text(BLOCK.sub(lambda _: "<!-- example -->\n" + "\n".join(lines) + "\n<!-- /example -->", text), encoding="utf-8")


def public_key(hex_der):
    return serialization.load_der_public_key(bytes.fromhex(hex_der))


def check_badge():
    e = examples("badge-format.md")
    cose = reader.base45(e["text"][4:])
    assert e["text"].startswith("EB1:") and cose.hex() == e["cose"]
    assert reader.sig_structure(cose).hex() == e["sig_structure"] and e["protected"] in e["sig_structure"]
    payload = reader.sign1(cose, public_key(e["public_key"]))
    assert payload.hex() == e["claims"]
    secret = bytes.fromhex(e["badge_secret"])
    assert secret in payload and reader.badge_number(secret) == e["badge_number"]
    assert reader.hkdf(secret, b"door list lookup", 16).hex() == e["lookup"]
    tag = reader.id_tag(bytes.fromhex(e["event_id_key"]), e["id_number"], e["birth_date"], e["id_expiry"])
    assert tag.hex() == e["id_tag"] and tag in payload


def check_door_list():
    e = examples("door-list-format.md")
    root = public_key(e["root_key"])
    trust = reader.trust_list(bytes.fromhex(e["trust_list"]), root)
    assert len(trust[4]) == 3
    secret, door_key = bytes.fromhex(e["badge_secret"]), bytes.fromhex(e["door_key"])
    lookup = reader.hkdf(secret, b"door list lookup", 16)
    record = reader.open_record(bytes.fromhex(e["sealed_record"]), lookup, secret, door_key)
    assert record[1] == e["name"] and record[4] == e["id_number"]
    manifest, trust_of_manifest = reader.manifest(bytes.fromhex(e["manifest"]), root)
    assert trust_of_manifest == trust
    agreement = serialization.load_der_private_key(bytes.fromhex(e["gate_agreement_key"]), None)
    gate = next(k for k in trust[4] if k[2] == 3)
    assert reader.open_box(manifest, reader.kid_of(gate[1]), agreement)[0] == door_key


def check_log():
    e = examples("log-format.md")
    leaves = [reader.leaf(e[f"entry_{i}"].encode()) for i in (0, 1)]
    assert [leaf.hex() for leaf in leaves] == [e["leaf_hash_0"], e["leaf_hash_1"]]
    root = reader.tree_root(leaves)
    assert root.hex() == e["root_of_2"]
    text = e["checkpoint"].replace("\\n", "\n")
    assert reader.note(text, e["verifier_key"]).splitlines() == ["badge-gate/north", "2", base64.b64encode(root).decode()]
    cosigned = e["cosigned"].replace("\\n", "\n")
    assert cosigned.startswith(text) and reader.note(cosigned, e["witness_key"]) == reader.note(text, e["verifier_key"])
    assert bytes.fromhex(e["tile_0_000_p_2"]) == b"".join(leaves)
    assert [entry.decode() for entry in reader.bundle(bytes.fromhex(e["tile_entries_000_p_2"]))] == [e["entry_0"], e["entry_1"]]
    assert reader.inclusion(e["proof_1"].replace("\\n", "\n"), e["verifier_key"]) == (1, e["entry_1"].encode())
    signed, signature = reader.act(e["act"])
    assert signed.hex() == e["act_signed_bytes"]
    public_key(e["act_officer_key"]).verify(signature, signed)


def make(directory):
    import datetime
    import line
    from interop_test import LIST
    office = line.Line(directory)
    (directory / "event.toml").write_text(line.event_now(datetime.datetime.now(datetime.timezone.utc), event="TEST-2026-12"))
    (directory / "list.csv").write_text(LIST)
    office.init(directory / "event.toml")
    office.issuer("import", directory / "list.csv")
    office.approve_all()
    issued = office.issue_all()[0]
    row = next(r for r in office.registrations() if r["id"] == issued["registration"])
    office.gate("north")
    office.scanner("north", "load", office.door_list("list.ebdl"))
    office.scan("north", issued["text"], "--id", row["id_number"])
    note = office.scanner("north", "checkpoint").stdout
    office.scanner("north", "export", directory / "export", "--tiles", directory / "tiles")
    (directory / "note.txt").write_text(note)
    witness = ("--passphrase-file", office.secrets["office"])
    cosigned = json.loads(office.issuer("--json", "checkpoint", "add", directory / "note.txt", *witness).stdout)["note"]
    witness_key = office.issuer("checkpoint", "key").stdout.strip()
    proof = office.audit("prove", directory / "export", "1").stdout
    root = serialization.load_pem_public_key((directory / "office/keys/root.pub").read_bytes())
    manifest, trust, body = reader.door_list((directory / "list.ebdl").read_bytes(), root)
    agreement = serialization.load_pem_private_key((directory / "north/gate-agreement.pem").read_bytes(), None)
    gate = next(k for k in trust[4] if k[2] == 3)
    door_key, event_id_key = reader.open_box(manifest, reader.kid_of(gate[1]), agreement)
    claims = reader.badge(issued["text"], trust)
    lookup = reader.hkdf(claims[7], b"door list lookup", 16)
    cose = reader.base45(issued["text"][4:])
    key = next(k for k in trust[4] if k[2] == 1)
    import cbor2
    common = {"id_number": row["id_number"], "birth_date": row["birth_date"], "id_expiry": row["id_expiry"]}
    write("badge-format.md", {"text": issued["text"], "cose": cose.hex(), "protected": cbor2.loads(cose).value[0].hex(),
                              "sig_structure": reader.sig_structure(cose).hex(), "public_key": key[1].hex(), "claims": cbor2.loads(cose).value[2].hex(),
                              "badge_secret": claims[7].hex(), "badge_number": issued["badge"], "lookup": lookup.hex(),
                              "event_id_key": event_id_key.hex(), **common, "id_tag": claims[-65537].hex()})
    office.issuer("keys", "trust-list", "-o", directory / "trust.cose")
    write("door-list-format.md", {"root_key": reader.spki_of(root).hex(), "trust_list": (directory / "trust.cose").read_bytes().hex(),
                                  "badge_secret": claims[7].hex(), "door_key": door_key.hex(), "lookup": lookup.hex(),
                                  "sealed_record": reader.rows(body)[lookup][1].hex(), "name": row["name"], "id_number": row["id_number"],
                                  "manifest": reader.signed_manifest((directory / "list.ebdl").read_bytes()).hex(),
                                  "gate_agreement_key": agreement.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8,
                                                                                serialization.NoEncryption()).hex()})
    entries = (directory / "export/entries.jsonl").read_text().splitlines()[:2]
    leaves = [reader.leaf(e.encode()) for e in entries]
    approval, officer_key = approval_in(directory / "office")
    write("log-format.md", {"entry_0": entries[0], "leaf_hash_0": leaves[0].hex(), "entry_1": entries[1], "leaf_hash_1": leaves[1].hex(),
                            "root_of_2": reader.tree_root(leaves).hex(), "checkpoint": note.replace("\n", "\\n"),
                            "verifier_key": (directory / "export/gate.vkey").read_text().strip(),
                            "cosigned": cosigned.replace("\n", "\\n"), "witness_key": witness_key,
                            "tile_0_000_p_2": (directory / "tiles/tile/0/000.p/2").read_bytes().hex(),
                            "tile_entries_000_p_2": (directory / "tiles/tile/entries/000.p/2").read_bytes().hex(),
                            "proof_1": proof.replace("\n", "\\n"),
                            "act": approval, "act_signed_bytes": reader.act(approval)[0].hex(), "act_officer_key": officer_key})


def approval_in(office):
    """The first approval in an office's log, and its officer's public key in hex."""
    with sqlite3.connect(office / "registry.db") as database:
        lines = [str(line, "utf-8") if isinstance(line, bytes) else line for line, in database.execute("SELECT line FROM log_line ORDER BY idx")]
    approval = next(line for line in lines if '"act":"approve"' in line)
    officer = json.loads(approval)["by"]
    added = next(json.loads(line) for line in lines if '"act":"officer-add"' in line and json.loads(line)["detail"].startswith(officer))
    return approval, base64.b64decode(added["detail"].split()[-1]).hex()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--make"]:
        make(Path(sys.argv[2]))
    check_badge()
    check_door_list()
    check_log()
    print("3 pages of worked examples checked")
