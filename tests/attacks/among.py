"""What a letter got, after its neighbours in the parcel were seen to be taken."""

import json

from tests.phones.answers import Receipt
from tests.phones.letter import Letter
from tests.phones.phone import Phone

from .hand import good


def said(receipt: Receipt) -> str:
    return f"{receipt.outcome} {receipt.code}" if receipt.code else receipt.outcome


async def among_good_ones(phone: Phone, letter: object) -> Receipt:
    """Its receipt, after its neighbours' were seen to be applied."""
    first, receipt, last = await phone.post([good(phone), letter, good(phone)])
    assert (said(first), said(last)) == ("applied", "applied")
    return receipt


def id_of(letter: Letter) -> str:
    id: str = json.loads(letter.header)["id"]
    return id
