"""Prints `pwa/src/contract/contract.ts`: the codes, limits, tables and forms both sides share.

`python -m lykta.contract` prints it, `… rules` prints RULES.md with the follow-up diagram. Apart,
because the phone fetches them apart, are `… labels_sv` and `… labels_en`, the words for the codes
in one language, and `… identifiers`, the patterns it searches a text by.
`make contract` writes all of them, a test fails when one is stale.
"""

import enum
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from msgspec import inspect

from lykta.domain import (
    consent,
    due,
    duty,
    follow_up,
    free_text,
    held,
    identifier_patterns,
    identifiers,
    indicators,
    laws,
    limits,
    notices,
    plain_text,
    queue,
    retention,
    rows,
    shown_texts,
    unit_settings,
)
from lykta.domain.form import extra_of
from lykta.domain.ops import OPS
from lykta.domain.others import SETTINGS
from lykta.domain.problem import CATALOGUE
from lykta.domain.words import LISTS

HEAD = """\
// Printed by server/lykta/contract.py (make contract). Never edited by hand.

export type Id = string;
/** RFC 3339 with an offset. */
export type Time = string;
export type Day = string;
export type Zone = string;
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
"""

SHOWN: tuple[type[msgspec.Struct], ...] = (
    shown_texts.Cards,
    shown_texts.Wordings,
    shown_texts.WordingSaid,
    retention.Retention,
    unit_settings.Partner,
)
"""What the settings of the same names hold; in an op and a row they are free JSON."""

TABLE_TYPES = """\
export type FollowUpState = (typeof FOLLOW_UP_STATES)[number];
export type FollowUpEvent = (typeof FOLLOW_UP_EVENTS)[number];
export type Who = "supervisor" | "anyone" | "assignee" | "holder" | "system";
type FollowUpTable = Readonly<
  Record<FollowUpState, Readonly<Record<FollowUpEvent, FollowUpState | null>>>
>;
"""

WIRE = """\
export type Outcome = "applied" | "adjusted" | "held" | "refused" | "failed";
export type ProblemCode = keyof typeof PROBLEMS;
export interface Problem {
  code: ProblemCode;
  field?: string;
  facts?: Record<string, string | number>;
  incident?: string;
}
export interface Receipt {
  id: Id | null;
  outcome: Outcome;
  version: number | null;
  problem: Problem | null;
}
export interface OpsAnswer {
  receipts: Receipt[];
  server_time: Time;
  epoch: string | null;
  clock: number | null;
  safe: number | null;
  wipe: Id[];
}
export interface IngestKey {
  id: string;
  public_key: string;
  not_after: Time;
}
export interface Enrolled {
  device: Id;
  unit: { id: Id; name: string };
  member: { id: Id; name: string; role: MemberRole };
  ingest: IngestKey[];
}
export type MemberRole = Code<"member_role">;

interface Told {
  by: Id | null;
  received_at: Time;
}
export interface RowData {
  member: Member;
  setting: Setting;
  shift: Shift & Told;
  contact: Contact & Told & { note?: string };
  follow_up: FollowUp &
    Told & {
      events: (Event & { remark?: string; ground?: string })[];
      details?: Details;
      language?: string;
      interpreter?: Code<"interpreter">;
      consents?: Consent[];
    };
  activity: Activity & Told & { corrected?: Correction[] };
  incident: Incident & Told;
  disclosure: Disclosure & Told;
  held: {
    why: ProblemCode;
    device: Id;
    type: string | null;
    op: Id;
    field?: string;
    /** The op as it was written; only where it was opened by itself. */
    letter?: string;
  } & Told;
}
export type Kind = keyof RowData;
export type FeedRow = { [K in Kind]: { kind: K; id: Id; version: number; data: RowData[K] } }[Kind];
export interface Gone {
  kind: Kind;
  id: Id;
  version: number;
}
export interface ChangesAnswer {
  rows: FeedRow[];
  gone: Gone[];
  cursor: string;
  more: boolean;
  server_time: Time;
  epoch: string;
  clock: number;
}
"""


