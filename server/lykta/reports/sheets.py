"""Tables as files: nothing in them is ever read as a formula (ST4)."""

import csv
import io
from collections.abc import Sequence
from typing import Any

# What some program or other takes for the beginning of one, as it stands and full-width.
_BEGINS = tuple("=+-@\t\r\n|%＝＋－＠")
_CELL_CHARS = 32_767


def safe(value: Any) -> Any:
    """A text that no spreadsheet takes for more than a text. Numbers stay numbers."""
    if not isinstance(value, str):
        return value
    text = "".join(each for each in value if each >= " " or each in "\t\r\n")[: _CELL_CHARS - 1]
    return "'" + text if text.lstrip().startswith(_BEGINS) or text.startswith(_BEGINS) else text


def as_csv(lines: Sequence[Sequence[Any]]) -> bytes:
    """UTF-8 with its mark, which Swedish spreadsheets want; CRLF; every text quoted."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerows([[safe(each) for each in line] for line in lines])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(sheets: dict[str, Sequence[Sequence[Any]]]) -> bytes:
    out = io.BytesIO()
    # A workbook is asked for now and then: until then it takes no memory.
    import xlsxwriter

    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        for name, lines in sheets.items():
            sheet = book.add_worksheet(name[:31])
            for row, line in enumerate(lines):
                for column, value in enumerate(line):
                    if isinstance(value, int | float):
                        sheet.write_number(row, column, value)
                    else:
                        sheet.write_string(row, column, safe(value))
    return out.getvalue()
