"""Badges that the office never made, for tests: changed, forged, or signed with the office's own key behind its back.

Written from docs/badge-format.md with Debian's python3-cryptography; none of the project's code.
"""
import hashlib
import os
import struct

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def base45_decode(text):
    out = bytearray()
    for i in range(0, len(text), 3):
        digits = [ALPHABET.index(c) for c in text[i:i + 3]]
        value = sum(d * 45 ** n for n, d in enumerate(digits))
        out += value.to_bytes(2 if len(digits) == 3 else 1, "big")
    return bytes(out)


def base45_encode(data):
    out = ""
    for i in range(0, len(data), 2):
        chunk = data[i:i + 2]
        value = int.from_bytes(chunk, "big")
        for _ in range(len(chunk) + 1):
            out += ALPHABET[value % 45]
            value //= 45
    return out


def to_text(cose):
    return "EB1:" + base45_encode(cose)


def to_cose(text):
    return base45_decode(text[4:])


def head(major, number):
    if number < 24:
        return bytes([major << 5 | number])
    for code, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if number < 1 << (8 * size):
            return bytes([major << 5 | code]) + number.to_bytes(size, "big")
    raise ValueError(number)


def bstr(data):
    return head(2, len(data)) + data


def claims(event, nbf, exp, secret, tag):
    return (head(5, 5) + head(0, 3) + head(3, len(event)) + event.encode() + head(0, 4) + head(0, exp) + head(0, 5) + head(0, nbf)
            + head(0, 7) + bstr(secret) + head(1, 65536) + bstr(tag))


def sign(key, payload):
    """COSE_Sign1 by an EC private key of python3-cryptography."""
    spki = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    protected = head(5, 2) + head(0, 1) + head(1, 6) + head(0, 4) + bstr(hashlib.sha256(spki).digest()[:8])
    to_sign = head(4, 4) + head(3, 10) + b"Signature1" + bstr(protected) + bstr(b"") + bstr(payload)
    r, s = utils.decode_dss_signature(key.sign(to_sign, ec.ECDSA(hashes.SHA256())))
    return b"\xd2" + head(4, 4) + bstr(protected) + b"\xa0" + bstr(payload) + bstr(r.to_bytes(32, "big") + s.to_bytes(32, "big"))


def load_key(path, passphrase):
    with open(path, "rb") as file:
        return serialization.load_pem_private_key(file.read(), passphrase.encode())


def new_key():
    return ec.generate_private_key(ec.SECP256R1())


def secret_of(text):
    """The badge secret: the 16 bytes after key 7 of the claims."""
    cose = to_cose(text)
    at = cose.index(b"\x07\x50")
    return cose[at + 2:at + 18]


def tag_of(text):
    cose = to_cose(text)
    at = cose.index(b"\x3a\x00\x01\x00\x00\x48")
    return cose[at + 6:at + 14]


def badge(key, event, nbf, exp, secret=None, tag=None):
    return to_text(sign(key, claims(event, nbf, exp, secret or os.urandom(16), tag or os.urandom(8))))


def times_of(text):
    cose = to_cose(text)
    exp = struct.unpack(">I", cose[cose.index(b"\x04\x1a") + 2:][:4])[0]
    nbf = struct.unpack(">I", cose[cose.index(b"\x05\x1a") + 2:][:4])[0]
    return nbf, exp


def twin(text):
    """The same badge with (r, n - s)."""
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    cose = to_cose(text)
    return to_text(cose[:-32] + (order - int.from_bytes(cose[-32:], "big")).to_bytes(32, "big"))


def flip_signature(text):
    cose = bytearray(to_cose(text))
    cose[-1] ^= 1
    return to_text(bytes(cose))


def other_algorithm(text):
    """The header says EdDSA; the key is ES256."""
    cose = bytearray(to_cose(text))
    at = cose.index(b"\xa2\x01\x26")
    cose[at + 2] = 0x27
    return to_text(bytes(cose))


def mrz_digit(field):
    values = [0 if c == "<" else int(c, 36) for c in field]
    return str(sum(v * (7, 3, 1)[i % 3] for i, v in enumerate(values)) % 10)


def mrz_td3(surname, given, number, birth, expiry, state="UTO"):
    """Two lines of a passport. number: at most 9 letters and digits; dates: YYYY-MM-DD."""
    short = lambda date: date[2:4] + date[5:7] + date[8:10]
    first = f"P<{state}{surname.replace(' ', '<')}<<{given.replace(' ', '<')}".ljust(44, "<")[:44]
    number = number.ljust(9, "<")
    born, ends = short(birth), short(expiry)
    second = number + mrz_digit(number) + state + born + mrz_digit(born) + "<" + ends + mrz_digit(ends) + "<" * 14 + "<"
    second += mrz_digit(second[0:10] + second[13:20] + second[21:43])
    return first + "\n" + second
