"""Two workers with a phone each, and a supervisor: the browsers of most journeys at the desk."""

from playwright.async_api import Page

from tests.browser import Device
from tests.desk import RunningDesk

SIZES = {"desk": (1280, 800), "phone": (390, 844)}
"""Of the supervisor's window: a computer, or a phone in the hand."""


class Team:
    def __init__(
        self, desk: RunningDesk, devices: dict[str, Device], members: dict[str, str]
    ) -> None:
        self.desk = desk
        self.devices = devices
        self.members = members

    def page(self, name: str) -> Page:
        return self.devices[name].page

    def right(self) -> None:
        """Nothing went wrong in any of the browsers."""
        assert {
            name: each.complaints for name, each in self.devices.items() if each.complaints
        } == {}
