"""The failures that have happened to others, by number, and which test shows that ours do not."""

from .numbered import Numbered

# 69 was never given to anything.
NUMBERS = [f"F{n:02}" for n in range(1, 81) if n != 69] + ["F11b"]

LATER = {
    "F26": "the phone tells its person; the supervisor's page is not there yet",
    "F44": "RE4 has its vectors; nothing deletes at the desk yet",
    "F52": "consent has its vectors; the audit of a refusal is not tested",
    "F54": "CO7 has its vectors; shares do not exist yet",
    "F66": "no retention yet",
}

FAILURES = Numbered("failures", r"\bF\d\db?\b", NUMBERS, LATER)
