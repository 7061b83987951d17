"""Reads the project's formats by docs/*.md alone, with Debian's python3-cbor2 and python3-cryptography. None of our code."""
import base64
import hashlib
import hmac
import io
import json
import sqlite3
import tempfile
from pathlib import Path

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, utils
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def base45(text):
    out = bytearray()
    for i in range(0, len(text), 3):
        chunk = [ALPHABET.index(c) for c in text[i:i + 3]]
        out += sum(d * 45 ** n for n, d in enumerate(chunk)).to_bytes(len(chunk) - 1, "big")
    return bytes(out)


def hkdf(secret, info, size, salt=None):
    return HKDF(hashes.SHA256(), size, salt, info).derive(secret)


def spki_of(key):
    return key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def kid_of(spki):
    return hashlib.sha256(spki).digest()[:8]


def verify(key, message, signature):
    if isinstance(key, ed25519.Ed25519PublicKey):
        key.verify(signature, message)
    else:
        r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
        key.verify(utils.encode_dss_signature(r, s), message, ec.ECDSA(hashes.SHA256()))


def sign1(data, key, aad=b"", attachment=False):
    """Payload (and the attachment) of a COSE_Sign1 in the documented profile."""
    tagged = cbor2.loads(data)
    assert tagged.tag == 18 and cbor2.dumps(tagged, canonical=True) == data
    protected, unprotected, payload, signature = tagged.value
    header = cbor2.loads(protected)
    assert unprotected == {} and len(signature) == 64
    assert set(header) == ({1, 4, -65537} if attachment else {1, 4})
    key = key(header) if callable(key) else key
    assert header[1] == (-8 if isinstance(key, ed25519.Ed25519PublicKey) else -7) and header[4] == kid_of(spki_of(key))
    verify(key, cbor2.dumps(["Signature1", protected, aad, payload]), signature)
    return (payload, header[-65537]) if attachment else payload


def trust_list(data, root):
    content = cbor2.loads(sign1(data, root, b"badge trust list v1"))
    assert set(content) == {1, 2, 3, 4} and content[1] == 1
    return content


def key_for(trust, use, kid):
    found = [k for k in trust[4] if k[2] == use and kid_of(k[1]) == kid]
    assert len(found) == 1, (use, kid.hex())
    return serialization.load_der_public_key(found[0][1])


def badge(text, trust):
    assert text.startswith("EB1:") and len(text) <= 221
    payload = sign1(base45(text[4:]), lambda header: key_for(trust, 1, header[4]))
    claims = cbor2.loads(payload)
    assert list(claims) == [3, 4, 5, 7, -65537] and len(claims[7]) == 16 and len(claims[-65537]) == 8
    return claims


def badge_number(secret):
    value = int.from_bytes(hkdf(secret, b"badge number", 10), "big")
    digits = "".join(CROCKFORD[value >> (5 * n) & 31] for n in range(15, -1, -1))
    return "-".join(digits[i:i + 4] for i in range(0, 16, 4))


def sig_structure(cose):
    """What a badge's signature is over (RFC 9052 section 4.4)."""
    protected, _, payload, _ = cbor2.loads(cose).value
    return cbor2.dumps(["Signature1", protected, b"", payload])


def signed_manifest(data):
    """The manifest of a door list file, still as COSE_Sign1."""
    assert data[:8] == b"EBDLIST1"
    return data[12:12 + int.from_bytes(data[8:12], "big")]


def manifest(cose, root):
    """(manifest, trust list) of a signed manifest."""
    header = cbor2.loads(cbor2.loads(cose).value[0])
    trust = trust_list(header[-65537], root)
    payload, _ = sign1(cose, lambda h: key_for(trust, 2, h[4]), b"badge door list manifest v1", attachment=True)
    content = cbor2.loads(payload)
    assert set(content) == set(range(1, 11)) and set(content[9]) == set(range(1, 9))
    return content, trust


def door_list(data, root):
    """(manifest, trust list, body) of a door list file."""
    cose = signed_manifest(data)
    content, trust = manifest(cose, root)
    body = data[12 + len(cose):]
    assert content[6] == len(body) and content[7] == hashlib.sha256(body).digest() and content[4] >= trust[3]
    return content, trust, body


def open_box(manifest, gate_kid, agreement_key):
    box = next(b[2] for b in manifest[10] if b[1] == gate_kid)
    protected, unprotected, ciphertext, recipients = cbor2.loads(box).value
    (r_protected, r_header, empty), = recipients
    assert cbor2.loads(protected) == {1: 3} and cbor2.loads(r_protected) == {1: -25} and r_header[4] == gate_kid and empty == b""
    point = r_header[-1]
    peer = ec.EllipticCurvePublicNumbers(int.from_bytes(point[-2], "big"), int.from_bytes(point[-3], "big"), ec.SECP256R1()).public_key()
    shared = agreement_key.exchange(ec.ECDH(), peer)
    context = cbor2.dumps([3, [None] * 3, [None] * 3, [256, r_protected]])
    aad = b"badge gate keys v1" + cbor2.dumps([manifest[2], manifest[3]])
    plain = AESGCM(hkdf(shared, context, 32)).decrypt(unprotected[5], ciphertext, cbor2.dumps(["Encrypt", protected, aad]))
    keys = cbor2.loads(plain)
    return keys[1], keys[2]


