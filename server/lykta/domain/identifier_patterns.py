"""What the detectors look for, as data: `contract.py` prints it for the phone, which looks it up.

Written in what Python and JavaScript read alike: no lookbehind, no `\\b`, `\\w`, `\\d`. A pattern
consumes little (a first character, or the words before) and holds the rest in a lookahead of
bounded length: every start is tried once, at a bounded cost, so the time is linear in the text.

How Swedish numbers are built comes from `phonenumbers`. Its own matcher is not used: it needs
0.7 s for 100 kB and stops at an underscore or at a letter that touches the number.
"""

from phonenumbers import PhoneMetadata

LETTERS = "a-zà-öø-ÿ"
"""All patterns but those that say otherwise read small letters."""
WORD = f"0-9{LETTERS}"
_WORD_STARTS = f"[^{WORD}]"

# Before numbers are looked for, these are hidden: their digits are not of a number.
_TIME = r"(?:[01]?[0-9]|2[0-4])(?:[.:][0-5][0-9]|:[0-5][0-9]:[0-5][0-9])"
_BARE_TIME = r"(?:[01][0-9]|2[0-4])[0-5][0-9]"
TIMES = (
    rf"(?:{_TIME}(?: ?- ?{_TIME})?|{_BARE_TIME} ?- ?{_BARE_TIME})(?![0-9]|[.:][0-9])"
    r"(?![ \-][0-9]{2,3}[ \-][0-9])"
)
DATES = (
    r"(?:(?:19|20)[0-9]{2}-[01]?[0-9]-[0-3]?[0-9]"
    r"|[0-3]?[0-9][./\-][01]?[0-9][./\- ](?:19|20)[0-9]{2})(?![0-9])"
)
ENDLESS = "[0-9]{16,}"
GAPS = ".-/_:,*|()"
"""What may stand between the digits of a number; read as spaces."""


# Personal and coordination numbers: YYMMDD-NNNC, with a century or without.
def _digits(least: int, most: int, gap: str) -> str:
    more = ""
    for _ in range(most - least):
        more = f"(?:{gap}[0-9]{more})?"
    return f"{gap}[0-9]" * least + more


_G, _P = " {0,3}", "[ +]{0,3}"
_END = "(?![0-9])"
_FROM_MONTH = f"{_P}[01]{_digits(7, 7, _P)}"
PERSONAL_NUMBER_LONG = f"[12](?=({_P}[089]{_digits(2, 2, _P)}{_FROM_MONTH}){_END})"
PERSONAL_NUMBER = f"[0-9](?=({_P}[0-9]{_FROM_MONTH}){_END})"


# Telephone numbers
def _swedish(*kinds: str) -> str:
    sweden = PhoneMetadata.metadata_for_region("SE")
    assert sweden is not None
    return "|".join(getattr(sweden, kind).national_number_pattern for kind in kinds)


SWEDISH = f"^(?:{_swedish('fixed_line', 'mobile', 'personal_number', 'pager')})$"
"""A number of somebody's, after its 0. Freephone and shared-cost numbers are nobody's."""
_MOBILE = f"{_G}[02369]{_digits(7, 7, _G)}"
PHONE_PLUS = rf"\+(?=({_G}[1-9]{_digits(7, 14, _G)}){_END})"
PHONE_ABROAD = f"0(?=({_G}0{_G}[1-9]{_digits(7, 14, _G)}){_END})"
PHONE_SWEDISH = f"0(?=({_G}[1-9]{_digits(6, 8, _G)}){_END})"
PHONE_46 = f"4(?=({_G}6{_G}(?:0{_G})?7{_MOBILE}){_END})"
PHONE_WITHOUT_ZERO = f"7(?=({_MOBILE}){_END})"
PHONE_LONG = f"[1-9](?=([0-9]{{10,14}}){_END})"
"""So many digits in a row are nothing else that belongs into a note."""
PHONE_NAMED = (
    rf"{_WORD_STARTS}(?=[a-z])(?:tele?(?:fon|phone)?(?:nr|nummer|numret)?|tfn|"
    r"mobil(?:en|nr|nummer|numret)?|mob|phone|cell|whatsapp|viber|sms(?:a|ar)?|ring(?:a|er|s)?|"
    r"call|nås)[ =]{0,3}(?:(?:är|is|på|at|on|nr|nummer|number|no)[ =]{1,3}){0,2}"
    rf"(?=([1-9]{_digits(5, 9, _G)}){_END})"
)
HELPLINES = "^11[0-9]"
"""112, 1177, 114 14, 116 111 …: numbers of helpers, short for everybody."""

