"""What can the desk answer, and what is only weather (protocol §1, §3)?

Law: nothing but a well-formed answer of the desk says *sent*. Every other body, from whomever,
is `Weather`: try again, and forget nothing.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx

from .letter import Json

# Outcome → does the phone stop sending the letter? (the table of §3)
STOPS_SENDING = {"applied": True, "adjusted": True, "held": True, "refused": True, "failed": False}


class Weather(Exception):
    """Try again later; `retry_after` in seconds where the desk named it."""

    def __init__(self, why: str, retry_after: int | None = None) -> None:
        super().__init__(why)
        self.retry_after = retry_after


class TooLarge(Weather):
    """413: the parcel must be halved."""


class Refused(Exception):
    """An answer with a problem: sign in, update, give up the cursor … the code says which."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(f"{status} {code}")
        self.status = status
        self.code = code


@dataclass(frozen=True, slots=True)
class Receipt:
    """`id` is None where the header could not be read; `version` where no row changed."""

    id: UUID | None
    outcome: str
    version: int | None
    problem: Json | None

    @property
    def code(self) -> str | None:
        return self.problem["code"] if self.problem else None


@dataclass(frozen=True, slots=True)
class ParcelAnswer:
    receipts: list[Receipt]
    epoch: str | None
    safe: int | None
    wipe: list[UUID]


def parcel_answer(response: httpx.Response, letters: int) -> ParcelAnswer:
    """Raises TooLarge, or Weather for anything that is not receipts for that many letters."""
    if response.status_code == 413:
        raise TooLarge("413")
    if response.status_code != 200:
        raise Weather(str(response.status_code), _retry_after(response))
    try:
        body: Any = response.json()
        receipts = [_receipt(one) for one in body["receipts"]]
        wipe = [UUID(device) for device in body.get("wipe") or []]
        answer = ParcelAnswer(receipts, body.get("epoch"), body.get("safe"), wipe)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Weather("200, but not from the desk") from error
    if len(receipts) != letters:
        raise Weather(f"{len(receipts)} receipts for {letters} letters")
    return answer


def object_of(response: httpx.Response, expected: int = 200) -> Json:
    """The JSON object of an answer; raises Refused for a problem, Weather for anything else."""
    try:
        body: Any = response.json()
    except ValueError as error:
        raise Weather(f"{response.status_code} without JSON", _retry_after(response)) from error
    if not isinstance(body, dict):
        raise Weather(f"{response.status_code} without an object")
    if response.status_code == expected:
        return body
    if response.status_code == 429 or response.status_code >= 500 or "code" not in body:
        raise Weather(str(response.status_code), _retry_after(response))
    raise Refused(response.status_code, str(body["code"]))


def _receipt(one: Json) -> Receipt:
    if one["outcome"] not in STOPS_SENDING:
        raise ValueError(f"unknown outcome {one['outcome']}")
    op_id = None if one["id"] is None else UUID(one["id"])
    return Receipt(op_id, one["outcome"], one.get("version"), one.get("problem"))


def _retry_after(response: httpx.Response) -> int | None:
    text = response.headers.get("Retry-After", "")
    return int(text) if text.isdigit() else None
