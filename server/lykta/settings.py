"""The environment, read once at the start. Whatever is missing or wrong is one sentence, exit 2."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

ORIGIN = re.compile(r"\Ahttps?://[a-z0-9.-]+(:[0-9]{1,5})?\Z")


class Wrong(Exception):
    """The environment is not as it must be. The message is a sentence with what to do."""


class Settings(Struct, frozen=True):
    data: Path
    keys: Path
    database: str
    origin: str | None = None
    development: bool = False
    owner: str | None = None
    """The same database by the role that owns the tables: only `migrate` uses it."""
    vapid_key: Path | None = None
    """None: push is off."""
    vapid_subject: str = ""
    push_services: tuple[str, ...] = ()
    """Beginnings of endpoints, in place of those of the services that browsers use."""
    smtp: str | None = None
    """None: no mail."""
    smtp_from: str = ""
    metrics: tuple[str, int] | None = None
    """Where an operator reads numbers, apart from the doors; None: nowhere."""
    traces: str | None = None
    """The collector that is told how long requests take; None: none is."""

    @property
    def secure(self) -> bool:
        return self.origin is not None and self.origin.startswith("https://")


def read(environment: Mapping[str, str] = os.environ, *, serves: bool = False) -> Settings:
    """Raises Wrong. `serves`: the origin is needed too."""
    data_text = environment.get("LYKTA_DATA")
    if not data_text:
        raise Wrong(
            "LYKTA_DATA is missing: set it to the directory that holds the database and the keys."
        )
    data = Path(data_text)
    if not data.is_dir():
        raise Wrong(f"LYKTA_DATA names {data}, which is no directory: make it, or name another.")
    origin = environment.get("LYKTA_ORIGIN")
    if serves and not origin:
        raise Wrong(
            "LYKTA_ORIGIN is missing: set it to the address people open, "
            "for example https://lykta.example."
        )
    if origin is not None and not _good_origin(origin):
        raise Wrong(
            f"LYKTA_ORIGIN is {origin!r}, which is no address of the form https://host: "
            "correct it. Plain http works for localhost only."
        )
    return Settings(
        data=data,
        keys=Path(environment.get("LYKTA_KEYS") or data / "keys"),
        database=_database(environment.get("LYKTA_DATABASE"), data),
        owner=environment.get("LYKTA_DATABASE_OWNER") or None,
        origin=origin,
        development=environment.get("LYKTA_DEVELOPMENT") == "1",
        **_telling(environment, origin),
        **_watching(environment),
    )


SUBJECT = re.compile(r"\A(mailto:[^@\s]+@[^@\s]+|https://\S+)\Z")
SERVICE = re.compile(r"\Ahttps://[a-z0-9.-]+/\S*\Z|\Ahttp://localhost:[0-9]{1,5}/\S*\Z")
MAIL = re.compile(r"\Asmtps?://(\S+:\S+@)?[A-Za-z0-9.-]+(:[0-9]{1,5})?\Z")
ADDRESS = re.compile(r"\A[^@\s<>]+@[^@\s<>]+\Z")


def _telling(environment: Mapping[str, str], origin: str | None) -> dict[str, Any]:
    """Push and mail: each whole, or not at all."""
    key, subject = (environment.get(f"LYKTA_VAPID_{name}") for name in ("KEY", "SUBJECT"))
    if bool(key) != bool(subject) or (subject and not SUBJECT.match(subject)):
        raise Wrong(
            "For push, set LYKTA_VAPID_KEY to a key file and LYKTA_VAPID_SUBJECT to "
            "mailto:ADDRESS, where a push service can reach you; or neither."
        )
    services = tuple(filter(None, (environment.get("LYKTA_PUSH_SERVICES") or "").split(",")))
    here = origin is not None and origin.startswith("http://localhost")
    if not all(SERVICE.match(each) and (here or each.startswith("https")) for each in services):
        raise Wrong(
            "LYKTA_PUSH_SERVICES is a list, with commas, of how endpoints begin, each of the form "
            "https://host/path: correct it, or leave it out for those that browsers use."
        )
    smtp, sender = environment.get("LYKTA_SMTP"), environment.get("LYKTA_SMTP_FROM")
    if bool(smtp) != bool(sender) or (
        smtp and not (MAIL.match(smtp) and ADDRESS.match(sender or ""))
    ):
        raise Wrong(
            "For mail, set LYKTA_SMTP to smtp://user:password@host:587 (or smtps://) and "
            "LYKTA_SMTP_FROM to the address it comes from; or neither."
        )
    return {
        "vapid_key": Path(key) if key else None,
        "vapid_subject": subject or "",
        "push_services": services,
        "smtp": smtp or None,
        "smtp_from": sender or "",
    }


PLACE = re.compile(r"\A([A-Za-z0-9.-]+):([0-9]{1,5})\Z")
COLLECTOR = re.compile(r"\Ahttps?://[A-Za-z0-9.-]+(:[0-9]{1,5})?/\S*\Z")


def _watching(environment: Mapping[str, str]) -> dict[str, Any]:
    """Numbers and traces, each only where it is asked for."""
    place, traces = environment.get("LYKTA_METRICS"), environment.get("LYKTA_TRACES")
    found = PLACE.match(place) if place else None
    if place and (found is None or not 0 < int(found[2]) < 65536):
        raise Wrong(
            f"LYKTA_METRICS is {place!r}: set it to an address that only you can reach, for "
            "example 127.0.0.1:9464, or leave it out."
        )
    if traces and not COLLECTOR.match(traces):
        raise Wrong(
            f"LYKTA_TRACES is {traces!r}: set it to where your collector takes traces, for "
            "example http://127.0.0.1:4318/v1/traces, or leave it out."
        )
    return {
        "metrics": (found[1], int(found[2])) if found else None,
        "traces": traces or None,
    }


def _good_origin(origin: str) -> bool:
    """Browsers give service workers and keys only to https, and to localhost."""
    if not ORIGIN.match(origin):
        return False
    return origin.startswith("https://") or bool(re.match(r"http://localhost(:|\Z)", origin))


def _database(url: str | None, data: Path) -> str:
    if not url:
        return f"sqlite+aiosqlite:///{data.resolve() / 'lykta.db'}"
    if not url.startswith(("sqlite+aiosqlite://", "postgresql+asyncpg://")):
        raise Wrong(
            "LYKTA_DATABASE must begin with sqlite+aiosqlite:// or postgresql+asyncpg://: "
            "correct it, or leave it out for a SQLite file in LYKTA_DATA."
        )
    return url