def text() -> str:
    """The whole file, byte for byte as it is committed."""
    parts = [
        HEAD,
        _const("LIMITS", {k: v for k, v in vars(limits).items() if k.isupper()}),
        _lists(),
        "export type Code<L extends keyof typeof LISTS> = (typeof LISTS)[L]['codes'][number];\n",
        _const("PROBLEMS", {code: entry.mended_by for code, entry in CATALOGUE.items()}),
        _const("FOLLOW_UP_STATES", list(follow_up.STATES)),
        _const("FOLLOW_UP_EVENTS", list(follow_up.EVENTS)),
        TABLE_TYPES,
        _const(
            "FOLLOW_UP_TABLE",
            follow_up.TABLE,
            "FollowUpTable",
        ),
        _const("FOLLOW_UP_WHO", follow_up.WHO, "Readonly<Record<FollowUpEvent, Who>>"),
        _const("FOLLOW_UP_OPEN", sorted(follow_up.OPEN)),
        _const("FOLLOW_UP_RUNNING", sorted(queue.RUNNING)),
        _const(
            "QUEUE_PLACES",
            [each._asdict() | {"states": sorted(each.states)} for each in queue.PLACES],
        ),
        _const("HELD_RELEASES", sorted(held.RELEASES)),
        _const("NARROW_FIRST", consent.NARROW_FIRST),
        _const("HANDS_OVER", consent.HANDS_OVER, "Readonly<Record<string, readonly string[]>>"),
        _const("REACHES", sorted(consent.REACHES)),
        _const("TOLD", sorted(consent.TOLD)),
        _const("CONSULT_FROM", indicators.CONSULT_FROM),
        _const("CONSULT_ALONE", sorted(indicators.CONSULT_ALONE)),
        _const("CHILD_BANDS", sorted(duty.CHILD_BANDS)),
        _const("DUE", {kind: rule._asdict() for kind, rule in due.RULES.items()}),
        _const("DUE_OTHERS", due.OTHERS._asdict()),
        _const("SETTINGS", sorted(SETTINGS)),
        _const("RETENTION", {name: span._asdict() for name, span in retention.CLASSES.items()}),
        _const("QUIET_HOURS", notices.QUIET),
        _const("LAWS", {name: law._asdict() for name, law in laws.LAWS.items()}),
        _const("CARD_LANGUAGES", shown_texts.LANGUAGES),
        *_interfaces(),
        _op_bodies(),
        WIRE,
    ]
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


def _const(name: str, value: Any, type: str | None = None) -> str:
    printed = msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
    if type is None:
        return f"export const {name} = {printed} as const;"
    return f"export const {name}: {type} = {printed};"


def _lists() -> str:
    """One line a list; what a code is called stands with its language."""
    lines = ["export const LISTS = {"]
    for each in LISTS.values():
        codes = msgspec.json.encode([word.code for word in each.words]).decode()
        lines.append(f"  {each.name}: {{ version: {each.version}, codes: {codes} }},")
    return "\n".join([*lines, "} as const;"])


def labels(language: str) -> str:
    """`pwa/src/contract/labels.LANGUAGE.ts`: one line a word, so that a change of the vocabulary
    is one line of a diff.
    """
    lines = [HEAD.splitlines()[0], "", "export const LABELS = {"]
    for each in LISTS.values():
        lines.append(f"  {each.name}: {{")
        for word in each.words:
            lines.append(
                f"    {word.code}: {msgspec.json.encode(getattr(word, language)).decode()},"
            )
        lines.append("  },")
    return "\n".join([*lines, "} as const;"]) + "\n"


def _interfaces() -> list[str]:
    """Every struct that an op's body or a row's data is made of, each once."""
    found: dict[str, str] = {}
    bodies_of_ops: list[type[msgspec.Struct]] = [op.body for op in OPS.values()]
    for struct in [*bodies_of_ops, *rows.DATA.values(), *SHOWN]:
        _interface(struct, found)
    return list(found.values())


def _interface(struct: type[msgspec.Struct], found: dict[str, str]) -> None:
    if struct.__name__ in found:
        return
    found[struct.__name__] = ""
    info = inspect.type_info(struct)
    assert isinstance(info, inspect.StructType)
    always = not struct.__struct_config__.omit_defaults
    lines = [f"export interface {struct.__name__} {{"]
    for field in info.fields:
        mark = "" if field.required or always else "?"
        lines.append(f"  {field.name}{mark}: {_type(field.type, found)};")
    found[struct.__name__] = "\n".join([*lines, "}"])


