"""On what a disclosure may rest: the sections that lift secrecy for social services (OSL 2009:400).

Nothing here decides: a supervisor weighs and writes down why. The list keeps what never applies
to social services from being named as ground, and what is not yet, or no longer, in force.
"""

from datetime import date
from typing import NamedTuple


class Law(NamedTuple):
    sv: str
    en: str
    since: date = date(2009, 6, 30)
    until: date | None = None


LAWS: dict[str, Law] = {
    "OSL 10:1": Law("Den enskilde har samtyckt", "The person has consented"),
    "OSL 10:28": Law("Uppgiftsskyldighet enligt lag", "A duty to tell laid down by law"),
    "OSL 10:20": Law("Barn i omedelbar fara, till polisen", "A child in immediate danger, police"),
    "OSL 10:21": Law("Misstänkt brott mot barn", "Suspected crime against a child"),
    "OSL 10:23": Law("Misstänkt grövre brott", "Suspected serious crime"),
    "OSL 10:18 c": Law("Risk för våld mot närstående", "Risk of violence against next of kin"),
    "OSL 10:15 a": Law(
        "Förebygga eller utreda brott, efter avvägning",
        "To prevent or investigate crime, after weighing",
        date(2025, 12, 1),
    ),
    "SFS 2025:170": Law("Kontaktuppgifter på begäran", "Contact details on request"),
    "TF 2:15": Law("Begäran om allmän handling", "Request for an official document"),
}
"""By the name a lawyer would use."""

NEVER: dict[str, str] = {
    "OSL 10:27": "the general clause does not hold for chapter 26, which is social services",
}


def _plain(law: str) -> str:
    return " ".join(law.upper().replace("§", "").split())


_BY_PLAIN = {_plain(name): name for name in LAWS}
OTHER = "OTHER"
"""Where a law is counted that the list does not have."""


def named(law: str) -> str | None:
    """Its name in the list, however it was written."""
    return _BY_PLAIN.get(_plain(law))


def holds(law: str, on: date) -> bool:
    """May it be named on this day? One that is not in the list is the supervisor's to know."""
    plain = _plain(law)
    if any(plain.startswith(name) for name in NEVER):
        return False
    name = _BY_PLAIN.get(plain)
    if name is None:
        return True
    found = LAWS[name]
    return found.since <= on and (found.until is None or on < found.until)
