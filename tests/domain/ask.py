"""Asks every example of the rules' own functions, without a test runner: quick after each break."""

import sys

from .kinds import KINDS
from .vectors import all_vectors, differs, named


def first_that_differs() -> str | None:
    for kind, vector in all_vectors():
        if kind not in KINDS:
            continue
        try:
            shown = KINDS[kind](named(vector.given))
        except Exception as error:  # noqa: BLE001 - whatever breaks has noticed the break
            return f"{vector.line}: {error!r}"
        if differs(shown, named(vector.then)):
            return vector.line
    return None


if __name__ == "__main__":
    sys.exit(first_that_differs())
