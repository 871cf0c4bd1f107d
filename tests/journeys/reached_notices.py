"""How the screens are reached on which somebody says of what they want to be told, and where."""

from playwright.async_api import Page, Route, expect

from .acts import t
from .reached import dies, titled, to
from .stage import Stage

ANSWER = {
    "push": "BAAA",
    "mail": True,
    "kinds": ["assigned", "returned"],
    "chosen": ["assigned"],
    "quiet": {"from": "21:30", "to": "06:30"},
    "unit_quiet": {"from": "22:00", "to": "07:00"},
    "email": "ada@exempel.example",
    "device": {"subscribed": True, "place": None, "trouble": "unreachable",
               "accepted_at": "2026-10-09T21:50:00Z"},
    "count": 2,
}  # fmt: skip
# On the stage there is no service worker, so that no picture depends on one.
_BROWSER = """permission => {
  const manager = {
    getSubscription: async () => manager.made ?? null,
    subscribe: async () => manager.made = {
      options: {}, toJSON: () => ({}), unsubscribe: async () => true,
    },
  };
  navigator.serviceWorker.getRegistration = async () => ({ pushManager: manager });
  Object.defineProperty(Notification, 'permission', { get: () => permission, configurable: true });
  Notification.requestPermission = async () => permission;
}"""


async def off(page: Page, stage: Stage) -> None:
    async def answer(route: Route) -> None:
        await (route.fulfill(json=ANSWER) if route.request.method == "GET" else route.abort())

    await page.route("**/api/notices", answer)
    await page.route("**/api/push", lambda route: route.fulfill(status=204))
    await page.evaluate(f"({_BROWSER})('granted')")
    await to(page, "notices")
    await titled(page, t("notices.title"))
    await expect(page.get_by_role("button", name=t("notices.turn_on"), exact=True)).to_be_visible()


async def on(page: Page, stage: Stage) -> None:
    await page.get_by_role("button", name=t("notices.turn_on"), exact=True).click()
    await expect(page.get_by_text(t("notices.trouble"))).to_be_visible()


async def denied(page: Page, stage: Stage) -> None:
    await page.evaluate(f"({_BROWSER})('denied')")
    await _look_again(page)
    await expect(page.get_by_text(t("notices.denied"))).to_be_visible()


async def impossible(page: Page, stage: Stage) -> None:
    await page.evaluate("() => { navigator.serviceWorker.getRegistration = async () => undefined }")
    await _look_again(page)
    await expect(page.get_by_text(t("notices.impossible"))).to_be_visible()


async def failed(page: Page, stage: Stage) -> None:
    await page.route("**/api/notices", dies)
    await _look_again(page)
    await expect(page.get_by_role("alert")).to_be_visible()
    await page.unroute("**/api/notices")
    await page.unroute("**/api/push")


async def desk_off(page: Page, stage: Stage) -> None:
    await to(page, "notices")
    await expect(page.get_by_text(t("notices.desk_off"))).to_be_visible()


async def _look_again(page: Page) -> None:
    await to(page, "waiting")
    await titled(page, t("waiting.title"))
    await to(page, "notices")
