"""The key that signs where the access log stood: another than any that opens something.

    KEYS/checkpoint.pem   private, PKCS8, Ed25519
    KEYS/checkpoint.pub   public; a copy elsewhere is what an auditor verifies with

Whoever has root here has this key too. What is proof is a checkpoint that was carried away.
"""

from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from lykta.vault.keyring import KeysMissing, write_key

CONTEXT = b"lykta/checkpoint/1\0"


class CheckpointKey:
    def __init__(self, directory: Path) -> None:
        self.private = directory / "checkpoint.pem"
        self.public = directory / "checkpoint.pub"

    def make(self) -> None:
        """An existing one is kept."""
        if self.private.exists():
            return
        key = Ed25519PrivateKey.generate()
        pem = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        write_key(self.private, pem)
        public = key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        write_key(self.public, public)

    def is_there(self) -> bool:
        return self.private.is_file()

    def sign(self, statement: bytes) -> bytes:
        """Raises KeysMissing."""
        if not self.is_there():
            raise KeysMissing(f"The key {self.private} is missing: `lykta migrate` makes one.")
        key = serialization.load_pem_private_key(self.private.read_bytes(), None)
        assert isinstance(key, Ed25519PrivateKey)
        return key.sign(CONTEXT + statement)

    def lot(self, of: bytes) -> bytes:
        """32 bytes that nobody without this key can work out beforehand: always the same for the
        same, as Ed25519 signs. Raises KeysMissing.
        """
        return sha256(self.sign(b"lot\0" + of)).digest()

    def verifies(self, statement: bytes, signature: bytes, public: Path | None = None) -> bool:
        """`public`: the copy that was kept elsewhere. Raises KeysMissing."""
        path = public or self.public
        if not path.is_file():
            raise KeysMissing(f"The public key {path} is missing: name the copy you kept.")
        key = serialization.load_pem_public_key(path.read_bytes())
        assert isinstance(key, Ed25519PublicKey)
        try:
            key.verify(signature, CONTEXT + statement)
        except InvalidSignature:
            return False
        return True
