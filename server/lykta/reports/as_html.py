"""The final report as one page of HTML: no script, no link, no request; made to be printed."""

import base64
import hashlib
from xml.etree import ElementTree as ET

from lykta.domain.statistics_words import Language
from lykta.reports.document import Document, Grid, Note, Own, Sentence, Signature, Title

STYLE = """
@page { size: A4; margin: 22mm 20mm; }
body { font: 11pt/1.5 Georgia, 'Times New Roman', serif; color: #1a1a1a; background: #fff;
  max-width: 42rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1, h2, h3, th, .asks, .note { font-family: 'Segoe UI', system-ui, sans-serif; }
h1 { font-size: 20pt; line-height: 1.2; margin: 0 0 .3em; }
h2 { font-size: 14pt; margin: 1.8em 0 .4em; break-after: avoid; }
h3 { font-size: 11pt; margin: 1.2em 0 .3em; break-after: avoid; }
p { margin: 0 0 .6em; orphans: 3; widows: 3; }
.note { color: #444; font-size: 10pt; margin: 0 0 .3em; }
.missing { color: #555; font-style: italic; }
.asks { color: #444; font-size: 9.5pt; margin: 1em 0 .2em; break-after: avoid; }
.own { white-space: pre-line; }
table { border-collapse: collapse; width: 100%; font-size: 10pt; }
th, td { text-align: left; padding: .25em .6em .25em 0; border-bottom: 1px solid #bbb;
  vertical-align: top; }
tr { break-inside: avoid; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap;
  padding-right: 0; }
.sum td { font-weight: bold; border-bottom: 0; border-top: 1px solid #1a1a1a; }
.sign { display: grid; grid-template-columns: 1fr 1fr; gap: 2.4em 2em; margin: 2.4em 0;
  break-inside: avoid; }
.sign div { border-top: 1px solid #1a1a1a; padding-top: .2em; font-size: 9.5pt; }
"""
POLICY = (
    "default-src 'none'; style-src 'sha256-"
    + base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    + "'; frame-ancestors 'none'; form-action 'none'; base-uri 'none'; sandbox"
)
"""For `Content-Security-Policy`: its own style and nothing else."""


def as_html(document: Document, language: Language) -> bytes:
    """UTF-8. Whatever a text holds is text: the tree is built of elements, never of markup."""
    html = ET.Element("html", lang=language)
    head = ET.SubElement(html, "head")
    ET.SubElement(head, "meta", charset="utf-8")
    ET.SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    _put(head, "title", next(each.text for each in document if isinstance(each, Title)))
    _put(head, "style", STYLE)
    main = ET.SubElement(ET.SubElement(html, "body"), "main")
    for block in document:
        match block:
            case Title(level, text):
                _put(main, f"h{level}", text)
            case Note(text):
                _put(main, "p", text, "note")
            case Sentence(text=text, missing=missing):
                _put(main, "p", text, "missing" if missing else None)
            case Own(asks=asks, text=text, missing=missing):
                _put(main, "p", asks, "asks")
                _put(main, "p", text, "own missing" if missing else "own")
            case Grid():
                _grid(main, block)
            case Signature(labels):
                sign = ET.SubElement(main, "div", {"class": "sign"})
                for label in labels:
                    _put(sign, "div", label)
    page: bytes = ET.tostring(html, encoding="utf-8", method="html")
    return b"<!doctype html>" + page


def _grid(main: ET.Element, grid: Grid) -> None:
    _put(main, "h3", grid.title)
    table = ET.SubElement(main, "table")
    _line(ET.SubElement(table, "thead"), grid.head, grid.numbers, "th")
    body = ET.SubElement(table, "tbody")
    for line in grid.lines:
        row = _line(body, line, grid.numbers, "td")
        if grid.last_is_sum and line is grid.lines[-1]:
            row.set("class", "sum")


def _line(parent: ET.Element, cells: list[str], numbers: int, tag: str) -> ET.Element:
    row = ET.SubElement(parent, "tr")
    for n, text in enumerate(cells):
        cell = _put(row, tag, text, "number" if n >= len(cells) - numbers else None)
        if tag == "th":
            cell.set("scope", "col")
    return row


def _put(parent: ET.Element, tag: str, text: str, kind: str | None = None) -> ET.Element:
    made = ET.SubElement(parent, tag, {} if kind is None else {"class": kind})
    made.text = "".join(each for each in text if each >= " " or each in "\n\t")
    return made
