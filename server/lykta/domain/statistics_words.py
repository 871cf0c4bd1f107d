"""What stands on every table beside its numbers (ST1), in both languages: titles, and what to know.

A title is put together of what is counted and by what, so that a new table needs no words.
"""

from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple

from lykta.domain.laws import LAWS
from lykta.domain.statistics import DIMENSIONS, MEDIANS, NOT_NOTED
from lykta.domain.words import LISTS

Language = Literal["sv", "en"]
HIDDEN = "–"
"""Stands where nothing is told."""


class Word(NamedTuple):
    sv: str
    en: str

    def in_(self, language: Language) -> str:
        return self.sv if language == "sv" else self.en


COUNTED: dict[str, Word] = {
    "contact": Word("Kontakter", "Contacts"),
    "follow_up": Word("Uppföljningar", "Follow-ups"),
    "report": Word("Orosanmälningar", "Reports to social services"),
    "shift": Word("Pass", "Shifts"),
    "activity": Word("Aktiviteter", "Activities"),
    "disclosure": Word("Utlämnanden", "Disclosures"),
    MEDIANS: Word("Mediantider", "Median times"),
}
BY: dict[str, Word] = {
    "month": Word("månad", "month"),
    "role": Word("roll", "role"),
    "age": Word("ålder", "age"),
    "gender": Word("kön", "gender"),
    "home": Word("hemort", "home"),
    "arena": Word("arena", "arena"),
    "zone": Word("område", "zone"),
    "source": Word("väg in", "source"),
    "police_near": Word("polis inom hörhåll", "police within earshot"),
    "met_before": Word("mötts förut", "met before"),
    "suspect": Word("misstänkt för köp", "suspected of buying"),
    "offence": Word("brott det rör", "offence concerned"),
    "offered": Word("erbjudet eller varför inte", "offered, or why not"),
    "offer": Word("erbjudande", "offer"),
    "response": Word("svar", "response"),
    "help": Word("hjälp på plats", "help on the spot"),
    "unmet": Word("behov som inte kunde mötas", "unmet need"),
    "indicator": Word("tecken", "indicator"),
    "seen_or_told": Word("iakttaget eller berättat", "seen or told"),
    "follow_up_kind": Word("slag av uppföljning", "kind of follow-up"),
    "state": Word("läge", "state"),
    "outcome": Word("utfall", "outcome"),
    "report_kind": Word("slag av anmälan", "kind of report"),
    "report_origin": Word("ursprung", "origin"),
    "report_ground": Word("grund", "ground"),
    "report_age": Word("ålder vid anmälan", "age when reported"),
    "report_decision": Word("beslut", "decision"),
    "police": Word("polis", "police"),
    "focus": Word("inriktning", "focus"),
    "co_located": Word("samlokaliserat", "co-located"),
    "zero_contacts": Word("utan kontakter", "without contacts"),
    "activity_kind": Word("slag av aktivitet", "kind of activity"),
    "activity_role": Word("vår roll", "our part"),
    "law": Word("lagrum", "law"),
    "disclosure_decision": Word("beslut", "decision"),
}
VALUES: dict[str, Word] = {
    "YES": Word("Ja", "Yes"),
    "NO": Word("Nej", "No"),
    NOT_NOTED: Word("Ej noterat", "Not noted"),
    "OFFERED": Word("Erbjudet", "Offered"),
    "OTHER": Word("Annat", "Other"),
    "A20P": Word("20 och äldre", "20 and over"),
    "UNK": Word("Okänd", "Unknown"),
    # Where a follow-up stands.
    "new": Word("Ledig", "Free"),
    "assigned": Word("Tagen", "Taken"),
    "done": Word("Att godkänna", "To approve"),
    "approved": Word("Godkänd", "Approved"),
    "closed": Word("Avslutad", "Closed"),
    "withdrawn": Word("Återkallad", "Withdrawn"),
    # The medians, each with its unit.
    "hours_to_report": Word(
        "Timmar från misstanke till skriftlig anmälan", "Hours from suspicion to written report"
    ),
    "days_to_linked": Word("Dagar från löfte till länkad", "Days from promise until linked"),
    "shift_hours": Word("Timmar ett pass varar", "Hours a shift lasts"),
    "median": Word("Median", "Median"),
    "n": Word("Antal", "Count"),
}
SUM = Word("Summa", "Sum")
NOT_PERSONS: dict[str, Word] = {
    "contact": Word(
        "Kontakter är inte personer: den som mötts flera gånger räknas varje gång.",
        "Contacts are not persons: whoever was met several times is counted each time.",
    ),
    "follow_up": Word(
        "Uppföljningar är inte personer: en person kan ha flera.",
        "Follow-ups are not persons: one person may have several.",
    ),
    "report": Word(
        "En anmälan räknas per person och tillfälle.",
        "A report is counted per person and occasion.",
    ),
}
WHEN: dict[str, Word] = {
    "contact": Word("den dag mötet skedde", "the day of the meeting"),
    "follow_up": Word("den dag uppföljningen öppnades", "the day the follow-up was opened"),
    "report": Word("den dag anmälan skrevs", "the day the report was written"),
    "shift": Word("den dag passet började", "the day the shift began"),
    "activity": Word("aktivitetens dag", "the day of the activity"),
    "disclosure": Word("den dag beslutet fördes in", "the day the decision was recorded"),
    MEDIANS: Word("den dag tiden började räknas", "the day of each thing"),
}
SEVERAL = Word(
    "Den som har flera koder i samma lista räknas vid var och en: summorna räknar omnämnanden.",
    "What has several codes of one list is counted at each: the sums count mentions.",
)
NEW = Word(
    "Ny är den som svarat nej på om vi har mötts förut.",
    "New means: answered no to whether we have met before.",
)
BLANK = Word(
    "Ett tecken som inte är ikryssat betyder inte nej.",
    "An indicator that was not ticked does not mean no.",
)
MODES: dict[str, Word] = {
    "internal": Word(
        "Exakta tal, för enheten själv. Lämna inte ut dem.",
        "Exact numbers, for the unit itself. Do not pass them on.",
    ),
    "funder": Word(
        "Tal från 1 till 4 visas som 1–4, och andra tal visas grövre där de annars hade avslöjat "
        "ett sådant.",
        "Numbers from 1 to 4 are shown as 1–4, and others more coarsely where they would have "
        "given one away.",
    ),
    "public": Word(
        "Varje tal är avrundat till närmaste {base}, och summorna är summor av avrundade tal. "
        "Publicerat {published} och ändras inte.",
        "Each number is rounded to the nearest {base}, and sums are sums of rounded numbers. "
        "Published {published}, and not changed since.",
    ),
    "hidden": Word(
        "Talen visas inte: de hade avslöjat enstaka personer.",
        "The numbers are not shown: they would have given single persons away.",
    ),
}
MIDDLE = Word(
    "Medianen är det mittersta värdet. Den visas inte när det är för få att ta den av.",
    "The median is the middle value. It is not shown where there are too few to take it of.",
)
EXACT = Word(
    "Exakta tal efter beslut av {by} {at}: {reason}",
    "Exact numbers by decision of {by} on {at}: {reason}",
)
PERIOD = Word(
    "Perioden är {since} till och med {until}, räknat efter {when}.",
    "The period is {since} to {until} inclusive, by {when}.",
)
CODES = Word("Kodlistor: {lists}.", "Code lists: {lists}.")
VERSION = Word("version", "version")


