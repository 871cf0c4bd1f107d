// Printed by server/lykta/contract.py (make contract). Never edited by hand.

export const KINDS = [
  "case_number",
  "personal_number",
  "email",
  "link",
  "handle",
  "phone",
  "plate"
] as const;

export const DETECTORS = [
  {
    "kind": "case_number",
    "pattern": "k(?=([ \\-.:]{0,3}(?:[0-9](?:[ .]?[0-9]){2,8} ?[-/] ?(?:20)?[0-9]{2}|[0-9]{5,8}(?: (?:20)?[0-9]{2})?)| ?-? ?(?:nummer|nummret|numret|nr|no|number)[ .:=]{0,3}(?:(?:är|is|was|var|for) ){0,2}(?:[0-9]{4}[ \\-]{1,3})?k?[ \\-]{0,2}[0-9](?:[ .]?[0-9]){2,8}(?: ?[-/ ] ?(?:20)?[0-9]{2})?)(?![0-9a-zà-öø-ÿ]))",
    "holds": null,
    "notAfter": "",
    "before": "(?:^|[^0-9])([0-9]{4} ?[\\-/]{0,2} ?)$",
    "reads": "words",
    "whole": true
  },
  {
    "kind": "case_number",
    "pattern": "k(?=([ \\-.:]{0,3}(?:[0-9](?:[ .]?[0-9]){2,8} ?[-/] ?(?:20)?[0-9]{2}|[0-9]{5,8}(?: (?:20)?[0-9]{2})?)| ?-? ?(?:nummer|nummret|numret|nr|no|number)[ .:=]{0,3}(?:(?:är|is|was|var|for) ){0,2}(?:[0-9]{4}[ \\-]{1,3})?k?[ \\-]{0,2}[0-9](?:[ .]?[0-9]){2,8}(?: ?[-/ ] ?(?:20)?[0-9]{2})?)(?![0-9a-zà-öø-ÿ]))",
    "holds": null,
    "notAfter": "0123456789abcdefghijklmnopqrstuvwxyzàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ",
    "before": null,
    "reads": "words",
    "whole": true
  },
  {
    "kind": "personal_number",
    "pattern": "[12](?=([ +]{0,3}[089][ +]{0,3}[0-9][ +]{0,3}[0-9][ +]{0,3}[01][ +]{0,3}[0-9][ +]{0,3}[0-9][ +]{0,3}[0-9][ +]{0,3}[0-9][ +]{0,3}[0-9][ +]{0,3}[0-9][ +]{0,3}[0-9])(?![0-9]))",
    "holds": "is_personal_number",
    "notAfter": "0123456789",
    "before": null,
    "reads": "numbers_of_persons",
    "whole": true
  },
  {
    "kind": "personal_number",
    "pattern": "[0-9](?=([ +]{0,3}[0-9][ +]{0,3}[01][ +]{0,3}[0-9][ +]{0,3}[0-9][ +]{0,3}[0-9][ +]{0,3}[0-9][ +]{0,3}[0-9][ +]{0,3}[0-9][ +]{0,3}[0-9])(?![0-9]))",
    "holds": "is_personal_number",
    "notAfter": "0123456789",
    "before": null,
    "reads": "numbers_of_persons",
    "whole": true
  },
  {
    "kind": "email",
    "pattern": "@(?=((?=[0-9\\-]{0,20}[a-zà-öø-ÿ])[0-9a-zà-öø-ÿ][0-9a-zà-öø-ÿ.\\-]{1,250}))",
    "holds": null,
    "notAfter": "",
    "before": "([0-9a-zà-öø-ÿ._%+\\-]+)$",
    "reads": "words",
    "whole": true
  },
  {
    "kind": "email",
    "pattern": "@(?=( ?(?:[0-9a-zà-öø-ÿ][0-9a-zà-öø-ÿ\\-]{0,62}(?: ?\\. ?| ?[\\[({] ?(?:\\.|dot|punkt) ?[\\])}] ?| (?:dot|punkt) )){1,3}(?:com|org|net|se|nu|eu|io|info|co|me|ro|de|dk|no|fi|uk|pl|es|fr|ru)(?![0-9a-zà-öø-ÿ])))",
    "holds": null,
    "notAfter": "",
    "before": "([0-9a-zà-öø-ÿ._%+\\-]+ ?)$",
    "reads": "words",
    "whole": true
  },
  {
    "kind": "email",
    "pattern": "[\\[({<](?=( ?(?:at|a|@|snabel-?a) ?[\\])}>] ?(?:[0-9a-zà-öø-ÿ][0-9a-zà-öø-ÿ\\-]{0,62}(?: ?\\. ?| ?[\\[({] ?(?:\\.|dot|punkt) ?[\\])}] ?| (?:dot|punkt) )){1,3}(?:com|org|net|se|nu|eu|io|info|co|me|ro|de|dk|no|fi|uk|pl|es|fr|ru)(?![0-9a-zà-öø-ÿ])))",
    "holds": null,
    "notAfter": "",
    "before": "([0-9a-zà-öø-ÿ._%+\\-]+ ?)$",
    "reads": "words",
    "whole": true
  },
  {
    "kind": "email",
    "pattern": " (?=((?:at|snabel-?a) (?:[0-9a-zà-öø-ÿ][0-9a-zà-öø-ÿ\\-]{0,62}(?: ?\\. ?| ?[\\[({] ?(?:\\.|dot|punkt) ?[\\])}] ?| (?:dot|punkt) )){1,3}(?:com|org|net|se|nu|eu|io|info|co|me|ro|de|dk|no|fi|uk|pl|es|fr|ru)(?![0-9a-zà-öø-ÿ])))",
    "holds": null,
    "notAfter": "",
    "before": "([0-9a-zà-öø-ÿ._%+\\-]+ ?)$",
    "reads": "words",
    "whole": true
  },
  {
    "kind": "link",
    "pattern": "(?:http|hxxp|ftp)(?=(s? ?: ?/ ?/ ?[^ ]{2,250}))",
    "holds": null,
    "notAfter": "",
    "before": null,
    "reads": "words",
    "whole": true
  },
  {
    "kind": "link",
    "pattern": "www(?=( ?\\. ?[0-9a-zà-öø-ÿ\\-]{2,63}(?:\\.[^ ]{1,250})?))",
    "holds": null,
    "notAfter": "0123456789abcdefghijklmnopqrstuvwxyzàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ",
    "before": null,
    "reads": "words",
    "whole": true
  },
  {
    "kind": "link",
    "pattern": "\\.(?=((?:se|nu|com|org|net|eu|io|info|co|app|gg|tv|xyz|site|xxx|porn|cam|escort|ly|cc|biz|ai|dev|dk|fi|uk|ro|pl|bg|hu|ru|ua|lt|ee|nl|ch|cz|pt|th|rs|me|to|no|de|it|at|be|am|al|es|fr|is|in|so|link|page|live|club|shop|online)/[^ ]{1,250}))",
    "holds": null,
    "notAfter": "",
    "before": "([0-9a-zà-öø-ÿ][0-9a-zà-öø-ÿ.\\-]*)$",
    "reads": "words",
    "whole": true
  },
  {
    "kind": "link",
    "pattern": "\\.(?=((?:se|nu|com|org|net|eu|io|info|co|app|gg|tv|xyz|site|xxx|porn|cam|escort|ly|cc|biz|ai|dev|dk|fi|uk|ro|pl|bg|hu|ru|ua|lt|ee|nl|ch|cz|pt|th|rs)(?![0-9a-zà-öø-ÿ\\-]|\\.[0-9a-zà-öø-ÿ])))",
    "holds": "is_host",
    "notAfter": "",
    "before": "([0-9a-zà-öø-ÿ.\\-]*[0-9a-zà-öø-ÿ\\-]{2} ?)$",
    "reads": "words",
    "whole": true
  },
  {
    "kind": "link",
    "pattern": "[\\[({](?=( ?(?:\\.|dot|punkt) ?[\\])}] ?(?:com|org|net|se|nu|eu|io|info|co|me|ro|de|dk|no|fi|uk|pl|es|fr|ru)(?![0-9a-zà-öø-ÿ])))",
    "holds": null,
    "notAfter": "",
    "before": "([0-9a-zà-öø-ÿ.\\-]*[0-9a-zà-öø-ÿ\\-]{2} ?)$",
    "reads": "words",
    "whole": true
  },
  {
    "kind": "link",
    "pattern": " (?=((?:dot|punkt|\\.) ?(?:com|org|net)(?![0-9a-zà-öø-ÿ])))",
    "holds": null,
    "notAfter": "",
    "before": "([0-9a-zà-öø-ÿ.\\-]*[0-9a-zà-öø-ÿ\\-]{2} ?)$",
    "reads": "words",
    "whole": true
  },
  {
    "kind": "handle",
    "pattern": "@(?=((?=[0-9_.]{0,20}[a-zà-öø-ÿ])[0-9a-zà-öø-ÿ_][0-9a-zà-öø-ÿ_.]{1,30}))",
    "holds": null,
    "notAfter": "0123456789abcdefghijklmnopqrstuvwxyzàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ@._-/",
    "before": null,
    "reads": "words",
    "whole": true
  },
  {
    "kind": "handle",
    "pattern": "[^0-9a-zà-öø-ÿ](?=[a-z])(?:snap(?:chat|p)?|sc|instagram|insta|ig|tik ?tok|telegram|tg|kik|whatsapp|wa|facebook|fb|messenger|discord|signal|wickr|onlyfans|twitter|skype|tinder|badoo|viber|wechat|threads|user ?name|nick(?:name)?|användarnamn(?:et)?|screen ?name|user|användare|konto(?:t|namn)?|profil(?:en|namn)?|account|handle)(?:[ \\-]{0,2}(?:är|is|was|heter|hette|hon|han|hen|she|he|they|kallas|namn|namnet|name|som|as|under|user|username|användare|användarnamn|nick|id|konto|kontot|account|handle|called|hennes|hans|her|his|på|by|the|med|att|var)){0,3}(?: ?[:=] ?| - ?| | ?[(])@?(?=((?=[a-z.\\-]{1,30}[0-9]|[a-z0-9.\\-]{1,30}_|[a-z]{2,30}\\.[a-z]{3,30})[a-z][a-z0-9._\\-]{2,30})(?![0-9a-zà-öø-ÿ]))",
    "holds": "is_handle",
    "notAfter": "",
    "before": null,
    "reads": "words",
    "whole": false
  },
  {
    "kind": "handle",
    "pattern": "[^0-9a-zà-öø-ÿ](?=[a-z])(?:snap(?:chat|p)?|sc|instagram|insta|ig|tik ?tok|telegram|tg|kik|whatsapp|wa|facebook|fb|messenger|discord|signal|wickr|onlyfans|twitter|skype|tinder|badoo|viber|wechat|threads|user ?name|nick(?:name)?|användarnamn(?:et)?|screen ?name)(?:[ \\-]?(?:är|is|was|heter|hette|hon|han|hen|she|he|they|kallas|namn|namnet|name|som|as|under|user|username|användare|användarnamn|nick|id|konto|kontot|account|handle|called|hennes|hans|her|his|på|by|the|med|att|var)){0,3} ?[:=] ?@?(?=([a-z0-9._\\-]{3,30})(?: ?(?:$|[,;)/])|\\.(?: |$)))",
    "holds": "is_handle",
    "notAfter": "",
    "before": null,
    "reads": "words",
    "whole": false
  },
  {
    "kind": "handle",
    "pattern": "[^0-9a-zà-öø-ÿ@._\\-/](?=([a-z][a-z0-9.]{0,30}_[a-z0-9_.]{0,30}[a-z0-9_])(?![0-9a-zà-öø-ÿ]))",
    "holds": "is_handle",
    "notAfter": "",
    "before": null,
    "reads": "words",
    "whole": false
  },
  {
    "kind": "phone",
    "pattern": "\\+(?=( {0,3}[1-9] {0,3}[0-9] {0,3}[0-9] {0,3}[0-9] {0,3}[0-9] {0,3}[0-9] {0,3}[0-9] {0,3}[0-9](?: {0,3}[0-9](?: {0,3}[0-9](?: {0,3}[0-9](?: {0,3}[0-9](?: {0,3}[0-9](?: {0,3}[0-9](?: {0,3}[0-9])?)?)?)?)?)?)?)(?![0-9]))",
    "holds": null,
    "notAfter": "0123456789",
    "before": null,
    "reads": "numbers",
    "whole": true
  },
  {
    "kind": "phone",
    "pattern": "0(?=( {0,3}0 {0,3}[1-9] {0,3}[0-9] {0,3}[0-9] {0,3}[0-9] {0,3}[0-9] {0,3}[0-9] {0,3}[0-9] {0,3}[0-9](?: {0,3}[0-9](?: {0,3}[0-9](?: {0,3}[0-9](?: {0,3}[0-9](?: {0,3}[0-9](?: {0,3}[0-9](?: {0,3}[0-9])?)?)?)?)?)?)?)(?![0-9]))",
    "holds": null,
    "notAfter": "0123456789",
    "before": null,
    "reads": "numbers",
    "whole": true
  },
  {
    "kind": "phone",
    "pattern": "0(?=( {0,3}[1-9] {0,3}[0-9] {0,3}[0-9] {0,3}[0-9] {0,3}[0-9] {0,3}[0-9] {0,3}[0-9](?: {0,3}[0-9](?: {0,3}[0-9])?)?)(?![0-9]))",
    "holds": "is_swedish_phone",
    "notAfter": "0123456789",
    "before": null,
    "reads": "numbers",
    "whole": true
  },
  {
    "kind": "phone",
    "pattern": "4(?=( {0,3}6 {0,3}(?:0 {0,3})?7 {0,3}[02369] {0,3}[0-9] {0,3}[0-9] {0,3}[0-9] {0,3}[0-9] {0,3}[0-9] {0,3}[0-9] {0,3}[0-9])(?![0-9]))",
    "holds": null,
    "notAfter": "0123456789",
    "before": null,
    "reads": "numbers",
    "whole": true
  },
  {
    "kind": "phone",
    "pattern": "7(?=( {0,3}[02369] {0,3}[0-9] {0,3}[0-9] {0,3}[0-9] {0,3}[0-9] {0,3}[0-9] {0,3}[0-9] {0,3}[0-9])(?![0-9]))",
    "holds": null,
    "notAfter": "0123456789",
    "before": null,
    "reads": "numbers",
    "whole": true
  },
  {
    "kind": "phone",
    "pattern": "[1-9](?=([0-9]{10,14})(?![0-9]))",
    "holds": null,
    "notAfter": "0123456789",
    "before": null,
    "reads": "numbers",
    "whole": true
  },
  {
    "kind": "phone",
    "pattern": "[^0-9a-zà-öø-ÿ](?=[a-z])(?:tele?(?:fon|phone)?(?:nr|nummer|numret)?|tfn|mobil(?:en|nr|nummer|numret)?|mob|phone|cell|whatsapp|viber|sms(?:a|ar)?|ring(?:a|er|s)?|call|nås)[ =]{0,3}(?:(?:är|is|på|at|on|nr|nummer|number|no)[ =]{1,3}){0,2}(?=([1-9] {0,3}[0-9] {0,3}[0-9] {0,3}[0-9] {0,3}[0-9] {0,3}[0-9](?: {0,3}[0-9](?: {0,3}[0-9](?: {0,3}[0-9](?: {0,3}[0-9])?)?)?)?)(?![0-9]))",
    "holds": "is_no_helpline",
    "notAfter": "",
    "before": null,
    "reads": "numbers",
    "whole": false
  },
  {
    "kind": "plate",
    "pattern": "[a-hj-pr-uw-z](?=([a-hj-pr-uw-z]{2}[ .\\-_/]{0,3}[0-9]{2}[0-9a-hj-npr-uw-z])(?![0-9a-zà-öø-ÿ]|[.:,/\\-][0-9]|:-|%| ?(?:kr|kronor|sek|eur|euro|usd|dkk|nok|gbp|lei|pund|st|cm|m|km|kg|g|mg|ml|min|minuter|minutes|tim|h|år|years|personer|people|gånger|meter|dagar|days|stycken|procent|percent|:-|%)(?![0-9a-zà-öø-ÿ])))",
    "holds": "is_plate",
    "notAfter": "0123456789abcdefghijklmnopqrstuvwxyzàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ",
    "before": null,
    "reads": "words",
    "whole": true
  },
  {
    "kind": "plate",
    "pattern": "[a-hj-pr-uw-z](?=((?:[ .\\-][a-hj-pr-uw-z]){2}[ .\\-]{1,3}[0-9][ .\\-]?[0-9][ .\\-]?[0-9a-hj-npr-uw-z])(?![0-9a-zà-öø-ÿ]|[.:,/\\-][0-9]|:-|%| ?(?:kr|kronor|sek|eur|euro|usd|dkk|nok|gbp|lei|pund|st|cm|m|km|kg|g|mg|ml|min|minuter|minutes|tim|h|år|years|personer|people|gånger|meter|dagar|days|stycken|procent|percent|:-|%)(?![0-9a-zà-öø-ÿ])))",
    "holds": "is_in_capitals",
    "notAfter": "0123456789abcdefghijklmnopqrstuvwxyzàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ",
    "before": null,
    "reads": "words",
    "whole": true
  }
] as const;

