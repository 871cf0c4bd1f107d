"""The follow-up's life: one total table, and who may do what (FU1 to FU4).

A cell names the state an event leads to. The same state again means that it fits and moves
nothing; `-` that it does not fit now (FU5). Nothing leads out of `withdrawn`. `withdraw` of a
duty never happens (DU2): `withdrawal_ends` keeps duties out.
"""

from typing import Literal, get_args

State = Literal["new", "assigned", "done", "approved", "closed", "withdrawn"]
FollowUpEvent = Literal[
    "assign",
    "take",
    "give_back",
    "attempt",
    "reschedule",
    "complete",
    "approve",
    "return",
    "cancel",
    "reopen",
    "withdraw",
    "expire",
]
STATES: tuple[State, ...] = get_args(State)
EVENTS: tuple[FollowUpEvent, ...] = get_args(FollowUpEvent)
OPEN: frozenset[str] = frozenset({"new", "assigned", "done"})
"""States that still need somebody."""

_TABLE = """
             new        assigned   done       approved   closed     withdrawn
assign       assigned   assigned   -          -          -          -
take         assigned   -          -          -          -          -
give_back    -          new        -          -          -          -
attempt      new        assigned   -          -          -          -
reschedule   new        assigned   -          -          -          -
complete     done       done       -          -          -          -
approve      -          -          approved   -          -          -
return       -          -          assigned   -          -          -
cancel       closed     closed     closed     -          -          -
reopen       -          -          -          new        new        -
withdraw     withdrawn  withdrawn  withdrawn  withdrawn  withdrawn  -
expire       new        assigned   done       approved   closed     -
"""


def _parse(text: str) -> dict[State, dict[FollowUpEvent, State | None]]:
    head, *lines = text.strip().splitlines()
    assert tuple(head.split()) == STATES
    cells = {line.split()[0]: line.split()[1:] for line in lines}
    assert tuple(cells) == EVENTS
    return {
        state: {event: _cell(cells[event][column]) for event in EVENTS}
        for column, state in enumerate(STATES)
    }


def _cell(text: str) -> State | None:
    if text == "-":
        return None
    found = next(state for state in STATES if state == text)
    return found


TABLE = _parse(_TABLE)
"""State and event → next state, or None where the event does not fit."""

Who = Literal["supervisor", "anyone", "assignee", "holder", "system"]
WHO: dict[FollowUpEvent, Who] = {
    "assign": "supervisor",
    "take": "anyone",
    "give_back": "assignee",
    "attempt": "holder",
    "reschedule": "holder",
    "complete": "holder",
    "approve": "supervisor",
    "return": "supervisor",
    "cancel": "supervisor",
    "reopen": "supervisor",
    "withdraw": "system",
    "expire": "system",
}
"""`assignee`: who has it now. `holder`: who has or had it, and anyone while nobody has (FU3).
A supervisor may do what any of these may; nobody but the system may do the system's."""


def entitled(
    event: FollowUpEvent,
    *,
    role: str,
    member: str,
    assigned_to: str | None,
    had_it: frozenset[str],
    duty: bool,
) -> bool:
    """May this member make this move at all, whatever the state? (FU1 to FU4)"""
    who = WHO[event]
    if role == "reviewer" or who == "system":
        return False
    if role == "supervisor" or who == "anyone":
        return True
    if who == "supervisor" or (event == "reschedule" and duty):
        return False
    if who == "assignee":
        return member == assigned_to
    return assigned_to is None or member in had_it


def diagram() -> str:
    """The table as a Mermaid state diagram, printed into RULES.md."""
    lines = ["stateDiagram-v2", "    [*] --> new"]
    for state in STATES:
        for event in EVENTS:
            to = TABLE[state][event]
            if to is not None and to != state:
                lines.append(f"    {state} --> {to}: {event} ({WHO[event]})")
    return "\n".join(lines)
