"""What the desk knows that matters to these letters, fetched in a few queries for all of them."""

from collections.abc import Iterable

from msgspec import Struct, field

from lykta.domain import bodies, ids
from lykta.domain.consent import Act
from lykta.domain.ops import Op
from lykta.domain.rows import Row
from lykta.intake.opened import Opened
from lykta.store import rows as store
from lykta.store.engine import Connection


class Known(Struct):
    """The unit as far as it is loaded. Decisions read it; taking a letter in changes it."""

    unit: str
    rows: dict[str, Row] = field(default_factory=dict)
    acts: dict[str, list[Act]] = field(default_factory=dict)

    async def fetch(
        self, connection: Connection, letters: Iterable[Opened], *, members: bool = False
    ) -> None:
        """Loads what these letters are about. What is here already is newer, and stays."""
        subjects: set[str] = set()
        contacts: set[str] = set()
        shifts: set[str] = set()
        for each in letters:
            if each.op is not None:
                subjects |= _ids(each.op, each.body, each.header.device, self.unit)
                contacts |= _contacts(each.op, each.body)
                shifts |= {each.op.subject} if each.op.type == "shift.end" else set()
        found = await store.load(
            connection,
            self.unit,
            ids=subjects,
            contacts=contacts,
            shifts=shifts,
            members=members,
        )
        contacts |= {
            row.data.contact for row in found if row.kind == "follow_up" and not row.gone
        } - {None}
        for row in found:
            self.rows.setdefault(row.id, row)
        # Of a contact that is not here yet too: a withdrawal may have come before it.
        for contact, acts in (await store.acts(connection, self.unit, contacts)).items():
            self.acts.setdefault(contact, acts)


def _ids(op: Op, body: bodies.Body | None, device: str, unit: str) -> set[str]:
    found = {op.subject}
    if op.type.startswith("contact."):
        found.add(ids.duty_of(op.subject))
    if op.type == "follow_up.complete":
        found.add(ids.feedback_of(op.subject))
    if isinstance(body, bodies.SettingSet):
        found.add(ids.setting_of(unit, body.name))
    if isinstance(op.mends, str):
        found.add(ids.held_of(device, op.mends))
    found |= {each.id for each in getattr(body, "follow_ups", [])}
    found |= {getattr(body, name, None) or op.subject for name in ("contact", "shift")}
    return found


def _contacts(op: Op, body: bodies.Body | None) -> set[str]:
    named = getattr(body, "contact", None)
    return {op.subject} | ({named} if named else set())
