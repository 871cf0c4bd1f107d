"""What a unit has set that its reports need: read with care, for some of it is free."""

from typing import Any

import msgspec
from msgspec import Struct

from lykta.domain import ids, report_settings
from lykta.domain.report_settings import Costs, Exact, Narrative
from lykta.domain.statistics_words import HIDDEN
from lykta.domain.unit_settings import Partner
from lykta.reports.told import Approval, Period
from lykta.store import rows
from lykta.store.engine import Connection

NAMES = ("costs", "exact", "narrative", "partners", "zones")


class OfUnit(Struct):
    partners: list[Partner]
    zones: dict[str, dict[str, str]]
    """The unit's own, by code: their names by language."""
    costs: Costs | None
    narrative: Narrative | None
    exact: Approval | None


async def read(connection: Connection, unit: str, period: Period) -> OfUnit:
    """What was told of this period and no other; partners and zones as they are now."""
    names = {ids.setting_of(unit, name): name for name in NAMES}
    found = await rows.load(connection, unit, ids=list(names))
    kept = {names[row.id]: row.data.value for row in found if row.id in names and not row.gone}
    of = (period.since, period.to)
    exact = report_settings.of(kept.get("exact"), Exact, *of)
    return OfUnit(
        partners=_partners(kept.get("partners")),
        zones=_zones(kept.get("zones")),
        costs=report_settings.of(kept.get("costs"), Costs, *of),
        narrative=report_settings.of(kept.get("narrative"), Narrative, *of),
        exact=None if exact is None else Approval(exact.by, exact.at, exact.reason),
    )


async def name_of(connection: Connection, unit: str, member: str) -> str:
    found = await rows.load(connection, unit, ids=[member])
    return next((row.data.name for row in found if row.kind == "member"), HIDDEN)


def _partners(value: Any) -> list[Partner]:
    try:
        return msgspec.convert(msgspec.to_builtins(value) or [], list[Partner])
    except msgspec.ValidationError:
        return []


def _zones(value: Any) -> dict[str, dict[str, str]]:
    try:
        listed = msgspec.convert(value or [], list[dict[str, str]])
    except msgspec.ValidationError:
        return {}
    return {each["code"]: each for each in listed if "code" in each}
