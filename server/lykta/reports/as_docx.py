"""The final report as a DOCX file, to be written on in a word processor."""

import io

from docx import Document as new_document
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from lykta.domain.statistics_words import Language
from lykta.reports.document import Document, Grid, Note, Own, Sentence, Signature, Title

QUIET = RGBColor(0x55, 0x55, 0x55)
TONGUE: dict[Language, str] = {"sv": "sv-SE", "en": "en-GB"}


def as_docx(document: Document, language: Language) -> bytes:
    made = new_document()
    _settle(made, document, language)
    for block in document:
        match block:
            case Title(level, text):
                made.add_heading(_plain(text), level=level - 1 if level > 1 else 0)
            case Note(text):
                _quiet(made.add_paragraph(_plain(text)))
            case Sentence(text=text, missing=missing):
                said = made.add_paragraph(_plain(text))
                if missing:
                    _quiet(said, italic=True)
            case Own(asks=asks, text=text, missing=missing):
                asked = _quiet(made.add_paragraph(_plain(asks)))
                asked.paragraph_format.keep_with_next = True
                said = made.add_paragraph(_plain(text))
                if missing:
                    _quiet(said, italic=True)
            case Grid():
                _grid(made, block)
            case Signature(labels):
                for label in labels:
                    line = made.add_paragraph(f"{_plain(label)}: {'_' * 40}")
                    line.paragraph_format.space_before = Pt(18)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _settle(made: Docx, document: Document, language: Language) -> None:
    """A4, the language that it is spelt by, and nothing of who made it or on what."""
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(24)
    style = made.styles["Normal"]
    style.font.size = Pt(11)
    spelt = style.element.get_or_add_rPr()
    tongue = spelt.makeelement(qn("w:lang"), {qn("w:val"): TONGUE[language]})
    spelt.append(tongue)
    core = made.core_properties
    core.title = next(each.text for each in document if isinstance(each, Title))
    core.author = core.last_modified_by = core.comments = ""
    core.language = TONGUE[language]


def _grid(made: Docx, grid: Grid) -> None:
    made.add_heading(_plain(grid.title), level=2)
    table = made.add_table(rows=0, cols=len(grid.head))
    table.style = "Table Grid"
    for line in (grid.head, *grid.lines):
        bold = line is grid.head or (grid.last_is_sum and line is grid.lines[-1])
        for n, (cell, text) in enumerate(zip(table.add_row().cells, line, strict=True)):
            said = cell.paragraphs[0]
            said.add_run(_plain(text)).bold = bold
            if n >= len(line) - grid.numbers:
                said.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    made.add_paragraph()


def _quiet(said: Paragraph, *, italic: bool = False) -> Paragraph:
    for run in said.runs:
        run.font.color.rgb = QUIET
        run.italic = italic
    return said


def _plain(text: str) -> str:
    """What XML can hold of it."""
    return "".join(each for each in text if each >= " " or each in "\n\t")
