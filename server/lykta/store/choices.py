"""What each person wants to be told of, when not, and where the morning's mail goes."""

from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from lykta.store import tables
from lykta.store.puts import Put, put

EMAIL = "email"
"""What an address is bound to, beside the unit and the member."""
_choice, _push, _device = tables.notice_choice, tables.push_subscription, tables.device


class Choice(NamedTuple):
    chosen: list[str]
    quiet: dict[str, str] | None
    """None: the unit's."""
    kek: str | None = None
    wrapped_key: bytes | None = None
    sealed: bytes | None = None
    """The address, sealed; None: no mail."""

    def address(self) -> tuple[str, bytes, bytes]:
        """The columns it lies in."""
        return self.kek or "", self.wrapped_key or b"", self.sealed or b""

    def to(self, address: tuple[str, bytes, bytes] | None) -> "Choice":
        return Choice(self.chosen, self.quiet, *(address or (None, None, None)))


async def of(connection: AsyncConnection, unit: str) -> dict[str, Choice]:
    """By member; who has not chosen is not there."""
    columns = (_choice.c[name] for name in ("member_id", *Choice._fields))
    query = sa.select(*columns).where(_choice.c.unit_id == unit)
    return {member: Choice(*rest) for member, *rest in await connection.execute(query)}


async def choose(
    connection: AsyncConnection, unit: str, member: str, choice: Choice, today: str | None = None
) -> None:
    """`today`: whoever chooses mail for the first time gets it from tomorrow on."""
    row: dict[str, Any] = {
        "unit_id": unit,
        "member_id": member,
        "mailed_on": today,
        "leased_until": None,
        "tries": 0,
        "not_before": None,
        **choice._asdict(),
    }
    await put(connection, Put(_choice, [row], Choice._fields))


class ToMail(NamedTuple):
    member: str
    choice: Choice
    tries: int


async def claim_mail(
    connection: AsyncConnection, unit: str, day: str, now: datetime, until: datetime
) -> list[ToMail]:
    """Whoever has an address, was not mailed on this day, and can be rung on no device."""
    can_be_rung = sa.exists().where(
        _push.c.unit_id == unit,
        _push.c.device_id == _device.c.id,
        _device.c.member_id == _choice.c.member_id,
        _push.c.trouble.is_(None),
    )
    query = sa.select(_choice).where(
        _choice.c.unit_id == unit,
        _choice.c.sealed.is_not(None),
        sa.or_(_choice.c.mailed_on.is_(None), _choice.c.mailed_on != day),
        sa.or_(_choice.c.leased_until.is_(None), _choice.c.leased_until <= now),
        sa.or_(_choice.c.not_before.is_(None), _choice.c.not_before <= now),
        ~can_be_rung,
    )
    if connection.dialect.name == "postgresql":
        query = query.with_for_update(skip_locked=True)
    found = []
    for each in (await connection.execute(query)).all():
        await connection.execute(_of(unit, each.member_id).values(leased_until=until))
        choice = Choice(*(getattr(each, name) for name in Choice._fields))
        found.append(ToMail(each.member_id, choice, each.tries))
    return found


async def mailed(connection: AsyncConnection, unit: str, member: str, day: str) -> None:
    """Done with for this day, whether there was anything to say or not."""
    done = {"mailed_on": day, "leased_until": None, "tries": 0, "not_before": None}
    await connection.execute(_of(unit, member).values(**done))


async def not_mailed(
    connection: AsyncConnection, unit: str, to: ToMail, not_before: datetime
) -> None:
    again = {"leased_until": None, "tries": to.tries + 1, "not_before": not_before}
    await connection.execute(_of(unit, to.member).values(**again))


def _of(unit: str, member: str) -> sa.Update:
    return sa.update(_choice).where(_choice.c.unit_id == unit, _choice.c.member_id == member)
