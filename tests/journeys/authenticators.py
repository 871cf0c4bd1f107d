"""A phone's own lock, as the browser's tools can put one in (WebAuthn's virtual authenticator)."""

from typing import Any

from playwright.async_api import CDPSession, Page

LOCK: dict[str, Any] = {
    "protocol": "ctap2",
    "ctap2Version": "ctap2_1",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
    "hasPrf": True,
}


class ScreenLock:
    """One phone's."""

    def __init__(self, devtools: CDPSession, id: str) -> None:
        self.devtools = devtools
        self.id = id

    async def knows_nobody(self) -> None:
        """Another's finger, from now on: the browser asks until the lock has had enough."""
        given = {"authenticatorId": self.id, "isUserVerified": False}
        await self.devtools.send("WebAuthn.setUserVerified", given)

    async def passkeys(self) -> list[dict[str, Any]]:
        found = await self.devtools.send("WebAuthn.getCredentials", {"authenticatorId": self.id})
        credentials: list[dict[str, Any]] = found["credentials"]
        return credentials

    async def add(self, passkey: dict[str, Any]) -> None:
        """As an account does that is on both phones."""
        given = {"authenticatorId": self.id, "credential": passkey}
        await self.devtools.send("WebAuthn.addCredential", given)


async def screen_lock(page: Page, **options: Any) -> ScreenLock:
    devtools = await page.context.new_cdp_session(page)
    await devtools.send("WebAuthn.enable", {"enableUI": False})
    added = await devtools.send("WebAuthn.addVirtualAuthenticator", {"options": LOCK | options})
    return ScreenLock(devtools, added["authenticatorId"])
