"""What was seen or told: never added up, only a reason to ask somebody who knows more (CT7)."""

from collections.abc import Collection

CONSULT_FROM = 2
CONSULT_ALONE = frozenset({"MINOR"})
"""Indicators of which one is enough."""


def asks_to_consult(indicators: Collection[str]) -> bool:
    """Show the prompt to consult the regional coordinator?"""
    return len(indicators) >= CONSULT_FROM or not CONSULT_ALONE.isdisjoint(indicators)
