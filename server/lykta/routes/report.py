"""`GET /api/report` (protocol §8): the final report of a period, to read, print and go on with."""

from litestar import Response, get
from msgspec import Struct

from lykta.domain.problem import Refused
from lykta.reports.as_html import as_html
from lykta.reports.document import Document
from lykta.reports.final_report import final_report
from lykta.routes import query
from lykta.routes.guard import actor
from lykta.routes.period import language_in, mode_in, period_in
from lykta.routes.state import Asked, house

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Answer(Struct):
    document: Document


@get("/api/report")
async def read_report(request: Asked) -> Answer | Response[bytes]:
    """`from`, `to`: days, the second not in it. Raises Refused: query.malformed, role.denied,
    statistics.period, statistics.few.
    """
    reader = await actor(request, "supervisor", "reviewer")
    asked = request.query_params
    query.only(asked, {"from", "to", "mode", "format", "language"})
    format = asked.get("format", "html")
    if format not in ("html", "docx", "json"):
        raise Refused("query.malformed", "format")
    period, mode, language = period_in(asked), mode_in(asked), language_in(asked)
    document = await final_report(house(request).desk, reader, period, mode, language)
    if format == "json":
        return Answer(document)
    if format == "html":
        return Response(as_html(document, language), media_type="text/html")
    # Once a year, so that it is no burden the whole year.
    from lykta.reports.as_docx import as_docx

    name = f"lykta-report-{period.since}-{period.to}-{mode}.docx"
    return Response(
        as_docx(document, language),
        media_type=DOCX,
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )
