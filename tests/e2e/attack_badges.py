#!/usr/bin/env python3
"""Attacks 2, 3, 5, 8, 9, 10 and 23 through the gate's program: keys that may not sign, headers that lie,
envelopes that are no badge, badges of another day, and codes of other systems, of which nothing is kept."""
import datetime
import hashlib
import json

import craft
from craft import bstr, head
from gate_setup import PEOPLE, Setup, main
from line import utc

FOREIGN = ["HC1:NCFOXN%TS3DHPVO13J /G-/2YRVA.Q/R8VRU2FC1J95*45", "shc:/56762909524320603460292437404460312229595326546034",
           "https://tickets.example/e/9931?holder=Grundtvig", "BEGIN:VCARD\nFN:Wilhelmina Grundtvig\nEND:VCARD",
           "M1GRUNDTVIG/WILHELMINA EXYZ123 BRUCPHSK 0590 205Y011A0023 100", "WIFI:S:Grundtvig;T:WPA;P:hush-hush;;",
           "EB2:ABC", "otpauth://totp/Grundtvig"]


def one_more_text(setup, key, **what):
    nbf, exp = craft.times_of(setup.badges[0])
    return craft.badge(key, what.pop("event", "TEST-2026"), what.pop("nbf", nbf), what.pop("exp", exp), **what)


def parts(text):
    """Protected header, payload and signature of a badge as the office makes them."""
    cose = craft.to_cose(text)
    return cose[3:16], cose[19:-66], cose[-64:]


def whole(protected, payload, signature, unprotected=b"\xa0", tag=b"\xd2"):
    return craft.to_text(tag + head(4, 4) + bstr(protected) + unprotected + head(2, len(payload)) + payload + bstr(signature))


def envelopes(text):
    """Row 3 and row 5: one change a line, with the reason it must have."""
    protected, payload, signature = parts(text)
    kid = protected[-8:]
    header = lambda *pairs: head(5, len(pairs)) + b"".join(pairs)
    alg = lambda number: head(0, 1) + (head(0, number) if number >= 0 else head(1, -1 - number))
    four = head(0, 4) + bstr(kid)
    plain = craft.to_cose(text)[1:]
    yield "as it is", text, "id_required"
    yield "put together again", whole(protected, payload, signature), "id_required"
    for what, number in {"EdDSA": -8, "none": 0, "HMAC 256/256": 5, "A128GCM": 1, "ES512": -36, "RS256": -257}.items():
        yield "algorithm " + what, whole(header(alg(number), four), payload, signature), "alg_mismatch"
    for what, changed in {"no algorithm": header(four), "no kid": header(alg(-7)), "an empty header": b"",
                          "kid twice": header(alg(-7), four, four),
                          "algorithm twice": header(alg(-7), alg(-7), four), "unsorted": header(four, alg(-7)),
                          "algorithm as text": header(head(0, 1) + head(3, 5) + b"ES256", four),
                          "kid of 7 bytes": header(alg(-7), head(0, 4) + bstr(kid[:7])),
                          "a critical header": header(alg(-7), head(0, 2) + head(4, 1) + head(0, 4), four)}.items():
        yield what, whole(changed, payload, signature), "malformed"
    yield "kid unprotected", whole(header(alg(-7)), payload, signature, unprotected=header(four)), "malformed"
    yield "kid in both", whole(protected, payload, signature, unprotected=header(four)), "malformed"
    yield "algorithm in both", whole(protected, payload, signature, unprotected=header(alg(-7))), "malformed"
    yield "untagged", craft.to_text(plain), "malformed"
    for what, tag in {"COSE_Encrypt0": 16, "COSE_Mac0": 17, "COSE_Encrypt": 96, "COSE_Mac": 97, "COSE_Sign": 98,
                      "CWT": 61}.items():
        yield "tag of " + what, whole(protected, payload, signature, tag=head(6, tag)), "malformed"
    yield "a CWT around it", craft.to_text(head(6, 61) + b"\xd2" + plain), "malformed"
    yield "tagged twice", craft.to_text(b"\xd2\xd2" + plain), "malformed"
    signer = head(4, 1) + head(4, 3) + bstr(protected) + b"\xa0" + bstr(signature)
    signed = head(6, 98) + head(4, 4) + bstr(protected) + b"\xa0" + bstr(payload) + signer
    yield "COSE_Sign with one signer", craft.to_text(signed), "malformed"
    yield "a MAC of 32 bytes", whole(protected, payload, signature[:32], tag=head(6, 17)), "malformed"
    yield "detached payload", craft.to_text(b"\xd2" + head(4, 4) + bstr(protected) + b"\xa0\xf6" + bstr(signature)), "malformed"


def structure(setup, check):
    for what, text, reason in envelopes(setup.badges[0]):
        check(what, setup.scan(text)["reason"], reason)


