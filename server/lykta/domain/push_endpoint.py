"""Where a phone may be rung: a URL from outside, and so looked at byte by byte (attacks group P).

No parser is asked: Python's drops newlines, browsers' read a backslash as a slash, and between
the two an address changes its host. What does not match to the last byte is no endpoint.
"""

import re

ENDPOINT_CHARS = 1100

SERVICES = (
    r"https://fcm\.googleapis\.com/(?:fcm/send|wp)/",
    r"https://updates\.push\.services\.mozilla\.com/wpush/",
    r"https://web\.push\.apple\.com/",
    r"https://[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.notify\.windows\.com/w/",
)
"""Host and first part of the path of each service that browsers use."""

# Printable ASCII without space, `#` and backslash.
_REST = r"[\x21-\x22\x24-\x5b\x5d-\x7e]{1,1000}"


def is_endpoint(text: str, prefixes: tuple[str, ...] = ()) -> bool:
    """`prefixes`: the beginnings that the operator has named, in place of the services above."""
    if len(text) > ENDPOINT_CHARS or ".." in text or "//" in text.partition("://")[2]:
        return False
    services = tuple(re.escape(prefix) for prefix in prefixes) or SERVICES
    return re.fullmatch(rf"(?:{'|'.join(services)}){_REST}", text) is not None
