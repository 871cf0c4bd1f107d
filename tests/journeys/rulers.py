"""What is measured on a screen that stands: targets, edges, names, and what axe finds."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import CDPSession, Page

TARGET_PX = 48
GAP_PX = 8
PHONE_WIDTH, WHOLE = 390, 6000
HERE = Path(__file__)
RULERS = HERE.with_suffix(".js").read_text(encoding="utf-8")
AXE = HERE.parents[2] / "pwa" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """async (rules) => {
  const { violations } = await axe.run({
    runOnly: rules, resultTypes: ['violations'], preload: false,
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((each) => each.html).join(' ')}`);
}"""
# What a person can act on, by the browser's own names for it.
ACTED_ON = {"link", "button", "checkbox", "radio", "textbox", "combobox", "DisclosureTriangle"}
NORMAL_PX, LARGE_PX = 16, 32


@dataclass
class Measured:
    small: list[str] = field(default_factory=list)
    close: list[str] = field(default_factory=list)
    wide: list[str] = field(default_factory=list)
    clipped: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)


async def measure(page: Page) -> Measured:
    found: dict[str, list[str]] = await page.evaluate(
        f"given => ({RULERS.strip().rstrip(';')})(given)", {"target": TARGET_PX, "gap": GAP_PX}
    )
    return Measured(**found)


async def axe(page: Page) -> list[str]:
    """A sentence for each rule that axe finds broken."""
    # All of the page at once: what a sticky bar happens to cover is no finding.
    await page.set_viewport_size({"width": PHONE_WIDTH, "height": WHOLE})
    if not await page.evaluate("() => 'axe' in window"):
        await page.evaluate(f"{AXE.read_text(encoding='utf-8')}\n;0")
    found: list[str] = await page.evaluate(RUN_AXE, RULES)
    return found


class Eyes:
    """How one person's browser shows a page: the size of its text, and the names it gives."""

    def __init__(self, session: CDPSession) -> None:
        self._session = session

    @classmethod
    async def of(cls, page: Page) -> "Eyes":
        return cls(await page.context.new_cdp_session(page))

    async def nameless(self) -> list[str]:
        """What a screen reader would find without a name."""
        tree: dict[str, Any] = await self._session.send("Accessibility.getFullAXTree")
        return [
            f"a {role} without a name"
            for node in tree["nodes"]
            if not node["ignored"]
            and (role := node["role"]["value"]) in ACTED_ON
            and not node["name"]["value"].strip()
        ]

    async def text(self, px: int) -> None:
        """The size of text that the person has set in the browser."""
        sizes = {"standard": px, "fixed": px}
        await self._session.send("Page.setFontSizes", {"fontSizes": sizes})


# How narrow a phone is, and how large its text, when nothing may go beyond the edge.
NARROW = ((320, NORMAL_PX), (390, LARGE_PX), (320, LARGE_PX))


@dataclass
class Found:
    """What is wrong with one screen, by the ruler that says so; empty lists are what is wanted."""

    axe: list[str]
    names: list[str]
    targets: list[str]
    spacing: list[str]
    edges: list[str]
    inline: list[str]
    """Links in running text, which WCAG 2.5.8 exempts: told, not wrong."""

    def wrong(self) -> list[str]:
        return [*self.axe, *self.names, *self.targets, *self.spacing, *self.edges]


async def look_at(page: Page) -> Found:
    """Everything about one screen, at its phone's size; the window is another size afterwards."""
    eyes = await Eyes.of(page)
    violations = await axe(page)
    names = await eyes.nameless()
    usual = await measure(page)
    edges = []
    for width, px in NARROW:
        await page.set_viewport_size({"width": width, "height": 640})
        await eyes.text(px)
        narrow = await measure(page)
        edges += [f"{width} wide, text {px}: {each}" for each in narrow.wide + narrow.clipped]
    await eyes.text(NORMAL_PX)
    return Found(violations, names, usual.small, usual.close, edges, usual.inline)
