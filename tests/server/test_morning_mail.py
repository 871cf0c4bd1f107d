"""The morning's mail, through a real mail server: constant, once a day, and never lost."""

import asyncio
import smtplib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from msgspec import structs

from lykta.notices.mail import Mailer, Server
from lykta.store import push
from tests.desk import free_port

from .inside import Hand, Inside

ORIGIN = "https://lykta.example"
FROM = "lykta@lykta.example"
EIGHT = datetime(2026, 10, 11, 6, 0, tzinfo=UTC)
"""In Stockholm; of the day after she chose it."""


class Postbox:
    def __init__(self) -> None:
        self.got: list[Envelope] = []
        self.refuses = False

    async def handle_DATA(self, server: object, session: object, envelope: Envelope) -> str:
        if self.refuses:
            return "451 4.3.0 Try again later"
        self.got.append(envelope)
        return "250 Taken"

    def texts(self) -> list[str]:
        found = []
        for each in self.got:
            assert isinstance(each.content, bytes)
            message = message_from_bytes(each.content, policy=policy.default)
            body = message.get_content()
            found.append(f"{message['Subject']}\n{body}")
        return found


@pytest.fixture
def postbox() -> Iterator[tuple[Postbox, str]]:
    box = Postbox()
    controller = Controller(box, hostname="0.0.0.0", port=free_port())  # noqa: S104
    controller.start()
    yield box, f"smtp://127.0.0.1:{controller.port}"
    controller.stop()


@pytest.fixture
async def ada(inside: Inside, postbox: tuple[Postbox, str]) -> Hand:
    """She wants mail, and one thing waits for her."""
    inside.settings = structs.replace(inside.settings, smtp=postbox[1], smtp_from=FROM)
    hand = await inside.hand("worker")
    async with inside.doors(hand) as phone:
        await phone.sign_in()
        body = {"chosen": ["assigned"], "email": "ada@lykta.example"}
        assert (await phone.line.post("/api/notices", body)).status_code == 204
    id = hand.new_id()
    due = (inside.now + timedelta(days=30)).isoformat()
    await hand.did("follow_up.open", id, {"kind": "CALL_BACK", "due_at": due})
    await hand.did("follow_up.take", id)
    return hand


def mailer(inside: Inside) -> Mailer:
    assert inside.settings.smtp is not None
    server = Server(inside.settings.smtp, inside.settings.smtp_from)
    return Mailer(inside.desk, server, ORIGIN, lambda: 1.0)


async def test_it_says_that_something_waits_and_where_and_nothing_more(
    inside: Inside, ada: Hand, postbox: tuple[Postbox, str]
) -> None:
    """Not before the morning, once a day, and on no day on which nothing waits."""
    box, mail = postbox[0], mailer(inside)
    inside.now = EIGHT - timedelta(hours=2)
    assert await mail.mail(inside.unit) == 0
    inside.now = EIGHT
    assert [await mail.mail(inside.unit) for _ in range(3)] == [1, 0, 0]
    (text,) = box.texts()
    assert text.splitlines() == [
        "Lykta",
        f"Du har uppgifter i Lykta (1). Öppna {ORIGIN}",
        "",
        f"You have tasks in Lykta (1). Open {ORIGIN}",
    ]
    assert box.got[0].rcpt_tos == ["ada@lykta.example"]
    inside.now += timedelta(days=1)
    assert await mail.mail(inside.unit) == 1
    await ada.read()
    (follow_up,) = [id for kind, id in ada.told if kind == "follow_up"]
    await ada.did("follow_up.complete", follow_up, {"outcome": "LINKED"})
    inside.now += timedelta(days=1)
    assert await mail.mail(inside.unit) == 0


async def test_whoever_can_be_rung_gets_no_mail(
    inside: Inside, ada: Hand, postbox: tuple[Postbox, str]
) -> None:
    """It is the fall-back: for whoever has no push, or one that does not get through."""
    inside.now = EIGHT
    async with inside.desk.database.write(inside.unit) as connection:
        sealed = push.Subscription("2026-10", b"\1", b"\2")
        await push.subscribe(connection, inside.unit, ada.device, sealed, b"\3", inside.now)
    assert await mailer(inside).mail(inside.unit) == 0
    async with inside.desk.database.write(inside.unit) as connection:
        await push.forget(connection, inside.unit, ada.device)
    assert await mailer(inside).mail(inside.unit) == 1


async def test_a_server_that_fails_is_tried_again_and_nothing_comes_twice(
    inside: Inside, ada: Hand, postbox: tuple[Postbox, str]
) -> None:
    box, mail = postbox[0], mailer(inside)
    inside.now = EIGHT
    box.refuses = True
    assert await mail.mail(inside.unit) == 0
    box.refuses = False
    assert await mail.mail(inside.unit) == 0, "not at once"
    inside.now += timedelta(minutes=1)
    assert await mail.mail(inside.unit) == 1
    inside.now += timedelta(hours=3)
    assert await mail.mail(inside.unit) == 0
    assert len(box.got) == 1


async def test_two_who_mail_at_once_send_one(
    inside: Inside, ada: Hand, postbox: tuple[Postbox, str]
) -> None:
    inside.now = EIGHT
    one, other = mailer(inside), mailer(inside)
    assert sorted(await asyncio.gather(one.mail(inside.unit), other.mail(inside.unit))) == [0, 1]
    assert len(postbox[0].got) == 1


async def test_an_address_is_for_nobody_to_read(
    inside: Inside, ada: Hand, postbox: tuple[Postbox, str]
) -> None:
    """It lies encrypted, and its owner alone is told it."""
    siv = await inside.hand("supervisor", "Siv Påhittad")
    for hand, told in ((ada, "ada@lykta.example"), (siv, None)):
        async with inside.doors(hand) as phone:
            await phone.sign_in()
            assert (await phone.line.get("/api/notices")).json()["email"] == told


def test_a_server_elsewhere_is_spoken_to_under_tls_alone(postbox: tuple[Postbox, str]) -> None:
    """By another name than this machine's own it has to offer STARTTLS."""
    port = postbox[1].rpartition(":")[2]
    # The same server; 127.0.0.2 is not in the list of this machine's names.
    with pytest.raises((smtplib.SMTPException, OSError)):
        Server(f"smtp://127.0.0.2:{port}", FROM).send("ada@lykta.example", 1, ORIGIN)
    assert postbox[0].got == []
