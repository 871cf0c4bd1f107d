"""`POST /api/ops`: the one door in. No session: whoever carries a letter may bring it."""

from litestar import post

from lykta.domain import limits
from lykta.domain.problem import Refused
from lykta.intake import Answer, take_in
from lykta.letters.parcel import read_parcel
from lykta.routes.body import read_bytes
from lykta.routes.state import Asked, house


@post("/api/ops", status_code=200)
async def ops(request: Asked) -> Answer:
    of = house(request)
    body = await read_bytes(request, limits.PARCEL_BYTES)
    parcel = read_parcel(body)
    if parcel is None:
        raise Refused("body.malformed")
    if len(parcel.letters) > limits.OPS_PER_PARCEL:
        raise Refused("body.too_large")
    answer = await take_in(of.desk, parcel)
    of.answered(answer.receipts)
    return answer
