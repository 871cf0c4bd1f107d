"""The databases that a storm is played on."""

from tests.server.inside import database

__all__ = ["database"]
