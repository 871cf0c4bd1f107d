"""Every limit, with its name and its unit last. Printed for the phone by `contract.py`."""

# The wire
OPS_PER_PARCEL = 50
PARCEL_BYTES = 256 * 1024
LETTER_BYTES = 32 * 1024
PADDING_BYTES = 512
BODY_BYTES = 64 * 1024
"""Largest body of any call but `/api/ops`."""
PAGE_ROWS = 500
LIST_ROWS = 200
"""Largest page of the queue and of the history."""
SEQ_MAX = 2**53 - 1

# Text
NOTE_CHARS = 500
REACH_CHARS = 200
CALL_NAME_CHARS = 60
SAFE_HOURS_CHARS = 120
SHORT_CHARS = 120
TEXT_CHARS = 2000
BOX_CHARS = 3000
"""Of the final report: more than a page, and all of them fit in one letter."""
GROUND_CHARS_MIN = 10
DUTY_GROUND_CHARS_MIN = 30
CARD_TITLE_CHARS = 60
CARD_LINE_CHARS = 200
CARD_LINES = 12
"""Of one page; more than a screen is not read in the street."""
WORDING_CHARS = 400
WORDING_VERSIONS = 200
"""All that a unit may ever write: none is let go while a consent may name it."""
REPORT_PERIODS = 24
"""Kept in a setting that is told period by period; older ones are in what was printed."""
WORDING_OWN = "own-"
"""What the names of a unit's own versions begin with."""

# Time
ROUND_MIN = 15
FUTURE_MIN = 10
OLD_H = 72
CONSENT_DAYS = 30
SIGHT_AFTER_SHIFT_H = 24
SHIFT_H = 14
"""The longest shift: an end that never came is taken to be this long after the start (PH5)."""
AUTHOR_HOLDS_H = 24
FEEDBACK_DAYS = 21
HORIZON_DAYS = 30
MORNING_H = 6
"""The hour in Stockholm when a duty falls due if no shift end is known (DU1)."""
TIME_ZONE = "Europe/Stockholm"
YEAR_MIN, YEAR_MAX = 1970, 2200
"""A phone that lost its clock says 1970 and is believed enough to be kept (CT3)."""

# Sessions and devices
SESSION_IDLE_MIN = 30
SESSION_H = 12
STEP_UP_MIN = 5
"""How long somebody who has just shown who they are may do what few may."""
PASSKEY_MIN = 15
"""How long a device enrolled without a secret has to make its passkey."""
CHALLENGE_MIN = 5
INVITATION_MIN = 15
SIGN_INS_PER_MIN = 30
CALLS_PER_MIN = 600
"""Of one device; its letters are counted apart."""
LETTERS_PER_MIN = 6000
"""Of one device; the protocol promises never to refuse below 600."""
INVITATIONS_PER_MIN = 10
SUBSCRIPTIONS_PER_MIN = 10
TEST_RINGS_PER_MIN = 5
EMAIL_CHARS = 200

# Sending (the phone)
WAIT_MAX_S = 300
WAIT_FIRST_S = 2
STALL_S = 15
KEEP_DAYS = 30
