"""How the screens are reached that only a supervisor or a reviewer meets: devices, and the log."""

import sqlalchemy as sa
from playwright.async_api import Page, expect

from lykta.domain.problem import Refused
from lykta.domain.rows import Actor
from lykta.reading.one import open_one
from lykta.store import tables

from .acts import group, label, t
from .authenticators import screen_lock
from .reached import NAME, dies, titled, to
from .stage import Stage


async def people_prove(page: Page, stage: Stage) -> None:
    await page.unroute("**/api/devices*")
    no = {"code": "session.step_up", "status": 401}
    await page.route("**/api/invitations", lambda route: route.fulfill(status=401, json=no))
    await to(page, "queue")
    await to(page, "people")
    await page.get_by_role("button", name=t("people.invite_phone", name="Vilma Påhittad")).click()
    await expect(page.get_by_role("heading", name=t("prove.title"))).to_be_visible()


async def people_change(page: Page, stage: Stage) -> None:
    await page.get_by_role("button", name=t("do.cancel"), exact=True).click()
    await page.get_by_role("button", name=t("people.change_one", name="Vilma Påhittad")).click()
    await expect(group(page, t("people.state"))).to_be_visible()


async def people_lost_asked(page: Page, stage: Stage) -> None:
    await page.get_by_role("button", name=t("do.cancel"), exact=True).click()
    await page.get_by_role("button", name=t("lost.button_of", label=NAME)).first.click()
    await expect(page.get_by_role("button", name=t("lost.do"), exact=True)).to_be_visible()


async def people_lost(page: Page, stage: Stage) -> None:
    await page.get_by_role("button", name=t("lost.do"), exact=True).click()
    await expect(page.get_by_text(t("lost.done", label=NAME))).to_be_visible()
    await expect(page.get_by_text(t("lost.not_wiped"))).to_be_visible()
    for kind in ("INCIDENT_WARNING", "INCIDENT_NOTICE", "INCIDENT_REPORT"):
        await expect(page.get_by_role("link", name=label("follow_up_kind", kind))).to_be_visible()


async def guard(page: Page, stage: Stage) -> None:
    await screen_lock(page)
    await page.goto(await stage.invitation("reviewer"))
    await page.get_by_label(t("enrol.name")).fill(NAME)
    await page.get_by_role("button", name=t("enrol.do")).click()
    await expect(page.get_by_role("heading", name=t("guard.title"))).to_be_visible()


async def log(page: Page, stage: Stage) -> None:
    await _opened(stage)
    await page.get_by_role("button", name=t("passkey.choose"), exact=True).click()
    await titled(page, t("log.title"))
    await expect(page.get_by_text(t("badge.all_sent"))).to_be_visible()
    await expect(page.locator(".card").first).to_be_visible()


async def log_empty(page: Page, stage: Stage) -> None:
    await page.route("**/api/reviews", lambda route: route.fulfill(json={"reviews": []}))
    await to(page, "waiting")
    await to(page, "log")
    await expect(page.get_by_text(t("log.empty"))).to_be_visible()


async def log_failed(page: Page, stage: Stage) -> None:
    await page.route("**/api/reviews", dies)
    await to(page, "waiting")
    await to(page, "log")
    await expect(page.get_by_role("alert")).to_be_visible()


async def lock_screen_lock(page: Page, stage: Stage) -> None:
    await page.get_by_role("button", name=t("cover.do")).click()
    await page.get_by_role("button", name=t("cover.lock"), exact=True).click()
    await expect(page.get_by_role("button", name=t("lock.by_passkey"), exact=True)).to_be_visible()


async def _opened(stage: Stage) -> None:
    """The supervisor has opened what there is, and a worker what is not theirs."""
    unit, members = stage.made_up.unit.id, stage.made_up.members
    sara = Actor(unit, members["supervisor"], "supervisor", members["supervisor"])
    worker = Actor(unit, members["worker"], "worker", members["worker"])
    async with stage.desk.database.read(unit) as connection:
        query = sa.select(tables.row.c.id).where(tables.row.c.kind == "follow_up")
        ids = (await connection.execute(query.order_by(tables.row.c.version).limit(3))).scalars()
    for id in ids:
        await open_one(stage.desk, sara, "follow_up", id)
    try:
        await open_one(stage.desk, worker, "held", members["worker"])
    except Refused:
        return
