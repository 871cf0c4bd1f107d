"""Who rings: the key that the push services know this desk by (RFC 8292)."""

from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid02, VapidException

from lykta.settings import Wrong
from lykta.vault.keyring import write_key

GOOD_FOR = timedelta(hours=12)
"""Half of what a push service may accept at most."""


class Vapid:
    """Raises Wrong where the file is no key of ours."""

    def __init__(self, path: Path, subject: str) -> None:
        self._subject = subject
        self._signed: dict[str, tuple[datetime, str]] = {}
        try:
            key = serialization.load_pem_private_key(path.read_bytes(), None)
            assert isinstance(key, ec.EllipticCurvePrivateKey)
            assert isinstance(key.curve, ec.SECP256R1)
        except (OSError, ValueError, TypeError, UnsupportedAlgorithm, AssertionError):
            raise Wrong(
                f"LYKTA_VAPID_KEY names {path}, which is no key that can be read: "
                "`lykta keys vapid FILE` makes one."
            ) from None
        if path.stat().st_mode & 0o077:
            raise Wrong(f"The key {path} is readable by others: chmod go= it.")
        self._key = Vapid02(key)
        self.public = key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        """65 bytes, as a browser wants it to subscribe with."""

    def authorization(self, endpoint: str, now: datetime) -> str:
        """One statement for each push service, until half of it is over."""
        url = urlsplit(endpoint)
        audience = f"{url.scheme}://{url.netloc}"
        until, header = self._signed.get(audience, (now, ""))
        if until - now < GOOD_FOR / 2:
            until = now + GOOD_FOR
            # The library keeps what it is given, so it is given a new one each time.
            claims = {"aud": audience, "exp": int(until.timestamp()), "sub": self._subject}
            header = self._key.sign(claims)["Authorization"]
            self._signed[audience] = until, header
        return header


def make(path: Path) -> None:
    """Raises Wrong: a key that is there is what every phone was subscribed with."""
    key = Vapid02()
    key.generate_keys()
    try:
        write_key(path, key.private_pem())
    except FileExistsError:
        raise Wrong(f"{path} is there already: name another file.") from None
    except (OSError, VapidException) as error:
        raise Wrong(f"{path} cannot be written ({error}): name another file.") from None
