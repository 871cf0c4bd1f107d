"""Verify, then open: what each letter of a parcel turns out to be."""

from collections.abc import Mapping, Sequence

import msgspec
from msgspec import Struct

from lykta.domain import bodies, free_text, ops
from lykta.domain.decision import Letter as LetterFacts
from lykta.domain.ops import Op
from lykta.domain.problem import Problem, Refused
from lykta.letters.parcel import Header, Letter, id_of, read_letter
from lykta.letters.seal import open_sealed
from lykta.letters.sign import letter_message, public_key, verify
from lykta.store.ledger import Receipt
from lykta.store.people import Device
from lykta.vault.keyring import Keyring


class Opened(Struct):
    """A letter whose signature verified. Without a `body` it did not open, or is no op."""

    header: Header
    hashes: tuple[bytes, bytes]
    device: Device
    op: Op | None = None
    body: bodies.Body | None = None
    plaintext: bytes | None = None
    closed: Letter | None = None
    """The letter as it came, where it did not open."""
    problem: Problem | None = None
    """Why it cannot be decided: its form is wrong, or it did not open."""
    points_out: str | None = None
    """The text that carries an identifier (CT5), by its path. Searched here, off the lock."""

    @property
    def key(self) -> tuple[str, str]:
        """What happens once: (device, op id)."""
        return self.header.device, self.header.id

    def facts(self, clock: int) -> LetterFacts:
        """Nobody has read further than the desk's clock stands: a `seen` beyond it knows nothing,
        or a yes could claim to have read a withdrawal that is still to come (CO9).
        """
        header = self.header
        seen = self.op.seen if self.op else None
        known = seen if seen is not None and seen <= clock else None
        return LetterFacts(header.id, header.device, header.seq, header.at, known)


def read_all(raws: list[msgspec.Raw]) -> list[Letter | Receipt]:
    """Each a letter, or the receipt of one that cannot be read."""
    return [_read(raw) for raw in raws]


def _read(raw: msgspec.Raw) -> Letter | Receipt:
    try:
        return read_letter(raw)
    except Refused as no:
        return Receipt(id_of(raw), "refused", problem=no.problem)


def open_all(
    letters: Sequence[Letter | Receipt], devices: Mapping[str, Device], keyring: Keyring
) -> list[Opened | Receipt]:
    """CPU-bound: about 0.4 ms a letter."""
    return [
        each if isinstance(each, Receipt) else _open(each, devices, keyring) for each in letters
    ]


def _open(letter: Letter, devices: Mapping[str, Device], keyring: Keyring) -> Opened | Receipt:
    header = letter.header
    device = devices.get(header.device)
    if device is None:
        return Receipt(header.id, "failed", problem=Problem("device.unknown"))
    key = public_key(device.signing_key)
    message = letter_message(letter.header_bytes, letter.sealed)
    if key is None or not verify(key, letter.signature, message):
        return Receipt(header.id, "refused", problem=Problem("letter.signature"))
    return unseal(letter, device, keyring)


def unseal(letter: Letter, device: Device, keyring: Keyring) -> Opened:
    """A letter whose signature verified, opened; or as it came, where no key opens it."""
    header = letter.header
    private = keyring.ingest(device.unit, header.key)
    plaintext = open_sealed(letter.sealed, letter.header_bytes, private) if private else None
    if plaintext is None:
        problem = Problem("key.unknown")
        return Opened(header, letter.hashes, device, closed=letter, problem=problem)
    return read_plaintext(Opened(header, letter.hashes, device, plaintext=plaintext.rstrip(b" ")))


def read_plaintext(opened: Opened) -> Opened:
    """Fills in the op and its body, or the reason why there is none."""
    assert opened.plaintext is not None
    try:
        opened.op = ops.read(opened.plaintext)
        opened.body = ops.read_body(opened.op)
        opened.points_out = free_text.pointing_out(opened.body)
    except Refused as no:
        opened.problem = no.problem
    return opened
