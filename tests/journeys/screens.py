"""Every screen there is, in every state it has: the one table that pictures, axe and rulers read.

A screen is added here, by a row: its name, its route, whose it is, and how to get there from where
the row before it left that person. Rows of one person stand in the order of a night.
"""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Page

from . import (
    reached,
    reached_check,
    reached_contact,
    reached_desk,
    reached_journal,
    reached_notices,
    reached_office,
    reached_rescue,
    reached_settings,
    reached_statistics,
)
from .stage import Look, Stage

Reach = Callable[[Page, Stage], Awaitable[None]]

PWA = Path(__file__).parents[2] / "pwa" / "src"


@dataclass(frozen=True)
class Screen:
    name: str
    """Also the picture's: the route first, then the state."""
    route: str
    who: str
    reach: Reach


SCREENS = (
    Screen("opening", "tonight", "nobody", reached.opening),
    Screen("enrol-by-hand", "enrol", "nobody", reached.enrol_by_hand),
    Screen("enrol-wrong-code", "enrol", "nobody", reached.enrol_wrong_code),
    Screen("enrol-offline", "enrol", "nobody", reached.enrol_offline),
    Screen("enrol-by-link", "enrol", "worker", reached.enrol_by_link),
    Screen("tonight-loading", "tonight", "worker", reached.tonight_loading),
    Screen("tonight-failed", "tonight", "worker", reached.tonight_failed),
    Screen("tonight", "tonight", "worker", reached.tonight),
    Screen("shift-start", "shift", "worker", reached.shift_start),
    Screen("tonight-on-shift", "tonight", "worker", reached.tonight_on_shift),
    Screen("covered", "tonight", "worker", reached.covered),
    Screen("covered-panic", "tonight", "worker", reached.covered_panic),
    Screen("lock", "tonight", "worker", reached.lock),
    Screen("lock-wrong", "tonight", "worker", reached.lock_wrong),
    Screen("lock-record", "record", "worker", reached.lock_record),
    Screen("tonight-unlocked", "tonight", "worker", reached.tonight_unlocked),
    Screen("record-blank", "record", "worker", reached.record_blank),
    Screen("record-promise", "record", "worker", reached.record_promise),
    Screen("record-consents", "record", "worker", reached.record_consents),
    Screen("record-more", "record", "worker", reached.record_more),
    Screen("record-points-out", "record", "worker", reached.record_points_out),
    Screen("record-child", "record", "worker", reached.record_child),
    Screen("record-child-saved", "record", "worker", reached.record_child_saved),
    Screen("tonight-offline", "tonight", "worker", reached.tonight_offline),
    Screen("contact-offline", "contact", "worker", reached_contact.contact_offline),
    Screen("contact-answer", "contact", "worker", reached_contact.contact_answer),
    Screen("contact-correct", "contact", "worker", reached_contact.contact_correct),
    Screen("waiting-offline", "waiting", "worker", reached.waiting_offline),
    Screen("waiting-rescue", "waiting", "worker", reached_rescue.waiting_rescue),
    Screen("shift-end", "shift", "worker", reached.shift_end),
    Screen("waiting-nothing", "waiting", "worker", reached.waiting_nothing),
    Screen("journal-incident", "journal", "worker", reached_journal.incident),
    Screen("journal-worker", "journal", "worker", reached_journal.worker),
    Screen("notices-off", "notices", "worker", reached_notices.off),
    Screen("notices-on", "notices", "worker", reached_notices.on),
    Screen("notices-denied", "notices", "worker", reached_notices.denied),
    Screen("notices-impossible", "notices", "worker", reached_notices.impossible),
    Screen("notices-failed", "notices", "worker", reached_notices.failed),
    Screen("check-looking", "check", "worker", reached_check.check_looking),
    Screen("check", "check", "worker", reached_check.check),
    Screen("check-offline", "check", "worker", reached_check.check_offline),
    Screen("waiting-passphrase", "waiting", "worker", reached.waiting_passphrase),
    Screen("cards", "cards", "worker", reached.cards),
    Screen("cards-failed", "cards", "worker", reached.cards_failed),
    Screen("cards-held-out", "cards", "worker", reached.cards_held_out),
    Screen("waiting-needs-you", "waiting", "worker", reached.waiting_needs_you),
    Screen("record-mend", "record", "worker", reached_contact.record_mend),
    Screen("contact-gone", "contact", "worker", reached_contact.contact_gone),
    Screen("tonight-signed-out", "tonight", "worker", reached.tonight_signed_out),
    Screen("morning-loading", "morning", "supervisor", reached_desk.morning_loading),
    Screen("queue-loading", "queue", "supervisor", reached_desk.queue_loading),
    Screen("morning", "morning", "supervisor", reached_desk.morning),
    Screen("morning-failed", "morning", "supervisor", reached_desk.morning_failed),
    Screen("morning-before", "morning", "supervisor", reached_desk.morning_before),
    Screen("morning-held", "morning", "supervisor", reached_desk.morning_held),
    Screen("queue", "queue", "supervisor", reached_desk.queue),
    Screen("queue-finer", "queue", "supervisor", reached_desk.queue_finer),
    Screen("queue-marking", "queue", "supervisor", reached_desk.queue_marking),
    Screen("queue-keys", "queue", "supervisor", reached_desk.queue_keys),
    Screen("queue-opened", "queue", "supervisor", reached_desk.queue_opened),
    Screen("queue-none-here", "queue", "supervisor", reached_desk.queue_none_here),
    Screen("queue-duty", "queue", "supervisor", reached_desk.queue_duty),
    Screen("queue-report", "queue", "supervisor", reached_desk.queue_report),
    Screen("queue-assign", "queue", "supervisor", reached_desk.queue_assign),
    Screen("queue-gone", "queue", "supervisor", reached_desk.queue_gone),
    Screen("cards-texts", "cards", "supervisor", reached_desk.cards_texts),
    Screen("cards-edit", "cards", "supervisor", reached_desk.cards_edit),
    Screen("people", "people", "supervisor", reached_desk.people),
    Screen("people-invited", "people", "supervisor", reached_desk.people_invited),
    Screen("people-taken-in", "people", "supervisor", reached_rescue.people_taken_in),
    Screen("people-refused", "people", "supervisor", reached_rescue.people_refused),
    Screen("people-failed", "people", "supervisor", reached_desk.people_failed),
    Screen("people-prove", "people", "supervisor", reached_office.people_prove),
    Screen("people-change", "people", "supervisor", reached_office.people_change),
    Screen("people-lost-asked", "people", "supervisor", reached_office.people_lost_asked),
    Screen("people-lost", "people", "supervisor", reached_office.people_lost),
    Screen("notices", "notices", "supervisor", reached_notices.desk_off),
    Screen("settings", "settings", "supervisor", reached_settings.settings),
    Screen("settings-numbers", "settings", "supervisor", reached_settings.numbers),
    Screen("settings-numbers-lacking", "settings", "supervisor", reached_settings.numbers_lacking),
    Screen("settings-overtaken", "settings", "supervisor", reached_settings.overtaken),
    Screen("settings-zones", "settings", "supervisor", reached_settings.zones),
    Screen("settings-services", "settings", "supervisor", reached_settings.services),
    Screen("settings-partners", "settings", "supervisor", reached_settings.partners),
    Screen("settings-quiet", "settings", "supervisor", reached_settings.quiet),
    Screen("settings-retention", "settings", "supervisor", reached_settings.retention),
    Screen("settings-retention-asked", "settings", "supervisor", reached_settings.asked),
    Screen("journal-empty", "journal", "supervisor", reached_journal.empty),
    Screen("journal-activity", "journal", "supervisor", reached_journal.activity),
    Screen("journal-disclosure", "journal", "supervisor", reached_journal.disclosure),
    Screen("journal-lacking", "journal", "supervisor", reached_journal.lacking),
    Screen("journal", "journal", "supervisor", reached_journal.written),
    Screen("journal-opened", "journal", "supervisor", reached_journal.opened),
    Screen("journal-gone", "journal", "supervisor", reached_journal.gone),
    Screen("statistics-loading", "statistics", "supervisor", reached_statistics.loading),
    Screen("statistics", "statistics", "supervisor", reached_statistics.statistics),
    Screen("statistics-compared", "statistics", "supervisor", reached_statistics.compared),
    Screen("statistics-beside", "statistics", "supervisor", reached_statistics.beside),
    Screen("statistics-months", "statistics", "supervisor", reached_statistics.months),
    Screen("statistics-days", "statistics", "supervisor", reached_statistics.days),
    Screen("statistics-refused", "statistics", "supervisor", reached_statistics.refused),
    Screen("statistics-decide", "statistics", "supervisor", reached_statistics.decide),
    Screen("statistics-exact", "statistics", "supervisor", reached_statistics.exact),
    Screen("statistics-failed", "statistics", "supervisor", reached_statistics.failed),
    Screen("report", "report", "supervisor", reached_statistics.report),
    Screen("report-box", "report", "supervisor", reached_statistics.box),
    Screen("report-costs", "report", "supervisor", reached_statistics.costs),
    Screen("report-known", "report", "supervisor", reached_statistics.known),
    Screen("report-written", "report", "supervisor", reached_statistics.written),
    Screen("report-failed", "report", "supervisor", reached_statistics.report_failed),
    Screen("guard", "tonight", "reviewer", reached_office.guard),
    Screen("log", "log", "reviewer", reached_office.log),
    Screen("statistics-reviewer", "statistics", "reviewer", reached_statistics.reviewer),
    Screen("log-empty", "log", "reviewer", reached_office.log_empty),
    Screen("log-failed", "log", "reviewer", reached_office.log_failed),
    Screen("lock-screen-lock", "log", "reviewer", reached_office.lock_screen_lock),
)

