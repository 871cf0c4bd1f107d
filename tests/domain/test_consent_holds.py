"""Consent, whatever comes in whatever order (CO7, CO9, CO10): Hypothesis tries to break it."""

from itertools import permutations
from typing import Any

from hypothesis import given, note
from hypothesis import strategies as st

from lykta.domain import consent
from lykta.intake.opened import Opened
from tests.domain.small_desk import Pen, SmallDesk, call_back, contact, made_id, yes

CONTACT = made_id(7)
PURPOSES = ("CONTACT_AGAIN", "SHARE_KAST", "SHARE_SOC", "SHARE_POLICE")
STATES = ("YES", "NO", "WITHDRAWN", "UNABLE", "NOT_ASKED")
HANDS_OVER = ("KAST_BOOKING", "DISTRICT_HANDOVER", "SHELTER", "CALL_BACK", "MEET")

Act = tuple[int, str, str]
acts = st.tuples(st.integers(0, 2), st.sampled_from(PURPOSES), st.sampled_from(STATES))


def said(desk: SmallDesk, who: int, purpose: str, state: str) -> Opened:
    return desk.pens[who].write("consent.set", CONTACT, yes(purpose, state))


def states(desk: SmallDesk) -> dict[str, str]:
    known = desk.work.known.acts.get(CONTACT, [])
    return {purpose: consent.state(known, purpose) for purpose in PURPOSES}


@given(st.lists(acts, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(said_so: list[Act], chance: Any) -> None:
    """[CO10] Nobody had read anybody: every interleaving ends in the same states."""
    found = []
    for _ in range(4):
        desk = SmallDesk()
        desk.take(desk.pens[0].write("contact.record", CONTACT, contact()))
        lanes: list[list[Opened]] = [[], [], []]
        for who, purpose, state in said_so:
            lanes[who].append(said(desk, who, purpose, state))
        while any(lanes):
            desk.take(chance.choice([lane for lane in lanes if lane]).pop(0))
        found.append(states(desk))
    assert all(each == found[0] for each in found), found


@given(st.lists(acts, max_size=6), acts, st.randoms(use_true_random=False))
def test_one_more_act_that_knew_of_nothing_never_widens(
    said_so: list[Act], more: Act, chance: Any
) -> None:
    """[CO10] A yes is never made by a conflict."""
    alone, with_more = SmallDesk(), SmallDesk(("worker",) * 4)
    for desk in (alone, with_more):
        desk.take(desk.pens[0].write("contact.record", CONTACT, contact()))
    letters = [said(with_more, *act) for act in said_so]
    for act in said_so:
        alone.take(said(alone, *act))
    _, purpose, state = more
    letters.insert(chance.randrange(len(letters) + 1), said(with_more, 3, purpose, state))
    for letter in letters:
        with_more.take(letter)
    before, after = states(alone), states(with_more)
    for each in PURPOSES:
        if before[each] not in ("YES", "NOT_ASKED") and after[each] == "YES":
            raise AssertionError((each, before, after))


steps = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(("say", "read", "promise", "post")),
        st.sampled_from(PURPOSES),
        st.sampled_from(STATES),
        st.sampled_from(HANDS_OVER),
    ),
    max_size=25,
)


@given(steps)
def test_withdrawal_wins_for_every_order_and_delay(taken: list[Any]) -> None:
    """[CO5] [CO6] [CO7] [CO9] Phones that read, write, delay and post as they like. At every step:
    a way to reach somebody is kept only while a yes that knew of every withdrawal stands; what
    stood on a withdrawn consent has ended; and nothing leads out of `withdrawn`.
    """
    desk = SmallDesk()
    desk.take(desk.pens[0].write("contact.record", CONTACT, contact()))
    waiting: list[list[Opened]] = [[], [], []]
    withdrawn: set[str] = set()
    promised = 0
    for who, what, purpose, state, kind in taken:
        pen = desk.pens[who]
        match what:
            case "read":
                pen.seen = desk.work.clock
            case "say":
                waiting[who].append(pen.write("consent.set", CONTACT, yes(purpose, state)))
            case "promise":
                promised += 1
                waiting[who].append(_promise(pen, promised, kind))
            case "post":
                for letter in waiting[who]:
                    desk.take(letter)
                    note(f"{letter.op and letter.op.type}")
                    withdrawn = _holds(desk, withdrawn)
                waiting[who].clear()
    for lane in waiting:
        for letter in lane:
            desk.take(letter)
            withdrawn = _holds(desk, withdrawn)
    kept = desk.of_kind("follow_up") + desk.of_kind("held")
    assert len(kept) >= promised, "a promise was lost"