export const TIMES = "(?:(?:[01]?[0-9]|2[0-4])(?:[.:][0-5][0-9]|:[0-5][0-9]:[0-5][0-9])(?: ?- ?(?:[01]?[0-9]|2[0-4])(?:[.:][0-5][0-9]|:[0-5][0-9]:[0-5][0-9]))?|(?:[01][0-9]|2[0-4])[0-5][0-9] ?- ?(?:[01][0-9]|2[0-4])[0-5][0-9])(?![0-9]|[.:][0-9])(?![ \\-][0-9]{2,3}[ \\-][0-9])" as const;

export const DATES = "(?:(?:19|20)[0-9]{2}-[01]?[0-9]-[0-3]?[0-9]|[0-3]?[0-9][./\\-][01]?[0-9][./\\- ](?:19|20)[0-9]{2})(?![0-9])" as const;

export const ENDLESS = "[0-9]{16,}" as const;

export const GAPS = ".-/_:,*|()" as const;

export const SWEDISH = "^(?:(?:(?:[12][136]|3[356]|4[0246]|6[03]|8\\d)\\d|90[1-9])\\d{4,6}|(?:1(?:2[0-35]|4[0-4]|5[0-25-9]|7[13-6]|[89]\\d)|2(?:2[0-7]|4[0136-8]|5[0138]|7[018]|8[01]|9[0-57])|3(?:0[0-4]|1\\d|2[0-25]|4[056]|7[0-2]|8[0-3]|9[023])|4(?:1[013-8]|3[0135]|5[14-79]|7[0-246-9]|8[0156]|9[0-689])|5(?:0[0-6]|[15][0-5]|2[0-68]|3[0-4]|4\\d|6[03-5]|7[013]|8[0-79]|9[01])|6(?:1[1-3]|2[0-4]|4[02-57]|5[0-37]|6[0-3]|7[0-2]|8[0247]|9[0-356])|9(?:1[0-68]|2\\d|3[02-5]|4[0-3]|5[0-4]|[68][01]|7[0135-8]))\\d{5,6}|7[023689]\\d{7}|75[1-8]\\d{6}|74[02-9]\\d{6})$" as const;

export const HELPLINES = "^11[0-9]" as const;

export const NOT_HANDLES = "^(?:[A-Z0-9_]+|(?:v|kl|rum|room|ca|nr|no|linje|line|buss|bus|kap|dag|day|typ|max|min|plan|vån|tel|age|nej|ja|inget|ingen|okänd|okänt|samma|saknas|borttagen|borttaget|avstängd|avstängt|privat|private|none|yes|unknown|same|deleted|blocked|declined|nekade|nekad|tackade|öppen|öppet|stängd|stängt|aktiv|active|skickat|skickad|sent|closed|open|refused|frågades|visades)\\.?[0-9.:,\\-]*)$" as const;

export const PLATE_NAMED = "(?:reg|skylt|plåt|plate|bil|car|taxi|van|skåpbil|cab|volvo|saab|bmw|audi|mercedes|toyota|ford|opel|skoda|kia|passat|golf)[a-zà-öø-ÿ]{0,12}[ .:,\\-]{0,3}(?:[a-zà-öø-ÿ]{1,10}[ .:]{1,2}){0,2}$" as const;

export const NOT_PLATES = "ACT ALA ALL AND ANN APR APT ARE ART ASK ATE AUG BAD BAR BED BEN BET BLA BOR BOT BOX BRA BUS BUT BUY BYT CAB CAN CAR CCA CSN CUT DAG DAN DAR DAY DEC DEM DEN DET DKK DOG DOM DRY DUE EAT EFT END ENS ETC ETT EUR FAR FEB FEM FEW FLT FOR FOT FRA FRE FRI FTP GAV GBP GEN GER GET GOT HAD HAN HAS HEM HEN HER HON HUR HUS HYR JAN JUL JUN KAN KAP KBT KOM LAG LAW LAY LED LET LGH LOR LOT LOW LSS LUR LYA MAJ MAN MAR MAX MED MEN MER MET MKT MON MOT NAT NER NEW NJA NOG NOK NOS NOT NOV NOW NUM NYA NYS OCH ODD OFF OFT OKT OLD ONE ONS ORD OSV OUR OUT PAR PAY PDF PER PGE PGF PHD PKT PUB PUT RAD RAN REF REN RES ROW RUM RUN SAL SAT SAW SAY SEC SEK SEN SEP SER SET SEX SFS SHE SJU SKA SKO SLA SMO SMS SOL SOM SOS SOU SOV STA STE STR SUB SUM SUN TAG TAL TAN TAR TEL TEN TEX TFN THE THU TOG TOO TOP TOR TOT TRE TRY TUE TUR TWO TYP UPP USD USE UTE WAS WED WHO WHY YET YOU" as const;

export const ENOUGH = 100 as const;

export const DOUBTS_MAX = 500 as const;

export const BEFORE = 48 as const;

export const ENDS_NOTHING = ".,;:!?)\"'»-" as const;

export const HIDDEN = "¤" as const;

export const LOOKALIKES = [
  "АВСЕНІЈКМОРЅТХУавсеіјкморѕтухΑΒΕΖΗΙΚΜΝΟΡΤΥΧαορν⁄∕•·∙⋅‧・。~∼〜−⁃ー⠀①②③④⑤⑥⑦⑧⑨❶❷❸❹❺❻❼❽❾➀➁➂➃➄➅➆➇➈➊➋➌➍➎➏➐➑➒⓵⓶⓷⓸⓹⓺⓻⓼⓽⓪⓿🄋🄌",
  "ABCEHIJKMOPSTXYabceijkmopstyxABEZHIKMNOPTYXaopv//.......------ 1234567891234567891234567891234567891234567890000"
] as const;

export const FILLERS = "ᅟᅠㅤﾠ" as const;

export const WIDEST = 4 as const;

export const FREE_TEXT = [
  "action",
  "balance",
  "note",
  "remark"
] as const;
