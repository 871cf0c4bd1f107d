"""The words of a meeting: who, where, what was seen, offered and answered."""

from lykta.domain.word import code_list

OF_CONTACT = (
    code_list(
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
    code_list(
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
    code_list(
        "age_basis",
        """
        STATED | Uppgiven | Stated
        ESTIMATED | Uppskattad | Estimated
        CONFIRMED | Bekräftad av annan | Confirmed by other
        """,
    ),
    code_list(
        "gender",
        """
        F | Kvinna eller flicka | Woman or girl
        M | Man eller pojke | Man or boy
        X | Annat | Other
        NN | Ej noterat | Not noted
        """,
    ),
    code_list(
        "home",
        """
        STHLM | Stockholms stad | City of Stockholm
        AGREEMENT | Avtalskommun | Agreement municipality
        OTHER_SE | Annan svensk kommun | Other Swedish municipality
        ABROAD | Bosatt utomlands | Lives abroad
        NN | Ej noterat | Not noted
        """,
    ),
    code_list(
        "sol_access",
        """
        FULL | Full rätt | Full
        ACUTE_ONLY | Endast akut (vistelsekommun) | Acute only
        UNCLEAR | Oklart | Unclear
        """,
    ),
    code_list(
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
    code_list(
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
    code_list(
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
    code_list(
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
    code_list(
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
    code_list(
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
    code_list(
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
    code_list(
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
    code_list("seen_or_told", "SEEN | Iakttaget | Observed\nTOLD | Berättat | Told"),
    code_list(
        "offence",
        """
        THB | Människohandel | Trafficking
        PROCURING | Koppleri | Procuring
        PURCHASE | Köp av sexuell tjänst | Purchase of a sexual service
        NONE | Inget | None
        UNK | Vet ej | Not known
        """,
    ),
    code_list(
        "interpreter",
        "YES | Tolk på plats | Interpreter present\nNO | Ingen tolk | No interpreter\n"
        "PHONE | Telefontolk | Telephone interpreter",
    ),
)