def rows(body):
    with tempfile.NamedTemporaryFile(suffix=".db") as file:
        Path(file.name).write_bytes(body)
        with sqlite3.connect(f"file:{file.name}?mode=ro&immutable=1", uri=True) as database:
            return {lookup: (status, sealed) for lookup, status, sealed in database.execute("SELECT lookup, status, sealed FROM record")}


def open_record(sealed, lookup, secret, door_key):
    plain = AESGCM(hkdf(secret, b"door list record", 32, door_key)).decrypt(sealed[:12], sealed[12:], lookup)
    assert len(plain) % 64 == 0
    stream = io.BytesIO(plain)
    record = cbor2.CBORDecoder(stream).decode()
    rest = stream.read()
    assert rest[:1] == b"\x80" and not rest[1:].strip(b"\0") and len(rest) <= 64
    return record


def id_tag(event_id_key, number, birth, expiry):
    normal = "".join(c for c in number.upper() if c.isascii() and c.isalnum())
    message = b"badge id tag v1\n" + cbor2.dumps([normal, birth, expiry])
    return hmac.new(event_id_key, message, hashlib.sha256).digest()[:8]


def leaf(data):
    return hashlib.sha256(b"\0" + data).digest()


def tree_root(leaves):
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\1" + tree_root(leaves[:split]) + tree_root(leaves[split:])).digest()


def act(line):
    """(signed bytes, signature) of a line of the office's log."""
    start, _, rest = line.partition(',"signature":')
    return b"badge office act v1\n" + start.encode(), base64.b64decode(rest[1:-2])


def bundle(data):
    """Entries of a bundle of tlog-tiles."""
    entries = []
    while data:
        size = int.from_bytes(data[:2], "big")
        entries.append(data[2:2 + size])
        assert len(entries[-1]) == size
        data = data[2 + size:]
    return entries


def inclusion(text, vkey):
    """(index, entry) that a tlog-proof proves to be in the log of the verifier key."""
    head, _, checkpoint = text.partition("\n\n")
    kind, extra, index, *way = head.splitlines()
    assert kind == "c2sp.org/tlog-proof@v1" and extra.startswith("extra ") and index.startswith("index ")
    entry, number = base64.b64decode(extra[6:]), int(index[6:])
    _, size, root = note(checkpoint, vkey).splitlines()[:3]
    proved, way = _way_up(leaf(entry), number, int(size), [base64.b64decode(step) for step in way])
    assert proved == base64.b64decode(root) and not way
    return number, entry


def _way_up(node, index, size, way):
    """RFC 9162 §2.1.3.1 from the other end: the root of a tree of `size` over the entry at `index`, and the hashes left over."""
    if size == 1:
        return node, way
    split = 1 << (size - 1).bit_length() - 1
    if index < split:
        left, way = _way_up(node, index, split, way)
        right, way = way[0], way[1:]
    else:
        right, way = _way_up(node, index - split, size - split, way)
        left, way = way[0], way[1:]
    return hashlib.sha256(b"\1" + left + right).digest(), way


def note(text, vkey):
    """Text of a signed note that the verifier key signed, or cosigned when its type byte says so."""
    name, key_hash, key = vkey.strip().split("+", 2)
    key = base64.b64decode(key)
    assert key[0] in (1, 4) and hashlib.sha256(name.encode() + b"\n" + key).digest()[:4].hex() == key_hash
    body, _, signatures = text.rpartition("\n\n")
    body += "\n"
    for line in signatures.splitlines():
        dash, who, blob = line.split(" ")
        blob = base64.b64decode(blob)
        if dash == "\u2014" and who == name and blob[:4].hex() == key_hash:
            public, signature, signed = ed25519.Ed25519PublicKey.from_public_bytes(key[1:]), blob[4:], body
            if key[0] == 4:
                signed = f"cosignature/v1\ntime {int.from_bytes(blob[4:12], 'big')}\n{body}"
                signature = blob[12:]
            public.verify(signature, signed.encode())
            return body
    raise InvalidSignature("no signature by " + name)


def export(directory):
    """Number of entries and of checkpoints of an export, all checked."""
    directory = Path(directory)
    lines = (directory / "entries.jsonl").read_bytes().split(b"\n")[:-1]
    for index, line in enumerate(lines):
        assert json.loads(line)["index"] == index
    leaves = [leaf(line) for line in lines]
    vkey = (directory / "gate.vkey").read_text()
    count = 0
    parts = (directory / "checkpoints.txt").read_text().split("\n\n")
    for body, signature in zip(parts[::2], parts[1::2]):
        origin, size, root = note(body + "\n\n" + signature + "\n", vkey).splitlines()
        assert origin == vkey.split("+")[0]
        assert base64.b64decode(root) == tree_root(leaves[:int(size)])
        count += 1
    return len(lines), count
