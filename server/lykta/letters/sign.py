"""Whose hand is it? ECDSA P-256 with SHA-256, raw `r || s` of 64 bytes (protocol §2, §7)."""

import hashlib
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from lykta.letters.seal import CONTEXT

POINT_BYTES = 65
SIGNATURE_BYTES = 64


NOBODYS = ec.generate_private_key(ec.SECP256R1()).public_key()
"""A key nobody signs with: what is checked where there is no other, so that it takes as long."""


@lru_cache(maxsize=1024)
def public_key(point: bytes) -> ec.EllipticCurvePublicKey | None:
    """None for anything but an uncompressed point that lies on the curve."""
    if len(point) != POINT_BYTES or point[0] != 4:
        return None
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError:
        return None


def verify(key: ec.EllipticCurvePublicKey, signature: bytes, message: bytes) -> bool:
    if len(signature) != SIGNATURE_BYTES:
        return False
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    if r == 0 or s == 0:
        return False
    try:
        key.verify(encode_dss_signature(r, s), message, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True


def letter_message(header: bytes, sealed: bytes) -> bytes:
    """What a letter's signature covers."""
    return CONTEXT + hashlib.sha256(header).digest() + hashlib.sha256(sealed).digest()


def enrol_message(invitation: str) -> bytes:
    return b"lykta/enrol/1\0" + hashlib.sha256(invitation.encode()).digest()


def session_message(challenge: bytes) -> bytes:
    return b"lykta/session/1\0" + challenge


def wiped_message(device: str, at: str) -> bytes:
    """`at` exactly as it is sent."""
    return b"lykta/wiped/1\0" + device.encode() + at.encode()
