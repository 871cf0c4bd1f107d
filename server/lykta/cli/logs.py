"""What a server writes down: an object a line on standard error, and never what was written to it.

An error's own words may quote a letter, so of an error only its kind and its place are told. Who
visits is not written down at all.
"""

import logging
from datetime import UTC, datetime
from types import TracebackType

import msgspec


class Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        said = {
            "at": datetime.fromtimestamp(record.created, UTC),
            "level": record.levelname.lower(),
            "of": record.name,
            "says": record.getMessage(),
        }
        if record.exc_info and record.exc_info[0] is not None:
            said["error"] = record.exc_info[0].__name__
            said["where"] = _place(record.exc_info[2])
        return msgspec.json.encode(said).decode()


def _place(trace: TracebackType | None) -> str:
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"


def set_up() -> None:
    """For all that is logged in this process, the web server's own words included."""
    handler = logging.StreamHandler()
    handler.setFormatter(Lines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
