"""A whole desk, on either database."""

from tests.server.inside import database, fresh, inside

__all__ = ["database", "fresh", "inside"]
