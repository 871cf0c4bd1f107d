"""What did they say: the feed's rows, folded (protocol §8).

Law: a row leaves only when `gone` names it, or when the whole replica starts over.
"""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from .letter import Json

Key = tuple[str, str]  # kind, id


@dataclass(frozen=True, slots=True)
class Row:
    kind: str
    id: str
    version: int
    data: Json


@dataclass(frozen=True, slots=True)
class Gone:
    kind: str
    id: str
    version: int


@dataclass(slots=True)
class Replica:
    """`clock` is the unit's clock as far as everything up to it has been read; None: nothing."""

    rows: dict[Key, Row] = field(default_factory=dict)
    cursor: str | None = None
    clock: int | None = None

    def fold(self, rows: list[Row], gone: list[Gone]) -> None:
        """Within a page the higher version wins; at the same version `gone` does."""
        for row in rows:
            held = self.rows.get((row.kind, row.id))
            if held is None or row.version >= held.version:
                self.rows[row.kind, row.id] = row
        for end in gone:
            held = self.rows.get((end.kind, end.id))
            if held is not None and end.version >= held.version:
                del self.rows[end.kind, end.id]

    def find(self, kind: str, id: UUID) -> Row | None:
        return self.rows.get((kind, str(id)))


@dataclass(slots=True)
class News:
    """What one reading brought, in the order of the feed."""

    rows: list[Row] = field(default_factory=list)
    gone: list[Gone] = field(default_factory=list)


def rows_of(page: Json) -> list[Row]:
    return [Row(one["kind"], one["id"], one["version"], one["data"]) for one in page["rows"]]


def gone_of(page: Json) -> list[Gone]:
    ends: list[Any] = page["gone"]
    return [Gone(one["kind"], one["id"], one["version"]) for one in ends]
