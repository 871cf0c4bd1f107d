"""The words of the work around it: shifts, consents, follow-ups, reports, the unit."""

from lykta.domain.word import code_list

OF_WORK = (
    code_list(
        "police",
        """
        NONE | Utan polis | Without police
        POL_CITY | Citypolisens prostitutionsgrupp | City police group
        POL_THB | Polisens grupp mot människohandel | Police trafficking unit
        OTHER | Annan polis | Other police
        """,
    ),
    code_list(
        "focus",
        """
        STREET | Gata | Street
        INDOOR | Inomhus | Indoor
        ONLINE | Nätet | Online
        YOUTH | Unga | Young people
        MIXED | Blandat | Mixed
        """,
    ),
    code_list(
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
    code_list(
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
    code_list(
        "consent_state",
        """
        NOT_ASKED | Ej frågat | Not asked
        YES | Ja | Yes
        NO | Nej | No
        WITHDRAWN | Återkallat | Withdrawn
        UNABLE | Kan inte ta ställning | Unable to decide
        """,
    ),
    code_list("how", "ORAL | Muntligt | Orally\nWRITTEN | Skriftligt | In writing"),
    code_list(
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
        INCIDENT_WARNING | Tidig varning om incident | Early warning of an incident
        INCIDENT_NOTICE | Incidentanmälan | Notice of an incident
        INCIDENT_REPORT | Slutrapport om incident | Final report on an incident
        """,
    ),
    code_list(
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
    code_list(
        "attempt",
        """
        NOT_REACHED | Ej nådd | Not reached
        LEFT_NO_MESSAGE | Lämnade inget meddelande | Left no message
        UNSAFE_CONTACT | Ej säkert att kontakta | Not safe to contact
        OTHER | Annat | Other
        """,
    ),
    code_list(
        "channel",
        """
        PHONE | Telefon | Phone
        SMS | Sms | Text message
        EMAIL | E-post | E-mail
        VISIT | Besök | Visit
        VIA_OTHER | Via någon annan | Through someone else
        """,
    ),
    code_list(
        "report_kind",
        """
        CHILD_DUTY | Orosanmälan barn | Child report, duty
        WITH_CONSENT | Anmälan i samråd (18+) | Report in agreement with the person
        DISCLOSURE_OTHER | Annat uppgiftslämnande | Other disclosure
        """,
    ),
    code_list(
        "report_origin",
        """
        KAST_WORK | KAST-arbetet | KAST work
        POL_CITY | Citypolisens prostitutionsgrupp | City police group
        POL_THB | Polisens grupp mot människohandel | Police trafficking unit
        OTHER | Annat | Other
        """,
    ),
    code_list(
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
    code_list(
        "guardian_informed",
        "YES | Ja | Yes\nNO | Nej | No\nNOT_APPROPRIATE | Inte lämpligt | Not appropriate",
    ),
    code_list(
        "report_decision",
        """
        OPENED | Utredning inledd | Investigation opened
        NOT_OPENED | Utredning inte inledd | Investigation not opened
        ONGOING | Utredning pågår redan | Investigation already under way
        UNKNOWN | Okänt | Unknown
        """,
    ),
    code_list(
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
    code_list(
        "activity_role",
        "ATTENDED | Deltog | Attended\nSPOKE | Föreläste | Spoke\n"
        "INITIATED | Tog initiativ | Initiated",
    ),
    code_list(
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
    code_list(
        "severity",
        "LOW | Lindrigt | Minor\nMEDIUM | Kännbart | Noticeable\nHIGH | Allvarligt | Serious",
    ),
    code_list(
        "disclosure_decision",
        "GRANTED | Lämnas ut | Granted\nPARTLY | Lämnas ut delvis | Partly granted\n"
        "REFUSED | Avslås | Refused",
    ),
    code_list(
        "held_decision",
        "RELEASE | Släpp fram | Release\nREDACT | Släpp fram utan text | Release without text\n"
        "DESTROY | Förstör | Destroy",
    ),
    code_list(
        "member_role",
        "worker | Fältarbetare | Worker\nsupervisor | Arbetsledare | Supervisor\n"
        "reviewer | Granskare | Reviewer",
    ),
    code_list("member_state", "active | Aktiv | Active\nsuspended | Avstängd | Suspended"),
)