def _promise(pen: Pen, number: int, kind: str) -> Opened:
    body = call_back(1000 + number) | {"kind": kind, "contact": CONTACT}
    return pen.write("follow_up.open", body.pop("id"), body)


def _holds(desk: SmallDesk, withdrawn: set[str]) -> set[str]:
    known = desk.work.known.acts.get(CONTACT, [])
    for row in desk.of_kind("follow_up"):
        if row.data.reach == "kept":
            assert consent.in_force(known, "CONTACT_AGAIN", desk.work.now)
            assert consent.allowed(known, row.data.kind, desk.work.now)
            assert (row.id, "details") in desk.work.texts
        else:
            assert (row.id, "details") not in desk.work.texts
    for id in withdrawn:
        assert desk.work.known.rows[id].data.state == "withdrawn"
    return {row.id for row in desk.of_kind("follow_up") if row.data.state == "withdrawn"}


def test_three_devices_and_one_withdrawal_in_every_order() -> None:
    """[CO9] [A33] The smallest case, every permutation: a yes that knew nothing revives nothing."""
    for order in permutations(range(3)):
        desk = SmallDesk()
        desk.take(desk.pens[0].write("contact.record", CONTACT, contact(consents=[yes()])))
        letters = [
            said(desk, 0, "CONTACT_AGAIN", "YES"),
            said(desk, 1, "CONTACT_AGAIN", "WITHDRAWN"),
            _promise(desk.pens[2], 1, "CALL_BACK"),
        ]
        for index in order:
            desk.take(letters[index])
        assert states(desk)["CONTACT_AGAIN"] == "WITHDRAWN", order
        (row,) = desk.of_kind("follow_up")
        assert (row.data.state, row.data.reach) == ("withdrawn", "ended"), order
        assert (row.id, "details") not in desk.work.texts


def test_a_yes_that_had_read_the_withdrawal_counts_and_one_that_had_not_is_history() -> None:
    """[CO9] What the writer could have known decides, not when the letter came."""
    desk = SmallDesk()
    desk.take(desk.pens[0].write("contact.record", CONTACT, contact(consents=[yes()])))
    desk.take(said(desk, 1, "CONTACT_AGAIN", "WITHDRAWN"))
    late = desk.take(said(desk, 0, "CONTACT_AGAIN", "YES"))
    assert (late.outcome, late.problem and late.problem.code) == ("adjusted", "consent.withdrawn")
    assert states(desk)["CONTACT_AGAIN"] == "WITHDRAWN"
    desk.pens[2].seen = desk.work.clock
    assert desk.take(said(desk, 2, "CONTACT_AGAIN", "YES")).outcome == "applied"
    assert states(desk)["CONTACT_AGAIN"] == "YES"


def test_the_same_device_may_say_yes_again_though_it_read_nothing() -> None:
    """[CO9] Its own numbers tell the order."""
    desk = SmallDesk()
    desk.take(desk.pens[0].write("contact.record", CONTACT, contact(consents=[yes()])))
    desk.take(said(desk, 0, "CONTACT_AGAIN", "WITHDRAWN"))
    assert desk.take(said(desk, 0, "CONTACT_AGAIN", "YES")).outcome == "applied"
    assert states(desk)["CONTACT_AGAIN"] == "YES"


def test_a_phone_that_forgot_what_it_read_cannot_revive_through_its_own_no() -> None:
    """[CO9] A no that knew of the withdrawal does not lend its knowledge to the yes after it."""
    desk = SmallDesk()
    desk.take(desk.pens[0].write("contact.record", CONTACT, contact(consents=[yes()])))
    desk.take(said(desk, 0, "CONTACT_AGAIN", "WITHDRAWN"))
    desk.pens[1].seen = desk.work.clock
    desk.take(said(desk, 1, "CONTACT_AGAIN", "NO"))
    desk.pens[1].seen = None
    desk.take(said(desk, 1, "CONTACT_AGAIN", "YES"))
    assert states(desk)["CONTACT_AGAIN"] == "WITHDRAWN"


def test_a_shelter_rests_on_either_of_two_yeses() -> None:
    """[CO6] [CO7] Only when neither stands does it end."""
    desk = SmallDesk()
    agreed = [yes(), yes("SHARE_NGO"), yes("SHARE_SOC")]
    desk.take(desk.pens[0].write("contact.record", CONTACT, contact(consents=agreed)))
    desk.take(_promise(desk.pens[0], 1, "SHELTER"))
    desk.take(said(desk, 0, "SHARE_SOC", "WITHDRAWN"))
    (row,) = desk.of_kind("follow_up")
    assert row.data.reach == "kept"
    desk.take(said(desk, 0, "SHARE_NGO", "NO"))
    (row,) = desk.of_kind("follow_up")
    assert (row.data.state, row.data.reach) == ("withdrawn", "ended")