def title_of(counts: str, by: list[str], language: Language) -> str:
    named = COUNTED[counts].in_(language)
    dimensions = f" {'och' if language == 'sv' else 'and'} ".join(
        BY[each].in_(language) for each in by
    )
    return f"{named} {'efter' if language == 'sv' else 'by'} {dimensions}" if by else named


def value_of(
    dimension: str | None, code: str, language: Language, own: Mapping[str, str] | None = None
) -> str:
    """The word for a code; `own`: the unit's, for its zones. What is no code says itself."""
    if own and dimension == "zone" and code in own:
        return own[code]
    listed = DIMENSIONS[dimension].list if dimension in DIMENSIONS else None
    found = LISTS[listed].find(code) if listed else None
    if found is not None:
        return found.sv if language == "sv" else found.en
    if dimension == "law" and code in LAWS:
        return f"{code} {Word(LAWS[code].sv, LAWS[code].en).in_(language)}"
    return VALUES[code].in_(language) if code in VALUES else code


def period_note(counts: str, since: date, until: date, language: Language) -> str:
    """`until`: the last day that is in it."""
    when = WHEN[counts].in_(language)
    return PERIOD.in_(language).format(since=since, until=until, when=when)


def lists_note(versions: Mapping[str, int], by: Mapping[str, str], language: Language) -> str:
    """`by`: each list's dimension, for its name."""
    said = [
        f"{BY[by[name]].in_(language)} {VERSION.in_(language)} {version}"
        for name, version in versions.items()
    ]
    return CODES.in_(language).format(lists=", ".join(said))