# E-mail
_LOCAL = rf"[{WORD}._%+\-]"
_HOST = rf"[{WORD}][{WORD}\-]{{0,62}}"
_TOP = "(?:com|org|net|se|nu|eu|io|info|co|me|ro|de|dk|no|fi|uk|pl|es|fr|ru)"
_DOT = r"(?: ?\. ?| ?[\[({] ?(?:\.|dot|punkt) ?[\])}] ?| (?:dot|punkt) )"
_HOSTS = f"(?:{_HOST}{_DOT}){{1,3}}{_TOP}(?![{WORD}])"
EMAIL = rf"@(?=((?=[0-9\-]{{0,20}}[{LETTERS}])[{WORD}][{WORD}.\-]{{1,250}}))"
EMAIL_SPACED = f"@(?=( ?{_HOSTS}))"
EMAIL_SPELLED = rf"[\[({{<](?=( ?(?:at|a|@|snabel-?a) ?[\])}}>] ?{_HOSTS}))"
EMAIL_IN_WORDS = f" (?=((?:at|snabel-?a) {_HOSTS}))"
LOCAL_TOUCHES = f"({_LOCAL}+)$"
LOCAL_BEFORE = f"({_LOCAL}+ ?)$"

# Links
_TOPS = (
    "se|nu|com|org|net|eu|io|info|co|app|gg|tv|xyz|site|xxx|porn|cam|escort|"
    "ly|cc|biz|ai|dev|dk|fi|uk|ro|pl|bg|hu|ru|ua|lt|ee|nl|ch|cz|pt|th|rs"
)
_TOPS_THAT_ARE_WORDS = "me|to|no|de|it|at|be|am|al|es|fr|is|in|so|link|page|live|club|shop|online"
LINK = r"(?:http|hxxp|ftp)(?=(s? ?: ?/ ?/ ?[^ ]{2,250}))"
LINK_WWW = rf"www(?=( ?\. ?[{WORD}\-]{{2,63}}(?:\.[^ ]{{1,250}})?))"
LINK_PATH = rf"\.(?=((?:{_TOPS}|{_TOPS_THAT_ARE_WORDS})/[^ ]{{1,250}}))"
LINK_HOST = rf"\.(?=((?:{_TOPS})(?![{WORD}\-]|\.[{WORD}])))"
LINK_SPELLED = rf"[\[({{](?=( ?(?:\.|dot|punkt) ?[\])}}] ?{_TOP}(?![{WORD}])))"
LINK_IN_WORDS = rf" (?=((?:dot|punkt|\.) ?(?:com|org|net)(?![{WORD}])))"
PATH_BEFORE = rf"([{WORD}][{WORD}.\-]*)$"
HOST_BEFORE = rf"([{WORD}.\-]*[{WORD}\-]{{2}} ?)$"

# Names on the net
_PLATFORM = (
    "snap(?:chat|p)?|sc|instagram|insta|ig|tik ?tok|telegram|tg|kik|whatsapp|wa|facebook|fb|"
    "messenger|discord|signal|wickr|onlyfans|twitter|skype|tinder|badoo|viber|wechat|threads|"
    "user ?name|nick(?:name)?|användarnamn(?:et)?|screen ?name"
)
_ACCOUNT = "user|användare|konto(?:t|namn)?|profil(?:en|namn)?|account|handle"
_FILLER = (
    "(?:är|is|was|heter|hette|hon|han|hen|she|he|they|kallas|namn|namnet|name|som|as|under|user|"
    "username|användare|användarnamn|nick|id|konto|kontot|account|handle|called|hennes|hans|her|"
    "his|på|by|the|med|att|var)"
)
_STRONG = (
    r"(?=[a-z.\-]{1,30}[0-9]|[a-z0-9.\-]{1,30}_|[a-z]{2,30}\.[a-z]{3,30})[a-z][a-z0-9._\-]{2,30}"
)
HANDLE = rf"@(?=((?=[0-9_.]{{0,20}}[{LETTERS}])[{WORD}_][{WORD}_.]{{1,30}}))"
HANDLE_OF = (
    rf"{_WORD_STARTS}(?=[a-z])(?:{_PLATFORM}|{_ACCOUNT})(?:[ \-]{{0,2}}{_FILLER}){{0,3}}"
    rf"(?: ?[:=] ?| - ?| | ?[(])@?(?=({_STRONG})(?![{WORD}]))"
)
HANDLE_NAMED = (
    rf"{_WORD_STARTS}(?=[a-z])(?:{_PLATFORM})(?:[ \-]?{_FILLER}){{0,3}} ?[:=] ?@?"
    rf"(?=([a-z0-9._\-]{{3,30}})(?: ?(?:$|[,;)/])|\.(?: |$)))"
)
HANDLE_UNDERSCORE = (
    rf"[^{WORD}@._\-/](?=([a-z][a-z0-9.]{{0,30}}_[a-z0-9_.]{{0,30}}[a-z0-9_])(?![{WORD}]))"
)
NOT_HANDLES = (
    "^(?:[A-Z0-9_]+|(?:v|kl|rum|room|ca|nr|no|linje|line|buss|bus|kap|dag|day|typ|max|min|plan|vån|"
    "tel|age|nej|ja|inget|ingen|okänd|okänt|samma|saknas|borttagen|borttaget|avstängd|avstängt|"
    "privat|private|none|yes|unknown|same|deleted|blocked|declined|nekade|nekad|tackade|öppen|"
    "öppet|stängd|stängt|aktiv|active|skickat|skickad|sent|closed|open|refused|frågades|visades)"
    r"\.?[0-9.:,\-]*)$"
)

