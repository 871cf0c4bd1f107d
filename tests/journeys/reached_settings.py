"""How the screens are reached on which a supervisor sets what the unit has."""

from playwright.async_api import Page, expect

from .acts import choose, label, t
from .elsewhere import sets
from .reached import titled, to
from .stage import Stage


async def settings(page: Page, stage: Stage) -> None:
    await to(page, "settings")
    await titled(page, t("settings.title"))
    await expect(page.get_by_text("Påhittade stadsdelen")).to_be_visible()


async def numbers(page: Page, stage: Stage) -> None:
    await page.get_by_role("link", name=t("settings.numbers"), exact=True).click()
    await titled(page, t("settings.numbers"))
    await expect(page.get_by_label(t("settings.number"), exact=True).first).to_have_value(
        "08-000 00 00"
    )


async def numbers_lacking(page: Page, stage: Stage) -> None:
    await page.get_by_role("button", name=t("settings.remove_one", what="socialjouren")).click()
    await page.get_by_label(t("settings.number"), exact=True).first.fill("okänt")
    await page.get_by_role("button", name=t("do.save"), exact=True).click()
    await expect(page.get_by_text(t("form.tel"))).to_be_visible()
    await expect(page.get_by_text(t("settings.no_urgent"))).to_be_visible()


async def overtaken(page: Page, stage: Stage) -> None:
    """Another supervisor saves the same setting in the meantime."""
    await sets(
        stage.desk,
        stage.made_up.unit.id,
        "Ove Påhittad",
        "numbers",
        {"socialjouren": "08-000 00 09"},
    )
    await expect(page.get_by_text(t("settings.overtaken"))).to_be_visible()


async def zones(page: Page, stage: Stage) -> None:
    await page.get_by_role("button", name=t("settings.take_theirs"), exact=True).click()
    await to(page, "settings/zones")
    await titled(page, t("settings.zones"))
    await expect(page.get_by_label(t("settings.zone_sv"), exact=True).first).to_be_visible()


async def services(page: Page, stage: Stage) -> None:
    await to(page, "settings/services")
    await titled(page, t("settings.services"))
    await choose(page, t("settings.services_legend"), label("offer", "SHELTER"))


async def partners(page: Page, stage: Stage) -> None:
    await to(page, "settings/partners")
    await titled(page, t("settings.partners"))
    await page.get_by_role("button", name=t("settings.add_partner"), exact=True).click()
    await page.get_by_label(t("settings.partner"), exact=True).fill("Påhittad förening")
    await page.get_by_label(t("settings.agreement"), exact=True).check()
    await page.get_by_label(t("settings.agreement_since"), exact=True).fill("2026-03-01")


async def quiet(page: Page, stage: Stage) -> None:
    await to(page, "settings/quiet_hours")
    await titled(page, t("settings.quiet_hours"))
    await expect(page.get_by_label(t("settings.quiet_from"), exact=True)).to_have_value("22:00")


async def retention(page: Page, stage: Stage) -> None:
    await to(page, "settings/retention")
    await titled(page, t("settings.retention"))
    await page.get_by_label(t("retention.log"), exact=True).fill("30")
    await page.get_by_role("button", name=t("do.save"), exact=True).click()
    sentence = t("settings.days_between", least="1826", most="3652")
    await expect(page.get_by_text(sentence)).to_be_visible()


async def asked(page: Page, stage: Stage) -> None:
    """Another supervisor has asked for longer."""
    await sets(stage.desk, stage.made_up.unit.id, "Pia Påhittad", "retention", {"notes": 120})
    days = t("settings.days.other", count="120")
    button = page.get_by_role("button", name=t("settings.days_agree", days=days))
    await expect(button).to_be_visible()
