"""The numbers of the rules, as RULES.md has them."""

import re
from collections import Counter

from tests.domain.vectors import all_vectors

from .repo import ROOT

_RULE = re.compile(r"(?m)^- \*\*([A-Z]{2}\d+)\*\*")
OF_THE_WORK = ("CT", "CO", "DU", "FU", "VI")
_ALSO = {"RE3", "RE4"}


def ids_of_rules() -> list[str]:
    written = (ROOT / "server/lykta/domain/RULES.md").read_text(encoding="utf-8")
    return _RULE.findall(written)


def of_the_work() -> list[str]:
    """Those that are decided on letters; the others are the phone's, the reports' and upkeep's."""
    return [rule for rule in ids_of_rules() if rule.startswith(OF_THE_WORK) or rule in _ALSO]


def summary() -> str:
    examples = Counter(vector.rule for _, vector in all_vectors())
    lacking = [rule for rule in of_the_work() if not examples[rule]]
    named = f" ({', '.join(lacking)})" if lacking else ""
    counts = f"rules {len(of_the_work())}, vectors {examples.total()}"
    return f"{counts}, rules without a vector {len(lacking)}{named}"