# Vehicle plates: ABC 123, ABC 12D. I, Q and V are never used, nor O at the end.
_PLATE_LETTER = "[a-hj-pr-uw-z]"
_PLATE_LAST = "[0-9a-hj-npr-uw-z]"
_NO_UNIT = (
    rf"(?![{WORD}]|[.:,/\-][0-9]|:-|%| ?(?:kr|kronor|sek|eur|euro|usd|dkk|nok|gbp|lei|pund|st|cm|m|"
    r"km|kg|g|mg|ml|min|minuter|minutes|tim|h|år|years|personer|people|gånger|meter|dagar|days|"
    rf"stycken|procent|percent|:-|%)(?![{WORD}]))"
)
PLATE = (
    rf"{_PLATE_LETTER}(?=({_PLATE_LETTER}{{2}}[ .\-_/]{{0,3}}[0-9]{{2}}{_PLATE_LAST}){_NO_UNIT})"
)
PLATE_SPREAD = (
    rf"{_PLATE_LETTER}(?=((?:[ .\-]{_PLATE_LETTER}){{2}}[ .\-]{{1,3}}[0-9][ .\-]?[0-9][ .\-]?"
    rf"{_PLATE_LAST}){_NO_UNIT})"
)
PLATE_NAMED = (
    r"(?:reg|skylt|plåt|plate|bil|car|taxi|van|skåpbil|cab|volvo|saab|bmw|audi|mercedes|toyota|"
    rf"ford|opel|skoda|kia|passat|golf)[{LETTERS}]{{0,12}}[ .:,\-]{{0,3}}"
    rf"(?:[{LETTERS}]{{1,10}}[ .:]{{1,2}}){{0,2}}$"
)
"""What stands before a plate that is written in small letters."""
_NO_PLATE = """
RUM BUS TEL TFN SMS SOS SEK EUR USD DKK NOK GBP KAP SFS SOU SOL LSS NJA PGF PUT CSN SMO FRA OCH
ETT DEN DET DEM DOM SOM HON HAN HEN MAN MEN NOG MER PER UPP NER TYP MAX TOG GAV GER TAR FRE LOR
TOR ONS MAJ JUN JUL AUG SEP OKT NOV DEC JAN FEB MAR APR MON TUE WED THU FRI SAT SUN THE AND FOR
GOT WAS HAS HAD BUT SHE HER HEM ONE TWO TEN GET LET SET NOT NOW NEW OLD OUR OUT BAR SAL HUS ALL
ALA ANN ARE ASK ATE BAD BED BEN BET BOR BOT BRA BUY BYT CAN CUT DAG DAY DAN DOG DRY DUE EAT END
ENS FAR FEM FEW FOT GEN HUR HYR KAN KOM LAG LAY LED LOT LOW LUR LYA MED MET MOT NAT NYA NYS ODD
OFF OFT ORD PAR PAY PUB RAD RAN REN RES RUN SAW SAY SEN SER SEX SJU SKA SKO SLA SOV STA STE SUM
TAG TAL TAN TOO TOP TRE TRY TUR USE UTE WHO WHY YET YOU KBT STR PKT MKT LGH TEX BLA OSV ETC CCA
CAR CAB DAR BOX ROW REF EFT FTP PDF PHD APT FLT ART SEC PGE NUM NOS TOT SUB LAW ACT
"""
NOT_PLATES = frozenset(_NO_PLATE.split())
"""Words and short forms that stand before numbers in ordinary notes."""

# Case numbers of the police: 5000-K1234567-26
_YEAR = "(?:20)?[0-9]{2}"
_NUMBER = "[0-9](?:[ .]?[0-9]){2,8}"
CASE_NUMBER = (
    rf"k(?=([ \-.:]{{0,3}}(?:{_NUMBER} ?[-/] ?{_YEAR}|[0-9]{{5,8}}(?: {_YEAR})?)"
    r"| ?-? ?(?:nummer|nummret|numret|nr|no|number)[ .:=]{0,3}(?:(?:är|is|was|var|for) ){0,2}"
    rf"(?:[0-9]{{4}}[ \-]{{1,3}})?k?[ \-]{{0,2}}{_NUMBER}(?: ?[-/ ] ?{_YEAR})?)(?![{WORD}]))"
)
CASE_BEFORE = r"(?:^|[^0-9])([0-9]{4} ?[\-/]{0,2} ?)$"
