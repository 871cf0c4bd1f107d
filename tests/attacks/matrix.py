"""Who may be told what, and where: the policy as a table, written from the rules alone.

`L` is told in a list (`/api/changes`, `/api/queue`, `/api/members` …), `O` opened one by one
(`/api/contacts/ID` …). A capital must be told, a small letter may be, and all else never is.
Whoever is several of these at once (a worker who is author and assignee) has what any of them has.
"""

from typing import NamedTuple

STRANGERS = {"elsewhere": "VI1", "unsigned": "A55", "suspended": "A55", "revoked": "A55"}
"""A member of another unit, nobody signed in, a suspended member, a revoked device: nothing."""

_TABLE = """
kind       field    when            author assignee former worker supervisor reviewer rule
unit       codes    always          -      -        -      l      l          l        VI1
member     codes    always          -      -        -      L      L          L        VI1
setting    codes    always          -      -        -      L      L          L        VI1
device     codes    always          -      -        -      -      L          -        §7
shift      codes    fresh           L      -        -      -      L          -        VI2
shift      codes    over            -      -        -      -      L          -        VI2
shift      remark   always          -      -        -      -      -          -        CT4
activity   codes    fresh           L      -        -      -      LO         -        VI2
activity   codes    over            -      -        -      -      LO         -        VI2
activity   remark   always          -      -        -      -      O          -        VI4
incident   codes    fresh           L      -        -      -      LO         -        VI2
incident   codes    over            -      -        -      -      LO         -        VI2
incident   remark   always          -      -        -      -      O          -        VI4
disclosure codes    always          -      -        -      -      LO         -        VI2
disclosure remark   always          -      -        -      -      O          -        VI4
contact    codes    fresh           LO     -        -      -      LO         -        VI2
contact    codes    over            -      -        -      -      LO         -        VI2
contact    note     fresh           LO     -        -      -      O          -        VI2
contact    note     over            -      -        -      -      O          -        VI2
contact    earlier  fresh           o      -        -      -      o          -        CT6
contact    earlier  over            -      -        -      -      o          -        CT6
follow_up  codes    nobodys         -      -        -      L      LO         -        VI2
follow_up  codes    assigned        -      LO       -      -      LO         -        VI2
follow_up  consents nobodys         -      -        -      -      O          -        §8
follow_up  consents assigned        -      LO       -      -      O          -        §8
follow_up  remark   nobodys         -      -        -      -      O          -        VI2
follow_up  remark   assigned        -      LO       -      -      O          -        VI2
follow_up  report   nobodys         -      -        -      -      O          -        VI2
follow_up  report   assigned        -      LO       -      -      O          -        VI2
follow_up  earlier  nobodys         -      -        -      -      o          -        FU5
follow_up  earlier  assigned        -      lo       -      -      o          -        FU5
follow_up  details  nobodys,kept    -      -        -      -      O          -        VI2
follow_up  details  assigned,kept   -      LO       -      -      O          -        VI2
follow_up  details  withdrawn       -      -        -      -      -          -        CO7
follow_up  details  expired         -      -        -      -      -          -        CO8
held       codes    refused,fresh   LO     -        -      -      -          -        §3
held       codes    refused,over    -      -        -      -      LO         -        §3
held       codes    held            -      -        -      -      LO         -        §3
held       codes    closed          -      -        -      -      -          -        §3
held       letter   refused,fresh   O      -        -      -      -          -        CT4
held       letter   refused,over    -      -        -      -      O          -        CT4
held       letter   held            -      -        -      -      O          -        CT4
held       letter   closed          -      -        -      -      -          -        §4
held       details  refused,fresh   O      -        -      -      -          -        CO5
held       details  refused,over    -      -        -      -      O          -        CO5
held       details  held,kept       -      -        -      -      O          -        CO5
held       details  expired         -      -        -      -      -          -        CO5
held       details  closed          -      -        -      -      -          -        §4
"""
"""A follow-up's state changes nothing but for `withdrawn`: what is done, approved or closed is
still the assignee's.
"""


class Case(NamedTuple):
    kind: str
    field: str
    when: frozenset[str]
    cells: dict[str, str]
    rule: str

    def name(self, person: str) -> str:
        return f"{self.kind} {self.field} {','.join(sorted(self.when))}: {person}"


def _parse(text: str) -> tuple[Case, ...]:
    head, *lines = [line.split() for line in text.strip().splitlines()]
    people = head[3:-1]
    assert all(len(line) == len(head) for line in lines)
    return tuple(
        Case(kind, field, frozenset(when.split(",")), dict(zip(people, cells, strict=True)), rule)
        for kind, field, when, *cells, rule in lines
    )


CASES = _parse(_TABLE)
reached: set[str] = set()
"""The cells that were asked for so far, by name."""


class Say(NamedTuple):
    """What the table says of one field of one row to one reader."""

    letters: str
    rules: str

    def may(self, where: str) -> bool:
        return where in self.letters.upper()

    def must(self, where: str) -> bool:
        return where in self.letters


def says(kind: str, field: str, when: set[str], who: set[str]) -> Say:
    """`when`: all that is true of the row now; `who`: all that the reader is to it."""
    if who & STRANGERS.keys():
        return Say("", STRANGERS[min(who & STRANGERS.keys())])
    cases = [
        case
        for case in CASES
        if (case.kind, case.field) == (kind, field) and case.when <= when | {"always"}
    ]
    assert cases, f"no case for {field} of a {kind} that is {sorted(when)}"
    cells = [(case, person) for case in cases for person in sorted(who)]
    reached.update(case.name(person) for case, person in cells)
    letters = "".join(case.cells[person].strip("-") for case, person in cells)
    return Say(letters, " ".join(sorted({case.rule for case in cases})))


def not_reached() -> list[str]:
    """Cells that tell something, and cases as a whole, that nobody has met."""
    telling = [
        case.name(person)
        for case in CASES
        for person, cell in case.cells.items()
        if cell != "-" and case.kind != "unit"
    ]
    missed = [name for name in telling if name not in reached]
    for case in CASES:
        if not any(case.name(person) in reached for person in case.cells):
            missed.append(case.name("anybody"))
    return missed
