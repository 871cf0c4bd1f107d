"""Byte strings on the wire: base64url without padding, and only in its one canonical form."""

import base64
import binascii


def encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text: str) -> bytes | None:
    """None for anything else: other alphabet, padding, white space, left-over bits."""
    try:
        data = base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), b"-_", True)
    except (binascii.Error, UnicodeEncodeError, ValueError):
        return None
    return data if encode(data) == text else None
