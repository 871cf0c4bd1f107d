"""How many taps a contact costs, counted by the page where they land: on real targets."""

import re
from dataclasses import dataclass

from playwright.async_api import Page, expect

from .acts import label, t

# Fingers and keys, as the browser itself tells them. A tap that meets nothing to tap is told apart.
COUNT = """() => {
  const counted = { taps: 0, typed: 0, beside: 0 };
  const targets = 'a, button, label, input, textarea, select, summary';
  addEventListener('pointerdown', event => {
    if (!event.isTrusted) return;
    counted.taps += 1;
    if (!event.target.closest(targets)) counted.beside += 1;
  }, true);
  addEventListener('input', event => { counted.typed += event.data?.length ?? 0; }, true);
  window.counted = counted;
}"""


@dataclass(frozen=True)
class Count:
    taps: int
    typed: int


@dataclass(frozen=True)
class Tap:
    """A link, a button or an answer, by its name; an answer by its question as well."""

    name: str
    legend: str | None = None


@dataclass(frozen=True)
class Type:
    """A tap into a field, and what is written there."""

    field: str
    text: str


@dataclass(frozen=True)
class Sequence:
    limit: int
    steps: tuple[Tap | Type, ...]


def _answer(offer: str, response: str) -> Tap:
    legend = t("record.response", offer=label("offer", offer))
    return Tap(label("response", response), legend)


ADULT = Tap(t("age.A21P"), t("record.age"))
SAVE = Tap(t("do.save"))
NEW = Tap(t("tonight.new"))

# From Tonight to saved, on a street shift of our own.
SEQUENCES = {
    "buyer": Sequence(4, (Tap(t("preset.buyer")), _answer("KAST", "ACCEPTED"), SAVE)),
    "seller": Sequence(4, (Tap(t("preset.seller")), ADULT, _answer("SOC_LINK", "LATER"), SAVE)),
    "tally": Sequence(3, (Tap(t("preset.left")), SAVE)),
    # The second person at the same place: the chips of the last one, and the age of this one.
    "same": Sequence(4, (NEW, Tap(t("record.same")), ADULT, SAVE)),
    "standard": Sequence(
        9,
        (
            NEW,
            Tap(label("role", "SELLER"), t("record.roles")),
            ADULT,
            Tap(label("offer", "SHELTER"), t("record.offers")),
            _answer("SHELTER", "DECLINED"),
            Tap(t("police_near.yes"), t("record.police_near")),
            Tap(label("arena", "HOTEL"), t("record.arena")),
            SAVE,
        ),
    ),
    "call_back": Sequence(
        8,
        (
            Tap(t("preset.seller")),
            ADULT,
            _answer("SOC_LINK", "ACCEPTED"),
            Tap(t("promise.add")),
            Tap(label("follow_up_kind", "CALL_BACK"), t("promise.kind")),
            Tap(t("answer.yes"), t("promise.contact_again")),
            Type(t("reach.reach"), "070-000 00 00"),
            SAVE,
        ),
    ),
}


async def run(page: Page, name: str) -> Count:
    """Taken from Tonight, with nothing begun; ends on Tonight, saved."""
    if not await page.evaluate("() => 'counted' in window"):
        await page.evaluate(COUNT)
    before = await page.evaluate("() => ({ ...window.counted })")
    for step in SEQUENCES[name].steps:
        await _take(page, step)
    await expect(page.get_by_text(t("record.saved"))).to_be_visible()
    after = await page.evaluate("() => ({ ...window.counted })")
    if after["beside"] != before["beside"]:
        raise AssertionError(f"{name}: a tap met nothing that can be tapped")
    return Count(after["taps"] - before["taps"], after["typed"] - before["typed"])


async def _take(page: Page, step: Tap | Type) -> None:
    if isinstance(step, Type):
        await page.get_by_label(step.field, exact=True).tap()
        await page.keyboard.type(step.text)
    elif step.legend is None:
        link = page.get_by_role("link", name=step.name, exact=True)
        await link.or_(page.get_by_role("button", name=step.name, exact=True)).tap()
    else:
        group = page.get_by_role("group", name=step.legend, exact=True)
        exactly = re.compile(rf"^\s*{re.escape(step.name)}\s*$")
        await group.locator("label.chip").filter(has_text=exactly).tap()
