"""Desks that ring, and a browser's subscription where the browser has no push service to be had.

Chromium subscribes only with a service that is not on this machine. What it would have got from
there is put in its place here, and nothing else: the page, its service worker, the desk, its
worker, the sealing and the sending are the real ones. Firefox needs none of this: see
`autopush.py`.
"""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import BrowserContext

from lykta.notices import vapid
from tests.desk import RunningDesk
from tests.server.push_service import SUBJECT, Browser

from .elsewhere import sets

# The subscription lies in localStorage, so that it outlives the page like the browser's own.
_SUBSCRIBES = """given => {
  const kept = () => localStorage.getItem('test.subscription');
  const bytes = (key) => Uint8Array.from(atob(key), (each) => each.charCodeAt(0)).buffer;
  const subscription = () => kept() && {
    endpoint: given.endpoint,
    options: { applicationServerKey: bytes(kept()), userVisibleOnly: true },
    toJSON: () => given,
    unsubscribe: async () => { localStorage.removeItem('test.subscription'); return true; },
  };
  PushManager.prototype.getSubscription = async () => subscription();
  PushManager.prototype.subscribe = async ({ applicationServerKey: key }) => {
    const text = btoa(String.fromCharCode(...new Uint8Array(key)));
    localStorage.setItem('test.subscription', text);
    return subscription();
  };
}"""


@asynccontextmanager
async def ringing_desk(folder: Path, services: str) -> AsyncIterator[RunningDesk]:
    """`folder` is there; `services`: how the endpoints begin that it may ring."""
    desk = RunningDesk(folder, None)
    await desk.make()
    new_key(desk, "first")
    desk.more |= {"LYKTA_VAPID_SUBJECT": SUBJECT, "LYKTA_PUSH_SERVICES": services}
    async with desk.inside() as inside:
        assert desk.unit is not None
        # These tests are run at all hours.
        await sets(inside, desk.unit.id, "Olle Påhittad", "quiet_hours", None)
    desk.start()
    try:
        yield desk
    finally:
        desk.stop()


def new_key(desk: RunningDesk, name: str) -> bytes:
    """It is known by this key from its next start on."""
    file = desk.folder / f"{name}.pem"
    vapid.make(file)
    desk.more["LYKTA_VAPID_KEY"] = str(file)
    return vapid.Vapid(file, SUBJECT).public


async def subscribes(context: BrowserContext, browser: Browser) -> None:
    """From the next page on."""
    await context.grant_permissions(["notifications"])
    given = json.dumps(browser.subscription())
    await context.add_init_script(f"({_SUBSCRIBES})({given})")
