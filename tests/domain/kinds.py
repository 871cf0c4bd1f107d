"""One adapter a kind of vector. Each asks the rules' own functions, and decides nothing itself."""

from collections.abc import Callable

from . import kinds_of_consent as of_consent
from . import kinds_of_contact as of_contact
from . import kinds_of_follow_up as of_follow_up
from . import kinds_of_setting as of_setting
from .vectors import Json

Adapter = Callable[[Json], Json]
KINDS: dict[str, Adapter] = {
    "apart": of_contact.apart,
    "complete": of_contact.complete,
    "consents": of_consent.consents,
    "consult": of_contact.consult,
    "due": of_follow_up.due_date,
    "duty": of_contact.a_duty,
    "ends": of_follow_up.ends,
    "form": of_contact.form,
    "identifiers": of_contact.found,
    "ids": of_contact.an_id,
    "letters": of_follow_up.letters,
    "marks": of_contact.marks,
    "may": of_follow_up.may,
    "move": of_follow_up.move,
    "moves_to": of_follow_up.moves_to,
    "opened": of_consent.opened,
    "overdue": of_follow_up.overdue,
    "queue": of_follow_up.queue,
    "retention": of_setting.days,
    "rounded": of_contact.rounded,
    "said": of_follow_up.letters,
    "sees": of_follow_up.sees,
    "until": of_follow_up.until,
    "withdrawal": of_consent.withdrawal,
}
