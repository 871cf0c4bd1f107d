"""Every table cell of the rules, broken: which file, what stands there, what it becomes."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from lykta.domain import follow_up, limits
from lykta.domain.ops import OPS
from lykta.domain.problem import CATALOGUE
from lykta.domain.words import LISTS

ROOT = Path(__file__).parents[2]
DOMAIN = "server/lykta/domain"


class Mutant(NamedTuple):
    name: str
    file: str
    old: str
    new: str


def cells() -> Iterator[Mutant]:
    lines = follow_up._TABLE.strip("\n").splitlines()[1:]
    for line in lines:
        event, *row = line.split()
        for n, (state, cell) in enumerate(zip(follow_up.STATES, row, strict=True)):
            for other in {state, "-"} - {cell}:
                changed = " ".join([event, *row[:n], other, *row[n + 1 :]])
                yield Mutant(f"table {event}/{state} {cell}→{other}", "follow_up.py", line, changed)
    for event, who in follow_up.WHO.items():
        for other in {"supervisor", "anyone", "assignee", "holder", "system"} - {who}:
            old, new = f'"{event}": "{who}"', f'"{event}": "{other}"'
            yield Mutant(f"who {event} {who}→{other}", "follow_up.py", old, new)


SETS = {
    "OPEN": ("follow_up.py", "approved"),
    "REACHES": ("consent.py", "KIN_CONTACT"),
    "TOLD": ("consent.py", "NOT_REACHED"),
    "CHILD_BANDS": ("duty.py", "A18_19"),
    "PUBLIC": ("sight.py", "follow_up"),
    "OWN": ("sight.py", "disclosure"),
    "RUNNING": ("queue.py", "done"),
    "CONSULT_ALONE": ("indicators.py", "DEBT"),
    "RELEASES": ("held.py", "consent.missing"),
}
"""Sets of codes, and a code that is not in each."""


def source(file: str) -> str:
    return (ROOT / DOMAIN / file).read_text(encoding="utf-8")


def in_sets() -> Iterator[Mutant]:
    for name, (file, more) in SETS.items():
        found = re.search(
            rf"{name}\b[^=\n]*= frozenset\(\s*\{{(.*?)\}}\s*\)", source(file), re.DOTALL
        )
        assert found, name
        whole, inside = found[0], found[1]
        for code in re.findall(r'"([^"]+)"', inside):
            yield Mutant(f"{name} without {code}", file, whole, whole.replace(f'"{code}"', '"-"'))
        yield Mutant(
            f"{name} with {more}", file, whole, whole.replace(inside, f'{inside} , "{more}"')
        )


def in_consents() -> Iterator[Mutant]:
    text = source("consent.py")
    narrow = re.search(r"NARROW_FIRST = \((.*)\)", text)
    assert narrow
    states = narrow[1].split(", ")
    for one, two in pairwise(states):
        swapped = narrow[1].replace(f"{one}, {two}", f"{two}, {one}")
        yield Mutant(f"narrow {one}↔{two}", "consent.py", narrow[1], swapped)
    for kind, purposes in re.findall(r'"([A-Z_]+)": \(("SHARE.*)\),', text):
        line = f'"{kind}": ({purposes})'
        yield Mutant(f"hands over without {kind}", "consent.py", line + ",", "")
        for purpose in re.findall(r'"([A-Z_]+)"', purposes):
            changed = line.replace(f'"{purpose}"', '"SHARE_POLICE"')
            yield Mutant(f"hands over {kind} not by {purpose}", "consent.py", line, changed)


def in_dues() -> Iterator[Mutant]:
    for kind, after, unit in re.findall(r'"([A-Z_]+)": Rule\((\d+), "(\w+)"\)', source("due.py")):
        line = f'"{kind}": Rule({after}, "{unit}"),'
        yield Mutant(f"due without {kind}", "due.py", line, "")
        for other in {"days", "working_days", "morning"} - {unit}:
            yield Mutant(f"due {kind} {unit}→{other}", "due.py", line, line.replace(unit, other))
        if unit != "morning":
            changed = line.replace(after, str(int(after) + 1))
            yield Mutant(f"due {kind} {after}+1", "due.py", line, changed)
    yield Mutant("due others 7→8", "due.py", 'Rule(7, "days")', 'Rule(8, "days")')
    yield Mutant("office closes 16→17", "due.py", "CLOSES_H = 16", "CLOSES_H = 17")


LIMITS = [
    *("ROUND_MIN", "FUTURE_MIN", "OLD_H", "CONSENT_DAYS", "FEEDBACK_DAYS", "MORNING_H"),
    *("SIGHT_AFTER_SHIFT_H", "SHIFT_H", "GROUND_CHARS_MIN", "DUTY_GROUND_CHARS_MIN"),
    *("NOTE_CHARS", "SHORT_CHARS", "TEXT_CHARS"),
    *("REACH_CHARS", "CALL_NAME_CHARS", "SAFE_HOURS_CHARS"),
]


def in_limits() -> Iterator[Mutant]:
    for name in LIMITS:
        now = getattr(limits, name)
        for other in (now - 1, now + 1):
            old, new = f"\n{name} = {now}\n", f"\n{name} = {other}\n"
            yield Mutant(f"limit {name} {now}→{other}", "limits.py", old, new)
    yield Mutant("consult from 2→3", "indicators.py", "CONSULT_FROM = 2", "CONSULT_FROM = 3")
    yield Mutant("consult from 2→1", "indicators.py", "CONSULT_FROM = 2", "CONSULT_FROM = 1")


def in_words() -> Iterator[Mutant]:
    for each in LISTS.values():
        for word in each.words:
            line = f"{word.code} | {word.sv} | {word.en}"
            for file in ("words_of_contact.py", "words_of_work.py"):
                text = source(file)
                start = text.find(f'"{each.name}",\n')
                if start >= 0 and line in text[start:]:
                    after = text[start : text.index(line, start) + len(line)]
                    changed = after.replace(line, line.replace(word.code, word.code + "_X", 1))
                    yield Mutant(f"word {each.name}.{word.code}", file, after, changed)


def in_ops() -> Iterator[Mutant]:
    for name in OPS:
        found = re.search(
            rf'"{re.escape(name)}": (OpType\(.*?\)|_move\(.*?\)),\n', source("ops.py"), re.DOTALL
        )
        assert found, name
        for old, new in (("EVERYBODY", "SUPERVISOR"), ("SUPERVISOR", "EVERYBODY"), (", True", "")):
            if old in found[0]:
                yield Mutant(
                    f"op {name} {old}→{new}", "ops.py", found[0], found[0].replace(old, new)
                )


def in_problems() -> Iterator[Mutant]:
    for code, (mended_by, status) in CATALOGUE.items():
        line = f'"{code}": Entry("{mended_by}", {status})'
        other = "late" if mended_by != "late" else "fix"
        yield Mutant(
            f"problem {code} {mended_by}→{other}",
            "problem.py",
            line,
            line.replace(mended_by, other),
        )
        yield Mutant(f"problem {code} dropped", "problem.py", line + ",", "")


def mutants() -> Iterator[Mutant]:
    for make in (cells, in_sets, in_consents, in_dues, in_limits, in_words, in_ops, in_problems):
        yield from make()
