"""Every no as `application/problem+json` {"code", "status"}; a bug as a number to read out."""

import logging
from typing import Any

import msgspec
from litestar import Response
from litestar.exceptions import HTTPException, MethodNotAllowedException, NotFoundException

from lykta.domain.problem import CATALOGUE, Refused
from lykta.intake.unit import incident
from lykta.routes.state import Asked
from lykta.store.engine import Unavailable
from lykta.vault.keyring import KeysMissing

log = logging.getLogger(__name__)

OF_STATUS = {400: "query.malformed", 404: "not.found", 405: "method.not_allowed"}
OF_STATUS |= {413: "body.too_large", 415: "body.media_type", 503: "server.unavailable"}


def answer(code: str, **more: Any) -> Response[bytes]:
    status = CATALOGUE[code].status
    body = {"code": code, "status": status} | {k: v for k, v in more.items() if v is not None}
    headers = {}
    retry_after = (more.get("facts") or {}).get("retry_after")
    if retry_after is not None:
        headers["Retry-After"] = str(retry_after)
    if status == 503:
        headers["Retry-After"] = "5"
    return Response(
        msgspec.json.encode(body),
        status_code=status,
        media_type="application/problem+json",
        headers=headers,
    )


def refused(_: Asked, no: Refused) -> Response[bytes]:
    return answer(no.problem.code, field=no.problem.field, facts=no.problem.facts)


def http(_: Asked, error: HTTPException) -> Response[bytes]:
    """Litestar's own refusals, in our words; its details may quote what was sent."""
    return answer(OF_STATUS.get(error.status_code, "query.malformed"))


def unavailable(_: Asked, error: Unavailable) -> Response[bytes]:
    log.warning("the database is not to be had: %s", error)
    return answer("server.unavailable")


def keys_missing(_: Asked, error: KeysMissing) -> Response[bytes]:
    """Nothing can be opened now; what comes in is kept all the same (A106)."""
    log.error("%s", error)
    return answer("server.unavailable")


def fault(_: Asked, error: Exception) -> Response[bytes]:
    return answer("server.fault", incident=incident(error))


HANDLERS: dict[Any, Any] = {
    Refused: refused,
    Unavailable: unavailable,
    KeysMissing: keys_missing,
    NotFoundException: http,
    MethodNotAllowedException: http,
    HTTPException: http,
    Exception: fault,
}