def twin(setup, check):
    first = setup.scan(setup.badges[1], "--id", PEOPLE[1][4])
    other = setup.scan(craft.twin(setup.badges[1]), "--id", PEOPLE[1][4])
    check("the twin of an admitted badge", [first["reason"], other["reason"]], ["admitted", "already_inside"])
    check("is that badge", other["badge"], first["badge"])


def dates(setup, check):
    key = craft.load_key(setup.line.office / "keys/badge-1.pem", "secret of office")
    nbf, exp = craft.times_of(setup.badges[0])
    now = int(datetime.datetime.now(datetime.timezone.utc).timestamp())
    check("another event", setup.scan(one_more_text(setup, key, event="OTHER"))["reason"], "wrong_event")
    check("not yet", setup.scan(one_more_text(setup, key, nbf=now + 3600))["reason"], "not_yet_valid")
    check("over", setup.scan(one_more_text(setup, key, exp=now - 60))["reason"], "expired")
    check("signed behind the registry's back", setup.scan(one_more_text(setup, key))["reason"], "not_on_list")
    # A badge is valid from two hours before the doors open to two hours after they close.
    for at, reason in ((nbf - 1, "not_yet_valid"), (nbf, "door_closed"), (exp - 1, "door_closed"), (exp, "expired")):
        moment = utc(datetime.datetime.fromtimestamp(at, datetime.timezone.utc))
        check(f"at {moment}", setup.scan(setup.badges[0], "--rehearse-at", moment)["reason"], reason)


def foreign(setup, check):
    before = {path: path.read_bytes() for path in setup.gate.rglob("*") if path.is_file()}
    for text in FOREIGN:
        got = setup.scan(text)
        check(text[:20], [got["reason"], got["badge"], got["name"]], ["foreign_code", None, None])
    entries = [e for e in setup.entries(setup.export("foreign")) if e["reason"] == "foreign_code"]
    check("each is one entry", len(entries), len(FOREIGN))
    check("without a hash", {e["text_sha256"] for e in entries}, {None})
    kept = b"".join(path.read_bytes() for path in setup.gate.rglob("*") if path.is_file())
    check.true("the search finds what is there", b"foreign_code" in kept and before)
    for text in FOREIGN:
        digest = hashlib.sha256(text.encode())
        for trace in (text.encode(), digest.hexdigest().encode(), digest.digest()):
            check(f"no trace of {text[:20]}", trace in kept, False)
    check("no trace of the holder", [word for word in (b"Grundtvig", b"GRUNDTVIG", b"hush-hush") if word in kept], [])


def keys(setup, check):
    """Last, since it revokes the badge key."""
    check("a key of nobody", setup.scan(one_more_text(setup, craft.new_key()))["reason"], "key_unknown")
    list_key = craft.load_key(setup.line.office / "keys/list-1.pem", "secret of office")
    check("a list key is no badge key", setup.scan(one_more_text(setup, list_key))["reason"], "key_unknown")
    later = datetime.datetime.now(datetime.timezone.utc)
    until = utc(later + datetime.timedelta(days=1200))
    setup.line.scanner("north", "load", setup.line.door_list("long.ebdl", "--valid-until", until))
    at = utc(later + datetime.timedelta(days=1100))
    check("years later", setup.scan(setup.badges[0], "--rehearse-at", at)["reason"], "key_not_valid")
    office = setup.line.secrets["office"]
    setup.line.root("keys", "rotate", "badge", "--key-passphrase-file", office)
    setup.line.root("keys", "revoke", "badge-1")
    check("the gate decides from its list", setup.scan(setup.badges[0])["reason"], "id_required")
    setup.line.scanner("north", "load", setup.line.door_list("after.ebdl", "--valid-until", until))
    check("with the new list", setup.scan(setup.badges[0])["reason"], "key_revoked")
    both = setup.scan(setup.badges[0], "--rehearse-at", at)
    check("years later, revoked too: the dates are said first", both["reason"], "key_not_valid")


def refused_is_logged(setup, check):
    asked = [e for e in setup.entries(setup.export("all")) if e["kind"] in ("scan", "confirm", "exit")]
    check("only the one badge was admitted, once", [e["verdict"] for e in asked].count("admit"), 1)
    check("every refusal is an entry", len(asked), setup.asked)
    done = setup.line.audit("--json", "verify", setup.dir / "all", "--root", setup.line.office / "keys/root.pub")
    check("verify", json.loads(done.stdout.splitlines()[0])["findings"], [])


class Counted(Setup):
    asked = 0

    def scan(self, text, *extra, gate="north"):
        self.asked += "--rehearse-at" not in extra
        return super().scan(text, *extra, gate=gate)


def attack(directory, check):
    setup = Counted(directory)
    structure(setup, check)
    twin(setup, check)
    dates(setup, check)
    foreign(setup, check)
    keys(setup, check)
    refused_is_logged(setup, check)


if __name__ == "__main__":
    main(attack)