PHONE = (390, 844)
DESK = (1280, 800)
LANGUAGES = ("sv", "en")
# The themes that everything is looked at in; any other is for the phone, at night.
FULL = ("dark", "light")
OFFICE = Look("sv", "light")


def themes() -> tuple[str, ...]:
    """As the app lists them."""
    return _listed("parts/theme.svelte.ts", "THEMES")


def routes() -> tuple[str, ...]:
    """As the app lists them."""
    return _listed("parts/route.svelte.ts", "ROUTES")


def looks() -> list[Look]:
    """Every pair of language and theme that people meet, each at least once."""
    full = [Look(language, theme) for theme in FULL for language in LANGUAGES]
    return full + [Look("sv", theme) for theme in themes() if theme not in FULL]


def sizes(screen: Screen, look: Look) -> dict[str, tuple[int, int]]:
    """A worker's screens are a phone's; at a desk they are looked at once."""
    at_desk = look.theme in FULL and screen.who != "worker"
    return {"phone": PHONE} | ({"desk": DESK} if at_desk or look == OFFICE else {})


async def walk(stage: Stage) -> AsyncIterator[tuple[Screen, Page]]:
    """Reaches one screen after the other."""
    for screen in SCREENS:
        page = await stage.page(screen.who)
        await page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        await screen.reach(page, stage)
        yield screen, page


def _listed(file: str, name: str) -> tuple[str, ...]:
    found = re.search(rf"const {name} = \[(.*?)\] as const", (PWA / file).read_text(), re.DOTALL)
    assert found, f"{file} lists no {name}"
    return tuple(re.findall(r"'(\w+)'", found[1]))
