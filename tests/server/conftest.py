"""The cast's phones, here too; and a desk in this process whose clock is an argument."""

from tests.phones.conftest import meet, strange_phone
from tests.server.inside import database, fresh, inside

__all__ = ["database", "fresh", "inside", "meet", "strange_phone"]
