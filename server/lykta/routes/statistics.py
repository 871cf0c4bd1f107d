"""`GET /api/statistics/TABLE` (protocol §8): as JSON, or as a file to be carried on."""

from typing import Any

from litestar import Response, get
from litestar.params import FromPath
from msgspec import Struct

from lykta.domain.problem import Refused
from lykta.domain.rows import Actor
from lykta.domain.statistics import CATALOGUE, MEDIANS
from lykta.domain.statistics_words import Language, title_of
from lykta.intake.desk import Desk
from lykta.reports import of_unit, statistics, worded
from lykta.reports.sheets import as_csv, as_xlsx
from lykta.reports.told import Period, Told
from lykta.reports.worded import Worded
from lykta.routes import query
from lykta.routes.guard import actor
from lykta.routes.period import language_in, mode_in, period_in
from lykta.routes.state import Asked, house

FORMATS = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Answer(Struct):
    told: Told
    words: Worded


@get("/api/statistics")
async def read_catalogue(request: Asked) -> dict[str, Any]:
    """Which tables there are, of what, and which of them are also for the public."""
    await actor(request, "supervisor", "reviewer")
    query.only(request.query_params, {"language"})
    language = language_in(request.query_params)
    tables = [
        {**each._asdict(), "title": title_of(each.counts, each.dimensions, language)}
        for each in CATALOGUE.values()
    ]
    medians = {"name": MEDIANS, "counts": MEDIANS, "rows": MEDIANS, "columns": None, "public": True}
    return {"tables": [*tables, {**medians, "title": title_of(MEDIANS, [], language)}]}


@get("/api/statistics/{table:str}")
async def read_table(request: Asked, table: FromPath[str]) -> Answer | Response[bytes]:
    """`from`, `to`: days, the second not in it. Raises Refused: query.malformed, not.found,
    role.denied, statistics.period, statistics.few.
    """
    reader = await actor(request, "supervisor", "reviewer")
    asked = request.query_params
    query.only(asked, {"from", "to", "mode", "format", "language"})
    format = asked.get("format", "json")
    if format not in ("json", *FORMATS):
        raise Refused("query.malformed", "format")
    period, mode, language = period_in(asked), mode_in(asked), language_in(asked)
    desk = house(request).desk
    told = await statistics.table(desk, reader, table, period, mode)
    words = await _words(desk, reader, told, period, language)
    return Answer(told, words) if format == "json" else _file(told, words, format)


async def _words(
    desk: Desk, reader: Actor, told: Told, period: Period, language: Language
) -> Worded:
    async with desk.database.read(reader.unit) as connection:
        unit = await of_unit.read(connection, reader.unit, period)
        approver = (
            await of_unit.name_of(connection, reader.unit, told.exact.by) if told.exact else ""
        )
    zones = {code: names.get(language, code) for code, names in unit.zones.items()}
    return worded.word(told, language, zones, approver)


def _file(told: Told, words: Worded, format: str) -> Response[bytes]:
    lines = worded.lines(told, words)
    content = as_csv(lines) if format == "csv" else as_xlsx({told.table: lines})
    # The name is the desk's own: nothing that was asked for is in it (A64).
    name = f"lykta-{told.table}-{told.since}-{told.to}-{told.mode}.{format}"
    return Response(
        content,
        media_type=FORMATS[format],
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )
