"""No sequence of moves by anybody loses a duty or a text: Hypothesis tries (DU2, FU4, FU5)."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lykta.domain import limits
from lykta.domain.ids import duty_of, held_of
from lykta.letters.parcel import Header
from tests.domain.small_desk import SmallDesk, contact, made_id, yes

CHILD, ADULT = made_id(1), made_id(2)
PROMISE = made_id(3)
REPORT = {
    "kind": "CHILD_DUTY",
    "origin": "OTHER",
    "ground": "VIOLENCE",
    "age_band": "A15_17",
    "receiver": "Påhittad mottagare",
    "written_at": "2026-11-21T02:00:00+01:00",
}
MOVES: dict[str, list[dict[str, Any]]] = {
    "assign": [{"to": "00000000-0000-4000-8000-000000000065"}, {"to": made_id(99)}],
    "take": [{}],
    "give_back": [{}],
    "attempt": [{"result": "NOT_REACHED", "remark": "påhittat försök"}],
    "reschedule": [{"due_at": "2026-11-25T12:00:00+01:00", "remark": "påhittad tid"}],
    "complete": [
        {"outcome": "LINKED", "remark": "påhittat"},
        {"outcome": "MOVED", "report": REPORT},
        {"outcome": "LINKED", "report": REPORT | {"receiver": " "}},
    ],
    "approve": [{}, {"remark": "bra, påhittat"}],
    "return": [{"remark": "gör om, påhittat"}, {}],
    "cancel": [{"ground": "påhittat skäl"}, {"ground": "p" * limits.DUTY_GROUND_CHARS_MIN}],
    "reopen": [{"remark": "en gång till"}],
}
moves = st.tuples(
    st.integers(0, 3),
    st.sampled_from([duty_of(CHILD), PROMISE]),
    st.sampled_from([(name, body) for name, bodies in MOVES.items() for body in bodies]),
)
TEXTS = ("remark", "ground")


@given(st.lists(moves, max_size=30))
def test_no_sequence_of_moves_loses_a_duty_or_a_text(made: list[Any]) -> None:
    """[DU2] [FU4] [FU5] Whatever is refused, held or late: what was written is still there, and a
    duty ends by a report, or by a supervisor with a ground, and by nothing else.
    """
    desk = SmallDesk(("worker", "worker", "supervisor", "reviewer"))
    promise = {"id": PROMISE, "kind": "KAST_BOOKING"}
    desk.take(desk.pens[0].write("contact.record", CHILD, contact(age_band="U15")))
    body = contact(follow_ups=[promise], consents=[yes("SHARE_KAST")])
    desk.take(desk.pens[0].write("contact.record", ADULT, body))
    for who, subject, (name, body) in made:
        letter = desk.pens[who].write(f"follow_up.{name}", subject, body)
        receipt = desk.take(letter)
        for field in TEXTS:
            if field in body:
                assert _kept(desk, letter.header, body[field]), (name, receipt)
        _duty_stands(desk)


def _kept(desk: SmallDesk, header: Header, text: str) -> bool:
    """With the follow-up's history, or in the letter that was refused or held."""
    held = held_of(header.device, header.id)
    return any(
        text in kept.value and (header.id in kept.field or kept.row == held)
        for kept in desk.work.texts.values()
    )


def _duty_stands(desk: SmallDesk) -> None:
    data = desk.work.known.rows[duty_of(CHILD)].data
    assert data.state != "withdrawn"
    last = [event for event in data.events if event.stands]
    if data.state in ("done", "approved"):
        assert data.report is not None
        assert data.report.written_at is not None
        feedback = [r for r in desk.of_kind("follow_up") if r.data.kind == "REPORT_FEEDBACK"]
        assert len(feedback) == 1
    if data.state == "closed":
        closing = [event for event in last if event.what == "cancel"][-1]
        ground = desk.work.texts[duty_of(CHILD), f"ground/{closing.op}"].value
        assert len(ground.strip()) >= limits.DUTY_GROUND_CHARS_MIN
        assert closing.by == desk.pens[2].device.member
