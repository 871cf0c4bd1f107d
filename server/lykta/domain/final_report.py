"""The funder's report in its own headings: a sentence for each thing that the nights have told.

A sentence names the figures it needs. Where one of them is not to be had it says so, and what
is missing, instead of inventing. Numbers R1 to R22 are those of the sentences that a unit once
wrote by hand; R22 is the unit's own words, in the box of the last heading.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from lykta.domain.report_settings import Box
from lykta.domain.statistics_words import HIDDEN, Language, Word

Figures = Mapping[str, int | str | None]
"""By name; None where nothing was recorded that it could be counted from. In a mode that is not
exact a figure is a text, as `1–4`; HIDDEN where it is not told."""


class Heading(NamedTuple):
    number: int
    title: Word
    boxes: tuple[Box, ...]


HEADINGS: tuple[Heading, ...] = (
    Heading(1, Word("Måluppfyllelse", "Goals"), ("goals",)),
    Heading(2, Word("Verksamhet", "Activities"), ("activities",)),
    Heading(3, Word("Tidplan", "Timetable"), ("timetable",)),
    Heading(4, Word("Samverkan", "Cooperation"), ("cooperation",)),
    Heading(5, Word("Budget", "Budget"), ("budget",)),
    Heading(6, Word("Erfarenheter", "Experiences"), ("experiences_a", "experiences_b")),
    Heading(7, Word("Fortsättning", "Continuation"), ("continuation",)),
)
"""In the order of the form."""
BOXES: dict[Box, Word] = {
    "goals": Word(
        "På vilket sätt har målen nåtts, och har insatsen nått fram till målgruppen?",
        "How have the goals been met, and has the work reached those it was meant for?",
    ),
    "activities": Word(
        "Vad har gjorts utöver det, och vad blev annorlunda än i ansökan?",
        "What else was done, and what turned out otherwise than applied for?",
    ),
    "timetable": Word("Hur har tidsramarna hållit?", "How did the timetable hold?"),
    "cooperation": Word(
        "Hur har samarbetet med andra utvecklats?", "How has the work with others developed?"
    ),
    "budget": Word("Kommentarer till budget och utfall", "Comments on budget and outcome"),
    "experiences_a": Word(
        "A. Vad har fungerat, vad skulle ha gjorts annorlunda, och vad i omvärlden har påverkat?",
        "A. What worked, what should have been done otherwise, and what outside mattered?",
    ),
    "experiences_b": Word(
        "B. Vilka problem och behov finns i dag, och har läget förändrats?",
        "B. Which problems and needs are there today, and has the situation changed?",
    ),
    "continuation": Word(
        "Fortsätter insatserna, i vilken form, och hur betalas de?",
        "Will the work go on, in which form, and who will pay for it?",
    ),
}


class Sentence(NamedTuple):
    id: str
    heading: int
    needs: tuple[str, ...]
    text: Word
    """`{name}` is a figure, `{name|one|many}` the word that goes with it."""


def _of(id: str, heading: int, needs: str, sv: str, en: str) -> Sentence:
    return Sentence(id, heading, tuple(needs.split()), Word(sv, en))


SENTENCES: tuple[Sentence, ...] = (
    _of(
        "R1",
        1,
        "thb_met thb_offered",
        "Genom polisens grupp mot människohandel mötte vi brottsutsatta, vittnen och andra vid "
        "{thb_met} {thb_met|tillfälle|tillfällen}; vid {thb_offered} av dem erbjöds ett samtal "
        "eller annat stöd.",
        "Through the police unit against trafficking we met victims, witnesses and others on "
        "{thb_met} {thb_met|occasion|occasions}; on {thb_offered} of them a talk or other support "
        "was offered.",
    ),
    _of(
        "R2",
        1,
        "linked",
        "{linked} {linked|uppföljning|uppföljningar} ledde till att personen fick kontakt med sin "
        "stadsdel, socialtjänsten eller en annan mottagare.",
        "{linked} {linked|follow-up|follow-ups} led to contact with the person's district, social "
        "services or another receiver.",
    ),
    _of(
        "R3",
        1,
        "support_talks medical practical",
        "På plats erbjöds stödsamtal {support_talks} {support_talks|gång|gånger}, medicinsk hjälp "
        "{medical} {medical|gång|gånger} och praktisk hjälp {practical} {practical|gång|gånger}.",
        "On the spot, supportive talks were offered {support_talks} "
        "{support_talks|time|times}, medical help {medical} {medical|time|times} and practical "
        "help {practical} {practical|time|times}.",
    ),
    _of(
        "R4",
        1,
        "children sat_in",
        "Av {children} {children|kontakt|kontakter} med någon under 18 år medverkade vi vid förhör "
        "i {sat_in}.",
        "Of {children} {children|contact|contacts} with somebody under 18 we sat in at an "
        "interview in {sat_in}.",
    ),
    _of(
        "R5",
        1,
        "informed motivated",
        "Köpare och säljare informerades vid {informed} {informed|kontakt|kontakter} och "
        "motiverades till kontakt med socialtjänsten eller annan instans vid {motivated}.",
        "Buyers and sellers were informed in {informed} {informed|contact|contacts}, and motivated "
        "to contact with social services or others in {motivated}.",
    ),
    _of(
        "R7",
        1,
        "kin_victim perp_detained kin_perp",
        "Vi mötte också anhöriga till brottsutsatta ({kin_victim} "
        "{kin_victim|kontakt|kontakter}), häktade ({perp_detained}) och deras anhöriga "
        "({kin_perp}).",
        "We also met relatives of victims ({kin_victim} {kin_victim|contact|contacts}), detained "
        "persons ({perp_detained}) and their relatives ({kin_perp}).",
    ),
    _of(
        "R9",
        1,
        "trafficking procuring evidence",
        "{trafficking} {trafficking|kontakt|kontakter} gällde människohandel för sexuella ändamål. "
        "{procuring} gällde koppleri; i {evidence} av dem var personen bevisperson.",
        "{trafficking} {trafficking|contact|contacts} concerned trafficking for sexual purposes. "
        "{procuring} concerned procuring; in {evidence} of them the person was evidence.",
    ),
    _of(
        "R10",
        1,
        "reports",
        "Arbetet ledde till {reports} {reports|anmälan|anmälningar} till socialtjänsten.",
        "The work led to {reports} {reports|report|reports} to social services.",
    ),
    _of(
        "R11",
        1,
        "reports_children",
        "{reports_children} av anmälningarna gällde någon under 18 år.",
        "{reports_children} of the reports concerned somebody under 18.",
    ),
    _of(
        "R12",
        1,
        "reports_18_19 reports_others",
        "{reports_18_19} gällde någon på 18 eller 19 år, och {reports_others} någon som var äldre "
        "eller vars ålder var okänd.",
        "{reports_18_19} concerned somebody of 18 or 19, and {reports_others} somebody older or of "
        "unknown age.",
    ),
    _of(
        "R13",
        1,
        "kast_suspects",
        "Personer som misstänktes för köp av sexuell tjänst erbjöds KAST {kast_suspects} "
        "{kast_suspects|gång|gånger}.",
        "People suspected of buying sexual services were offered KAST {kast_suspects} "
        "{kast_suspects|time|times}.",
    ),
    _of(
        "R14",
        1,
        "kast_reports kast_duty kast_agreed kast_vulnerable reports_besides",
        "{kast_reports} av anmälningarna kom ur arbetet med KAST: {kast_duty} för att personen var "
        "under 18 år och {kast_agreed} i samråd med personen, {kast_vulnerable} av dem utifrån "
        "social utsatthet. Utan dem är anmälningarna {reports_besides}.",
        "{kast_reports} of the reports came from the work with KAST: {kast_duty} because the "
        "person was under 18 and {kast_agreed} in agreement with the person, {kast_vulnerable} of "
        "these for social vulnerability. Without them the reports are {reports_besides}.",
    ),
    _of(
        "R8",
        2,
        "meetings lectures",
        "Vi deltog i eller tog initiativ till {meetings} {meetings|möte eller annat|möten och "
        "annat} tillsammans med andra, och höll {lectures} "
        "{lectures|föreläsning eller utbildning|föreläsningar och utbildningar}.",
        "We took part in or called {meetings} {meetings|meeting or other event|meetings and other "
        "events} with others, and gave {lectures} {lectures|lecture or training|lectures and "
        "trainings}.",
    ),
    _of(
        "R6",
        4,
        "shifts shifts_together from_police",
        "{shifts} pass genomfördes, varav {shifts_together} samlokaliserade med polisen. "
        "{from_police} {from_police|kontakt|kontakter} kom till oss genom polisen.",
        "{shifts} {shifts|shift was|shifts were} worked, {shifts_together} of them co-located "
        "with the police. {from_police} {from_police|contact|contacts} came to us through the "
        "police.",
    ),
    _of(
        "R15",
        4,
        "sat_in_all channelled",
        "Vi medverkade vid förhör i {sat_in_all} {sat_in_all|kontakt|kontakter} och slussade "
        "vidare i samband med förhör i {channelled}.",
        "We sat in at interviews in {sat_in_all} {sat_in_all|contact|contacts}, and channelled on "
        "from interviews in {channelled}.",
    ),
    _of(
        "R16",
        4,
        "shifts_youth shifts_youth_police",
        "{shifts_youth} pass hade unga som inriktning, {shifts_youth_police} av dem tillsammans "
        "med Citypolisens prostitutionsgrupp.",
        "{shifts_youth} {shifts_youth|shift was|shifts were} about young people, "
        "{shifts_youth_police} of them together with the city police group.",
    ),
    _of(
        "R17",
        4,
        "partners agreements",
        "Vi samarbetar med {partners} {partners|part|parter}; med {agreements} av dem finns ett "
        "skriftligt avtal.",
        "We work with {partners} {partners|partner|partners}; with {agreements} of them there is a "
        "written agreement.",
    ),
    _of(
        "R18",
        5,
        "costs",
        "Kostnaderna under perioden var {costs} kronor.",
        "The costs of the period were {costs} kronor.",
    ),
    _of(
        "R19",
        6,
        "days_to_linked detained_motivated",
        "Hälften av dem som länkades vidare hade kontakt inom {days_to_linked} "
        "{days_to_linked|dag|dagar}. Motivationsarbete gjordes med häktade i {detained_motivated} "
        "{detained_motivated|kontakt|kontakter}.",
        "Half of those who were linked on were in contact within {days_to_linked} "
        "{days_to_linked|day|days}. Detained persons were motivated in {detained_motivated} "
        "{detained_motivated|contact|contacts}.",
    ),
    _of(
        "R20",
        6,
        "no_right no_income organised",
        "I {no_right} {no_right|kontakt|kontakter} saknade personen rätt till stöd enligt "
        "socialtjänstlagen, och i {no_income} annan försörjning. Tecken på misstänkt organisering "
        "noterades i {organised}; ett tecken är inget bevis.",
        "In {no_right} {no_right|contact|contacts} the person had no right to support by the "
        "Social Services Act, and in {no_income} no other income. Signs of suspected organisation "
        "were noted in {organised}; a sign is no proof.",
    ),
    _of(
        "R21",
        6,
        "court_cases",
        "{court_cases} {court_cases|mål|mål} om människohandel för sexuella ändamål togs upp i "
        "tingsrätten under perioden.",
        "{court_cases} {court_cases|case|cases} of trafficking for sexual purposes came before the "
        "district court in the period.",
    ),
)
MISSING = Word(
    "Underlag saknas: inget är registrerat under perioden som kan räknas här.",
    "Nothing was recorded in the period that could be counted here.",
)
NOT_SHOWN = Word(
    "Visas inte: talen är så små att de hade kunnat avslöja någon.",
    "Not shown: the numbers are so small that they might have given somebody away.",
)
TO_FILL = Word("Här har enheten inte skrivit något.", "The unit has written nothing here.")
_FIGURE = re.compile(r"\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}")


class Written(NamedTuple):
    id: str
    heading: int
    text: str
    missing: bool


def write(figures: Figures, language: Language) -> list[Written]:
    """In the order of the form."""
    return [_written(each, figures, language) for each in SENTENCES]


def _written(sentence: Sentence, figures: Figures, language: Language) -> Written:
    given = {name: figures.get(name) for name in sentence.needs}
    if None in given.values():
        return Written(sentence.id, sentence.heading, MISSING.in_(language), missing=True)
    if HIDDEN in given.values():
        return Written(sentence.id, sentence.heading, NOT_SHOWN.in_(language), missing=True)

    def filled(found: re.Match[str]) -> str:
        value, one, many = given[found[1]], found[2], found[3]
        if one is not None:
            return one if str(value) == "1" else many
        return grouped(value) if isinstance(value, int) else str(value)

    text = _FIGURE.sub(filled, sentence.text.in_(language))
    return Written(sentence.id, sentence.heading, text, missing=False)


def grouped(number: int) -> str:
    """By thousands, with a space that does not break: as Swedish writes them."""
    return f"{number:,}".replace(",", "\u00a0")
