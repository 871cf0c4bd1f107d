"""The attacks and bad inputs to be withstood, by number, and which test shows that they are."""

from .numbered import Numbered

# Some numbers were never given to anything.
NUMBERS = [f"A{n:02}" for n in range(1, 121) if n not in {3, 9, 15, 16, 45, 49, 50}]

_NO_SEARCH = "there is no search by anything about a person"

NONE = {
    "A59": _NO_SEARCH,
    "A66": "there is no way to break the glass",
    "A79": "an invitation is good once and for 15 minutes; nothing is compared by eye",
    "A83": "no sign-in by another service",
    "A84": "no recovery codes: a supervisor invites anew",
    "A96": "texts are never compared; identifiers are found after folding (A97)",
    "A101": _NO_SEARCH,
    "A112": "ingest keys come from the desk over TLS and are not signed",
    "A114": "no statistics to publish yet",
    "A120": "several people may share a phone: each has a store and a lock of their own",
}

ATTACKS = Numbered("attacks", r"\bA\d\d\d?\b", NUMBERS, NONE)
