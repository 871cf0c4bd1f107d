"""The vocabulary: every code list of the work, with its Swedish and English words.

A code is stable for ever and never reused; a retired one gets `until` and stays readable.
A line is `CODE | svenska | English`; a list's version goes up with any change to its lines.
"""

from datetime import date
from typing import NamedTuple


class Word(NamedTuple):
    code: str
    sv: str
    en: str
    since: date
    until: date | None = None


class CodeList(NamedTuple):
    name: str
    version: int
    words: tuple[Word, ...]

    @property
    def codes(self) -> frozenset[str]:
        """All codes ever valid, retired ones included: an old phone may still send one."""
        return frozenset(word.code for word in self.words)


FIRST = date(2026, 1, 1)


def _list(name: str, lines: str, version: int = 1) -> CodeList:
    rows = (tuple(part.strip() for part in line.split("|")) for line in lines.strip().splitlines())
    return CodeList(name, version, tuple(Word(code, sv, en, FIRST) for code, sv, en in rows))


LISTS: dict[str, CodeList] = {
    each.name: each
    for each in (
        _list(
            "role",
            """
            SELLER | Säljer eller har fått ersättning | Sells or has received payment
            BUYER | Köper eller misstänkt köp | Buyer or suspected buyer
            VICTIM | Brottsutsatt | Crime victim
            WITNESS | Vittne | Witness
            EVIDENCE_PERSON | Bevisperson (koppleri) | Evidence person (procuring)
            KIN_VICTIM | Anhörig till brottsutsatt | Relative of victim
            KIN_PERP | Anhörig till misstänkt eller häktad | Relative of suspect or detainee
            PERP_DETAINED | Häktad, misstänkt för brott | Detained suspect
            YOUTH_AT_RISK | Ung i riskmiljö | Young person in risky setting
            OTHER | Annan | Other
            """,
        ),
        _list(
            "age_band",
            """
            U15 | Under 15 | Under 15
            A15_17 | 15–17 | 15–17
            A18_19 | 18–19 | 18–19
            A20 | 20 | 20
            A21_24 | 21–24 | 21–24
            A25_34 | 25–34 | 25–34
            A35_49 | 35–49 | 35–49
            A50P | 50 eller äldre | 50 or older
            ADULT_UNK | Vuxen, okänd ålder | Adult, age unknown
            UNK | Vet ej | Not known
            """,
        ),
        _list(
            "age_basis",
            """
            STATED | Uppgiven | Stated
            ESTIMATED | Uppskattad | Estimated
            CONFIRMED | Bekräftad av annan | Confirmed by other
            """,
        ),
        _list(
            "gender",
            """
            F | Kvinna eller flicka | Woman or girl
            M | Man eller pojke | Man or boy
            X | Annat | Other
            NN | Ej noterat | Not noted
            """,
        ),
        _list(
            "home",
            """
            STHLM | Stockholms stad | City of Stockholm
            AGREEMENT | Avtalskommun | Agreement municipality
            OTHER_SE | Annan svensk kommun | Other Swedish municipality
            ABROAD | Bosatt utomlands | Lives abroad
            NN | Ej noterat | Not noted
            """,
        ),
        _list(
            "sol_access",
            """
            FULL | Full rätt | Full
            ACUTE_ONLY | Endast akut (vistelsekommun) | Acute only
            UNCLEAR | Oklart | Unclear
            """,
        ),
        _list(
            "arena",
            """
            STREET | Gata | Street
            CAR | Bil | Car
            HOTEL | Hotell | Hotel
            FLAT | Lägenhet, korttidsuthyrning | Flat, short let
            SALON | Massage, spa | Massage, spa
            CLUB | Klubb, krog | Club, bar
            ONLINE | Nät, annons | Online, ad
            POLICE | Polisstation, förhör | Police station, interview
            CUSTODY | Häkte | Remand prison
            OFFICE | Mottagning | Reception
            PHONE | Telefon, chatt | Phone, chat
            OTHER | Annan | Other
            """,
        ),
        _list(
            "source",
            """
            OWN | Egen uppsökning | Own outreach
            POL_CITY | Citypolisens prostitutionsgrupp | City police group
            POL_THB | Polisens grupp mot människohandel | Police trafficking unit
            POL_OTHER | Annan polis | Other police
            SOCJOUR | Socialjouren | Out-of-hours service
            YOUTH_TEAM | Ungdomsjouren | Youth team
            DISTRICT | Stadsdel | City district
            HEALTH | Vård, Mika Hälsa | Health care
            NGO | Frivilligorganisation | NGO
            REGCOORD | Regionkoordinator | Regional coordinator
            KIN | Anhörig | Relative
            SELF | Personen själv | The person themselves
            KAST | KAST | KAST
            CUSTODY | Häkte, Kriminalvården | Prison service
            OTHER | Annan | Other
            """,
        ),
        _list(
            "offer",
            """
            MEET_UNIT | Träffa socialsekreterare | Meet a social worker
            KAST | KAST-samtal | KAST counselling
            SOC_LINK | Länkning till socialtjänst | Link to social services
            SOCJOUR | Socialjouren | Out-of-hours service
            YOUTH_UNIT | Stöd för unga | Youth support
            SUPPORT_TALK | Stödsamtal | Supportive talk
            MEDICAL | Medicinsk hjälp | Medical help
            PRACTICAL | Praktisk hjälp | Practical help
            SHELTER | Skyddat boende | Shelter
            LEGAL | Rättsinformation, målsägandebiträde | Legal information
            REFLECTION_INFO | Information om betänketid | Reflection period
            SAFE_RETURN | Säkert återvändande | Safe return
            NGO_LINK | Länkning till organisation | Link to NGO
            KIN_SUPPORT | Anhörigstöd | Support for relatives
            CRISIS | Akut kris, suicidrisk | Acute crisis
            INFO_CARD | Infokort | Information card
            """,
        ),
        _list(
            "help",
            """
            SUPPORT_TALK | Stödsamtal | Supportive talk
            MEDICAL | Medicinsk hjälp | Medical help
            PRACTICAL | Praktisk hjälp | Practical help
            INFORMED | Informerat | Informed
            MOTIVATED | Motiverat | Motivated
            SAT_IN_INTERVIEW | Medverkat vid förhör | Sat in at interview
            CHANNELLED | Slussat vid förhör | Channelled at interview
            INTERPRETED | Tolk använd | Interpreter used
            """,
        ),
        _list(
            "response",
            """
            ACCEPTED | Ja | Yes
            LATER | Vill tänka | Wants time
            DECLINED | Nej | No
            ALREADY | Har redan kontakt | Already in contact
            NOT_POSSIBLE | Gick inte | Not possible
            NO_ANSWER | Inget svar | No answer
            """,
        ),
        _list(
            "not_offered",
            """
            POLICE_ACTION | Polisåtgärd pågick | Police action under way
            UNSAFE | Otryggt | Unsafe
            LEFT | Personen gick | The person left
            ALREADY | Redan erbjudet | Already offered
            NO_LANGUAGE | Språk saknades | No common language
            INTOXICATED | Påverkad | Intoxicated
            OTHER | Annat | Other
            """,
        ),
        _list(
            "unmet",
            """
            NO_SOL_RIGHT | Saknar rätt enligt SoL | No entitlement under the Social Services Act
            NO_SHELTER | Ingen boendeplats | No place to stay
            NO_INTERPRETER | Ingen tolk | No interpreter
            NO_INCOME | Ingen annan försörjning | No other income
            FEAR_AUTH | Rädsla för myndigheter | Fear of authorities
            FEAR_CHILDREN | Rädsla att barn omhändertas | Fear of losing children
            CLOSED | Stängt | Closed
            OTHER | Annat | Other
            """,
        ),
        _list(
            "indicator",
            """
            NO_ID | ID saknas eller hålls av annan | ID missing or held by someone
            CONTROLLED | Kontrolleras, någon ringer ofta | Controlled, frequent calls
            SPEAKS_FOR | Annan för talan | Someone speaks for them
            DEBT | Skuld | Debt
            NO_MONEY | Får inte behålla pengar | Cannot keep money
            MOVED | Flyttas runt | Moved around
            UNKNOWN_ADDR | Vet inte var hen bor | Does not know the address
            THREAT | Hot mot person eller familj | Threats
            VIOLENCE | Våld, skador | Violence, injuries
            LOCKED_IN | Begränsad rörelsefrihet | Restricted movement
            THIRD_PARTY_AD | Annan sköter annons | Ad run by someone else
            DECEIVED | Lurad om arbetet | Deceived about the work
            MINOR | Barn | Child
            ORG_SUSPECTED | Misstänkt organisering | Suspected organisation
            """,
        ),
        _list("seen_or_told", "SEEN | Iakttaget | Observed\nTOLD | Berättat | Told"),
        _list(
            "offence",
            """
            THB | Människohandel | Trafficking
            PROCURING | Koppleri | Procuring
            PURCHASE | Köp av sexuell tjänst | Purchase of a sexual service
            NONE | Inget | None
            UNK | Vet ej | Not known
            """,
        ),
        _list(
            "interpreter",
            "YES | Tolk på plats | Interpreter present\nNO | Ingen tolk | No interpreter\n"
            "PHONE | Telefontolk | Telephone interpreter",
        ),
        _list(
            "police",
            """
            NONE | Utan polis | Without police
            POL_CITY | Citypolisens prostitutionsgrupp | City police group
            POL_THB | Polisens grupp mot människohandel | Police trafficking unit
            OTHER | Annan polis | Other police
            """,
        ),
        _list(
            "focus",
            """
            STREET | Gata | Street
            INDOOR | Inomhus | Indoor
            ONLINE | Nätet | Online
            YOUTH | Unga | Young people
            MIXED | Blandat | Mixed
            """,
        ),
        _list(
            "zone",
            """
            Z_CITY | City | City centre
            Z_INNER | Övriga innerstan | Rest of the inner city
            Z_SOUTH | Söderort | South
            Z_WEST | Västerort | West
            Z_COUNTY | Övriga länet | Rest of the county
            Z_NET | Nätet | Online
            """,
        ),
        _list(
            "purpose",
            """
            SHARE_SOC | Dela med socialtjänst | Share with social services
            SHARE_KAST | Dela med KAST | Share with KAST
            CONTACT_AGAIN | Kontakta igen | Contact again
            SHARE_HEALTH | Dela med vård | Share with health care
            SHARE_NGO | Dela med organisation | Share with an organisation
            SHARE_REGCOORD | Dela med regionkoordinator | Share with the regional coordinator
            SHARE_POLICE | Dela med polis | Share with police
            JOIN_INTERVIEW | Vill ha med oss vid förhör | Wants us at the interview
            """,
        ),
        _list(
            "consent_state",
            """
            NOT_ASKED | Ej frågat | Not asked
            YES | Ja | Yes
            NO | Nej | No
            WITHDRAWN | Återkallat | Withdrawn
            UNABLE | Kan inte ta ställning | Unable to decide
            """,
        ),
        _list("how", "ORAL | Muntligt | Orally\nWRITTEN | Skriftligt | In writing"),
        _list(
            "follow_up_kind",
            """
            CALL_BACK | Ring upp | Call back
            MEET | Träff | Meet
            KAST_BOOKING | Boka KAST | Book KAST
            DISTRICT_HANDOVER | Överlämna till stadsdel | Hand over to the district
            REPORT_WRITTEN | Skriftlig anmälan | Written report
            REPORT_FEEDBACK | Återkoppling på anmälan | Feedback on the report
            HEALTH_BOOKING | Boka vård | Book health care
            SHELTER | Boende | Shelter
            INTERVIEW_SUPPORT | Stöd vid förhör | Support at interview
            KIN_CONTACT | Anhörigkontakt | Contact with relatives
            REFLECTION_APPLICATION | Underlag betänketid | Material for a reflection period
            REGCOORD_CONSULT | Rådgör med regionkoordinator | Consult the regional coordinator
            RETURN_PLANNING | Återvändande | Planning a return
            TELL_RECEIVER | Meddela mottagaren | Tell the receiver
            """,
        ),
        _list(
            "outcome",
            """
            LINKED | Länkad | Linked
            ATTENDED | Kom | Attended
            NO_SHOW | Uteblev | No show
            NOT_REACHED | Ej nådd | Not reached
            DECLINED_LATER | Ångrat sig | Declined later
            TAKEN_OVER | Övertagen | Taken over
            MOVED | Flyttat, lämnat landet | Moved, left the country
            UNSAFE_CONTACT | Ej säkert att kontakta | Not safe to contact
            OTHER | Annat | Other
            """,
        ),
        _list(
            "attempt",
            """
            NOT_REACHED | Ej nådd | Not reached
            LEFT_NO_MESSAGE | Lämnade inget meddelande | Left no message
            UNSAFE_CONTACT | Ej säkert att kontakta | Not safe to contact
            OTHER | Annat | Other
            """,
        ),
        _list(
            "channel",
            """
            PHONE | Telefon | Phone
            SMS | Sms | Text message
            EMAIL | E-post | E-mail
            VISIT | Besök | Visit
            VIA_OTHER | Via någon annan | Through someone else
            """,
        ),
        _list(
            "report_kind",
            """
            CHILD_DUTY | Orosanmälan barn | Child report, duty
            WITH_CONSENT | Anmälan i samråd (18+) | Report in agreement with the person
            DISCLOSURE_OTHER | Annat uppgiftslämnande | Other disclosure
            """,
        ),
        _list(
            "report_origin",
            """
            KAST_WORK | KAST-arbetet | KAST work
            POL_CITY | Citypolisens prostitutionsgrupp | City police group
            POL_THB | Polisens grupp mot människohandel | Police trafficking unit
            OTHER | Annat | Other
            """,
        ),
        _list(
            "report_ground",
            """
            SEXUAL_EXPLOITATION | Sexuell exploatering | Sexual exploitation
            SOCIAL_VULNERABILITY | Social utsatthet | Social vulnerability
            VIOLENCE | Våld | Violence
            SUBSTANCE | Skadligt bruk | Substance use
            MENTAL_HEALTH | Psykisk ohälsa | Mental ill-health
            HOMELESS | Bostadslöshet | Homelessness
            TRAFFICKING | Misstänkt människohandel | Suspected trafficking
            OTHER | Annat | Other
            """,
        ),
        _list(
            "guardian_informed",
            "YES | Ja | Yes\nNO | Nej | No\nNOT_APPROPRIATE | Inte lämpligt | Not appropriate",
        ),
        _list(
            "report_decision",
            """
            OPENED | Utredning inledd | Investigation opened
            NOT_OPENED | Utredning inte inledd | Investigation not opened
            ONGOING | Utredning pågår redan | Investigation already under way
            UNKNOWN | Okänt | Unknown
            """,
        ),
        _list(
            "activity_kind",
            """
            MEETING | Möte | Meeting
            LECTURE | Föreläsning | Lecture
            TRAINING | Utbildning | Training
            EVENT | Evenemang | Event
            STUDY_TRIP | Studieresa | Study trip
            METHOD | Metodutveckling | Method development
            """,
        ),
        _list(
            "activity_role",
            "ATTENDED | Deltog | Attended\nSPOKE | Föreläste | Spoke\n"
            "INITIATED | Tog initiativ | Initiated",
        ),
        _list(
            "incident_kind",
            """
            THREAT | Hot | Threat
            VIOLENCE | Våld | Violence
            HARASSMENT | Trakasserier | Harassment
            ACCIDENT | Olycka | Accident
            NEAR_MISS | Nära ögat | Near miss
            OTHER | Annat | Other
            """,
        ),
        _list(
            "severity",
            "LOW | Lindrigt | Minor\nMEDIUM | Kännbart | Noticeable\nHIGH | Allvarligt | Serious",
        ),
        _list(
            "disclosure_decision",
            "GRANTED | Lämnas ut | Granted\nPARTLY | Lämnas ut delvis | Partly granted\n"
            "REFUSED | Avslås | Refused",
        ),
        _list(
            "held_decision",
            "RELEASE | Släpp fram | Release\nREDACT | Släpp fram utan text | Release without text\n"
            "DESTROY | Förstör | Destroy",
        ),
        _list(
            "member_role",
            "worker | Fältarbetare | Worker\nsupervisor | Arbetsledare | Supervisor\n"
            "reviewer | Granskare | Reviewer",
        ),
        _list("member_state", "active | Aktiv | Active\nsuspended | Avstängd | Suspended"),
    )
}
"""Every code list by name."""
