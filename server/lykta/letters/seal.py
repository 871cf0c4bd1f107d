"""Opens what a phone sealed to the unit: HPKE base mode (RFC 9180), P-256 and AES-256-GCM."""

import hashlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric import ec

CONTEXT = b"lykta/op/1\0"
_SUITE = hpke.Suite(hpke.KEM.P256, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


def open_sealed(
    sealed: bytes, header: bytes, private_key: ec.EllipticCurvePrivateKey
) -> bytes | None:
    """The plaintext; None where it does not open: wrong key, altered bytes, another header.

    The library takes no `aad`, so the header is bound through `info`.
    """
    info = CONTEXT + hashlib.sha256(header).digest()
    try:
        return _SUITE.decrypt(sealed, private_key, info=info)
    except (InvalidTag, ValueError):
        return None