def _type(info: inspect.Type, found: dict[str, str]) -> str:
    extra = extra_of(info)
    match info:
        case inspect.Metadata(type=inner):
            if "ts" in extra:
                return str(extra["ts"])
            if "codes" in extra and not isinstance(inner, inspect.ListType | inspect.DictType):
                return f'Code<"{extra["codes"]}">'
            return _type(inner, found)
        case inspect.UnionType(types=types):
            return " | ".join(_type(each, found) for each in types)
        case inspect.StructType(cls=cls):
            _interface(cls, found)
            return cls.__name__
        case inspect.ListType(item_type=item):
            each = _type(item, found)
            return f"({each})[]" if "|" in each else f"{each}[]"
        case inspect.DictType(key_type=key, value_type=value):
            return f"Partial<Record<{_type(key, found)}, {_type(value, found)}>>"
        case inspect.LiteralType(values=values):
            return " | ".join(f'"{value}"' for value in values)
        case inspect.EnumType(cls=cls) if issubclass(cls, enum.Enum):
            return " | ".join(f'"{each.value}"' for each in cls)
        case inspect.AnyType():
            return "Json"
    return _SIMPLE[type(info)]


_SIMPLE: dict[type, str] = {
    inspect.StrType: "string",
    inspect.BoolType: "boolean",
    inspect.IntType: "number",
    inspect.NoneType: "null",
    inspect.DateTimeType: "Time",
    inspect.DateType: "Day",
}


def _op_bodies() -> str:
    lines = [f'  "{name}": {op.body.__name__};' for name, op in OPS.items()]
    return "\n".join(
        ["export interface OpBodies {", *lines, "}", "export type OpType = keyof OpBodies;"]
    )


RULES = Path(__file__).parent / "domain" / "RULES.md"
_DIAGRAM = re.compile(r"(?<=<!-- diagram -->\n).*?(?=<!-- /diagram -->)", re.DOTALL)


def rules() -> str:
    """RULES.md with the follow-up diagram as the table has it now."""
    drawn = f"```mermaid\n{follow_up.diagram()}\n```\n"
    return _DIAGRAM.sub(lambda _: drawn, RULES.read_text())


def identifier_table() -> str:
    """`pwa/src/contract/identifiers.ts`: the desk's detectors, row by row."""
    rows_of_table = [
        {
            "kind": each.kind,
            "pattern": each.pattern.pattern,
            "holds": each.holds.__name__ if each.holds else None,
            "notAfter": each.not_after,
            "before": each.before.pattern if each.before else None,
            "reads": each.reads,
            "whole": each.whole,
        }
        for each in identifiers.DETECTORS
    ]
    names = ("TIMES", "DATES", "ENDLESS", "GAPS", "SWEDISH", "HELPLINES", "NOT_HANDLES")
    patterns = vars(identifier_patterns)
    limits_of_search = ("ENOUGH", "DOUBTS_MAX", "BEFORE", "ENDS_NOTHING", "HIDDEN")
    parts = [
        HEAD.splitlines()[0] + "\n",
        _const("KINDS", identifiers.KINDS),
        _const("DETECTORS", rows_of_table),
        *(_const(name, patterns[name]) for name in (*names, "PLATE_NAMED")),
        _const("NOT_PLATES", " ".join(sorted(identifier_patterns.NOT_PLATES))),
        *(_const(name, getattr(identifiers, name)) for name in limits_of_search),
        _const(
            "LOOKALIKES",
            ["".join(each) for each in zip(*plain_text.LOOKALIKES.items(), strict=True)],
        ),
        _const("FILLERS", plain_text.FILLERS),
        _const("WIDEST", plain_text.WIDEST),
        _const("FREE_TEXT", sorted(free_text.FREE_TEXT)),
    ]
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


PRINTED: dict[str, Callable[[], str]] = {
    "rules": rules,
    "identifiers": identifier_table,
    "labels_sv": lambda: labels("sv"),
    "labels_en": lambda: labels("en"),
}

if __name__ == "__main__":
    sys.stdout.write(PRINTED[sys.argv[1]]() if sys.argv[1:] else text())
