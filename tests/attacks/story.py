"""One world by hand, told so that every case of the table is met.

Things are counted from the last one made: of a follow-up, -1 is the newest of its unit.
"""

from .people import HERE
from .small_world import Step
from .steps_of_contact import IN_A_SHIFT, OF_A_CHILD, WITH_PROMISES
from .steps_of_work import BAD, CHANGES, MOVES, NOTES

LOOK = Step("look")
A_WHILE, FIFTEEN_DAYS, TO_THE_EDGE, A_SECOND_BEFORE = (
    Step("wait", how=how) for how in (0, 2, 4, 5)
)


def move(who: str, event: str, which: int, to: str = "ada") -> Step:
    return Step("move", who, which, MOVES.index(event) + 10 * list(HERE).index(to))


def change(whose: str, **how: str) -> Step:
    return Step("change", "cleo", list(HERE).index(whose), CHANGES.index(how))


FRESH = [
    Step("shift", "ada"),
    Step("meet", "ada", how=IN_A_SHIFT | WITH_PROMISES),
    Step("meet", "ada", how=OF_A_CHILD),
    Step("correct", "ada"),
    *(Step("note_down", "ada", how=NOTES.index(kind)) for kind in ("activity", "incident")),
    *(Step("note_down", "cleo", how=NOTES.index(kind)) for kind in ("disclosure", "setting")),
    *(Step("bad", "ada", how=number) for number in range(len(BAD))),
    Step("meet", "dora", how=WITH_PROMISES),
    LOOK,
]
"""Follow-ups here: a call with details, a meeting, a child's duty."""
ASSIGNED = [
    move("cleo", "assign", -3, "ben"),
    move("ben", "attempt", -3),
    move("ben", "complete", -1),
    LOOK,
]
"""A fourth, the feedback, was opened by the duty's completion."""
FORMERLY = [
    move("cleo", "assign", -4, "eve"),
    move("cleo", "return", -2),
    move("cleo", "give_back", -2),
    move("cleo", "assign", -1, "ben"),
    LOOK,
    move("ben", "attempt", -1),
    move("ben", "complete", -2),
    LOOK,
    move("eve", "complete", -4),
    move("cleo", "approve", -4),
    move("cleo", "cancel", -3),
    Step("meet", "ben", how=OF_A_CHILD),
    move("ben", "complete", -1),
    move("cleo", "complete", -2),
    LOOK,
    move("cleo", "return", -2),
    move("cleo", "give_back", -2),
]
"""The first duty is nobody's again, with its report; and so is a second, with two of them."""
OVER = [
    Step("bad", "ben", how=BAD.index("incomplete")),
    Step("end", "ada"),
    *[A_SECOND_BEFORE, LOOK, TO_THE_EDGE, LOOK, A_WHILE, LOOK],
]
"""The refused letter's day is over, and the day after the shift."""
ENDED = [
    Step("meet", "ada", how=WITH_PROMISES),
    Step("consent", "ben", -4),
    LOOK,
    Step("mend", "ben"),
    Step("decide", "gus", -1),
    FIFTEEN_DAYS,
    LOOK,
]
CHANGED = [
    Step("meet", "eve", how=WITH_PROMISES),
    change("eve", state="suspended"),
    change("ben", role="supervisor"),
    change("ada", role="reviewer"),
    Step("revoke", "cleo", list(HERE).index("rut"), 0),
    Step("revoke", "dan", 1, 1),
]
STORY = [*FRESH, *ASSIGNED, *FORMERLY, *OVER, *ENDED, *CHANGED]
