"""The cast's phones, here too."""

from tests.phones.conftest import meet, strange_phone

__all__ = ["meet", "strange_phone"]
