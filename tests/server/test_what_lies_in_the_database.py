"""A stranger with the database and its dump: what can they read? (design §6)"""

import base64
import subprocess
from contextlib import aclosing
from pathlib import Path

from lykta.settings import Settings
from lykta.upkeep.people import invite
from tests.phones.bodies import (
    completion,
    consent,
    contact,
    details,
    follow_up,
    report,
    seller,
    shift_end,
    shift_start,
)
from tests.phones.letter import unb64
from tests.postgres import Cluster
from tests.server.inside import ORIGIN, Hand, Inside

CANARY = "Kanariefågel"
GROUND = f"{CANARY} som skäl, tillräckligt långt för en plikt."


def whole(settings: Settings, postgres: Cluster) -> bytes:
    """Every byte of the SQLite file and its log; every value of a PostgreSQL dump."""
    if settings.database.startswith("sqlite"):
        files = sorted(settings.data.glob("lykta.db*"))
        return b"".join(file.read_bytes() for file in files)
    name = settings.database.rpartition("/")[2]
    done = subprocess.run(
        [postgres.bin / "pg_dump", "--host", postgres.sockets, "--port", str(postgres.port),
         "--username=postgres", name],
        check=True, capture_output=True,
    )  # fmt: skip
    return done.stdout


def forms(secret: bytes) -> list[bytes]:
    """As it is, and as a dump or a careless column might write it."""
    plain = base64.b64encode(secret).rstrip(b"=")
    return [secret, secret.hex().encode(), plain, base64.urlsafe_b64encode(secret).rstrip(b"=")]


async def everything_said(ada: Hand, cleo: Hand) -> None:
    """Each free text and each way to reach somebody that an op can carry."""
    now = ada.inside.now
    shift, met, call, duty = (ada.new_id() for _ in range(4))
    said = {"remark": CANARY}
    reach = details(now, reach=CANARY, call_name=CANARY, safe_hours=CANARY)
    agreed = [consent("CONTACT_AGAIN", "YES", now)]
    promises = [
        follow_up("CALL_BACK", now, id=str(call), details=reach, **said),
        follow_up("REPORT_WRITTEN", now, id=str(duty)),
    ]
    written = report(now, receiver=CANARY, reference=CANARY)
    body = seller(now, shift=str(shift), note=CANARY, consents=agreed, follow_ups=promises)
    for hand, op_type, subject, op in (
        (ada, "shift.start", shift, shift_start(now)),
        (ada, "contact.record", met, body | {"never_heard_of": CANARY}),
        (ada, "contact.correct", met, seller(now, note=CANARY)),
        (ada, "follow_up.take", call, {}),
        (ada, "follow_up.attempt", call, {"result": "NOT_REACHED", **said}),
        (ada, "follow_up.complete", duty, completion("LINKED", report=written, **said)),
        (cleo, "follow_up.return", duty, said),
        (cleo, "follow_up.cancel", duty, {"ground": GROUND}),
        (ada, "shift.end", shift, shift_end(now, **said)),
        (ada, "activity.record", ada.new_id(), {"kind": "TRAINING", "on": "2026-10-09", **said}),
        (ada, "incident.record", ada.new_id(), {"kind": "THREAT", "severity": "LOW",
                                                "action": CANARY}),
        (cleo, "disclosure.record", cleo.new_id(), {"to": "Polisen", "ground": GROUND,
            "law": "OSL", "balance": CANARY, "decision": "REFUSED", "decided_by": cleo.member}),
    ):  # fmt: skip
        assert await hand.did(op_type, subject, op) == "applied", op_type


async def everything_kept(ada: Hand, cleo: Hand) -> None:
    """What was held or refused, in whatever way, and a decision about it."""
    now = ada.inside.now
    promised = follow_up("CALL_BACK", now, id=str(ada.new_id()), details=details(now, reach=CANARY))
    for op_type, body in (
        ("contact.record", seller(now, note=CANARY, follow_ups=[promised])),
        ("contact.record", contact(now, note=CANARY, not_offered=...)),
        ("contact.record", contact(now, note=CANARY, age_band=CANARY)),
        ("contact.record", seller(now, indicators={CANARY: "SEEN"})),
        ("contact.record", contact(now, **{CANARY: 1, "note": 1})),
        ("follow_up.open", follow_up("MEET", now, contact=str(ada.new_id()), remark=CANARY)),
        (f"contact.{CANARY}", {}),
        (CANARY, {CANARY: CANARY}),
    ):
        outcome = await ada.did(op_type, ada.new_id(), body)
        assert outcome.startswith(("held ", "refused ")), op_type
    await cleo.read()
    for kind, id in [place for place in cleo.told if place[0] == "held"]:
        assert await cleo.opens(kind, id)  # type: ignore[arg-type]
        await cleo.did("held.decide", id, {"decision": "REDACT", "ground": GROUND})


async def tokens(inside: Inside, cleo: Hand) -> dict[str, bytes]:
    given = await invite(inside.desk, inside.unit, cleo.member, "phone", ORIGIN)
    async with inside.doors(cleo) as phone:
        await phone.sign_in()
        asked = await phone.line.post("/api/session/challenge", {"device": cleo.device})
        cookie = phone.line.client.cookies["lykta"]
    return {
        "invitation": given["code"].encode(),
        "session": unb64(cookie),
        "session as sent": cookie.encode(),
        "challenge": unb64(asked.json()["challenge"]),
        "secret": cleo.phone.device.secret,
    }


def keys(folder: Path) -> dict[str, bytes]:
    found = {}
    for path in folder.rglob("*.key"):
        found[path.name] = path.read_bytes()
    for path in folder.rglob("*.pem"):
        found[path.name] = path.read_bytes().splitlines()[1]
    assert len(found) == 3
    return found


async def test_no_text_no_token_and_no_key_can_be_read(fresh: Settings, postgres: Cluster) -> None:
    """[VI4] [RE2] Texts, tokens, codes and secrets lie encrypted or hashed."""
    async with aclosing(Inside(fresh)) as inside:
        await inside.open_unit()
        ada, cleo = await inside.hand(), await inside.hand("supervisor", "Cleo Påhittad")
        await everything_said(ada, cleo)
        await everything_kept(ada, cleo)
        await ada.read()
        hidden = await tokens(inside, cleo) | keys(fresh.keys) | {"text": CANARY.encode()}
        found = whole(fresh, postgres)
    # The search itself works: what lies in clear is found.
    assert b"Cleo P\xc3\xa5hittad" in found
    assert b"SELLER" in found
    assert [name for name, secret in hidden.items() if any(form in found for form in forms(secret))
            ] == []  # fmt: skip
    assert CANARY.encode("unicode_escape") not in found
