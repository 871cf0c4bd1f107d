"""Builds the app: the doors, what they need, and the layers around them."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from litestar import Litestar
from litestar.types import ASGIApp, Middleware

from lykta.domain import limits
from lykta.intake.desk import Desk
from lykta.notices.vapid import Vapid
from lykta.routes import (
    audit,
    changes,
    devices,
    errors,
    health,
    live,
    lost,
    members,
    notices,
    ops,
    passkeys,
    push,
    queue,
    report,
    session,
    static,
    statistics,
)
from lykta.routes.headers import walled
from lykta.routes.limiter import Limiter
from lykta.routes.state import Asked, House
from lykta.settings import Settings
from lykta.store.bell import Bell
from lykta.store.engine import Database
from lykta.vault.keyring import Keyring

STATIC = Path(__file__).parent / "static"
DOORS = [
    health.health,
    health.ready,
    ops.ops,
    changes.read_changes,
    changes.read_one,
    queue.read_queue,
    queue.read_history,
    report.read_report,
    statistics.read_catalogue,
    statistics.read_table,
    live.live,
    devices.enrol,
    devices.read_keys,
    devices.read_devices,
    lost.revoke,
    lost.read_lost,
    push.subscribe,
    push.unsubscribe,
    push.ring_once,
    notices.read_notices,
    notices.choose,
    lost.wiped,
    session.challenge,
    session.sign_in,
    session.sign_out,
    passkeys.passkey_options,
    passkeys.make_passkey,
    audit.read_audit,
    audit.read_reviews,
    audit.review,
    members.read_members,
    members.new_member,
    members.new_invitation,
]


def utc_now() -> datetime:
    return datetime.now(UTC)


def make_desk(settings: Settings, now: Callable[[], datetime] = utc_now) -> Desk:
    return Desk(Database(settings.database), Keyring(settings.keys), now)


def make_app(settings: Settings, desk: Desk) -> tuple[ASGIApp, Bell]:
    """The app, and the bell that ends its open streams."""
    bell = Bell(desk.database)
    limiter = Limiter(desk.now)
    desk.ring, desk.spend = bell.ring, limiter.letters
    push_key = None
    if settings.vapid_key is not None:
        push_key = Vapid(settings.vapid_key, settings.vapid_subject).public
    house = House(settings, desk, bell, limiter, push_key)
    watching: list[Middleware] = []
    before: Callable[[Asked], None] | None = None
    if settings.metrics is not None:
        from lykta.routes import metrics

        metrics.serve(*settings.metrics, desk, bell)
        house.answered = metrics.answered
        watching.append(metrics.counting())
    if settings.traces is not None:
        from lykta.routes import traces

        watching.append(traces.tracing(settings.traces))
        before = traces.named

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        bell.start()
        try:
            yield
        finally:
            await bell.stop()

    app = Litestar(
        DOORS,
        lifespan=[lifespan],
        middleware=watching,
        before_request=before,
        exception_handlers=errors.HANDLERS,
        openapi_config=None,
        # Or it would write lines of its own form, with the words of errors.
        logging_config=None,
        request_max_body_size=limits.PARCEL_BYTES,
    )
    app.state.house = house
    return walled(static.served(app, static.load(STATIC)), settings.origin), bell
