"""A follow-up's way between phone and desk: assigned, done, returned, done again, approved."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser import Browsers, Device
from tests.desk import RunningDesk
from tests.journeys.acts import (
    cards,
    choose,
    enrol,
    group,
    label,
    move,
    moved,
    open_card,
    record_call_back,
    record_child,
    report,
    t,
    to_queue,
)

REACH = "070-000 00 00"


@pytest.fixture
async def team(own_desk: RunningDesk, browsers: Browsers, tmp_path: Path) -> dict[str, Device]:
    """Ada and Ben with a phone each, and Cleo at the desk."""
    found = {}
    for name, role in (("ada", "worker"), ("ben", "worker"), ("cleo", "supervisor")):
        kind = "desk" if role == "supervisor" else "phone"
        member = await own_desk.add(f"{name.title()} Påhittad", role)
        open_one = browsers.desk if kind == "desk" else browsers.phone
        found[name] = await open_one(tmp_path / name)
        await enrol(found[name].page, (await own_desk.link(member, kind))["url"])
        if kind == "desk":
            await to_queue(found[name].page)
    return found


async def test_a_call_is_assigned_done_returned_done_and_approved(team: dict[str, Device]) -> None:
    """[FU1] [FU3] [VI2] Live at every step; the number shows only where the follow-up is."""
    ada, ben, cleo = (team[name].page for name in ("ada", "ben", "cleo"))
    await record_call_back(ada, REACH)

    await open_card(cleo, "CALL_BACK")
    await expect(cleo.get_by_text(REACH)).to_have_count(0)
    await move(cleo, "assign")
    await group(cleo, t("move.to")).get_by_role("button", name="Ben Påhittad").click()
    await expect(cleo.get_by_text(t("moved.assign"))).to_be_visible()

    await open_card(ben, "CALL_BACK")
    await expect(ben.get_by_text(REACH)).to_be_visible()
    await move(ben, "complete")
    await choose(ben, t("move.outcome"), label("outcome", "LINKED"))
    await moved(ben, "complete")

    await expect(cleo.get_by_role("button", name=t("move.approve"))).to_be_visible()
    await move(cleo, "return")
    await cleo.get_by_label(t("move.remark_needed")).fill("Ring en gång till, påhittat.")
    await moved(cleo, "return")

    await expect(ben.locator(".notice")).to_contain_text("Ring en gång till, påhittat.")
    await move(ben, "complete")
    await choose(ben, t("move.outcome"), label("outcome", "ATTENDED"))
    await moved(ben, "complete")

    await expect(cleo.get_by_role("button", name=t("move.approve"))).to_be_visible()
    await move(cleo, "approve")
    await expect(
        cleo.get_by_role("definition").filter(has_text=t("state.approved"))
    ).to_be_visible()
    await expect(ada.get_by_text(REACH)).to_have_count(0)
    assert [device.complaints for device in team.values()] == [[], [], []]


async def test_a_duty_is_closed_by_its_report_and_leaves_a_feedback(
    team: dict[str, Device],
) -> None:
    """[DU2] [DU4] [DU5] The child first in the queue; the report ends it."""
    ada, cleo = team["ada"].page, team["cleo"].page
    await record_call_back(ada, REACH)
    await record_child(ada)
    first = cards(cleo).first
    await expect(first).to_contain_text(label("follow_up_kind", "REPORT_WRITTEN"))
    await open_card(cleo, "REPORT_WRITTEN")
    await move(cleo, "take")
    await move(cleo, "complete")
    await report(cleo)
    await moved(cleo, "complete")
    await expect(cards(cleo)).to_have_count(3)
    feedback = label("follow_up_kind", "REPORT_FEEDBACK")
    await expect(cards(cleo).filter(has_text=feedback)).to_have_count(1)
    assert team["cleo"].complaints == []
