"""Which key of the unit does the phone seal to (protocol §2, §7)?

Law: never to one older than the newest it has used; and `not_after` never hinders a save.
"""

from .letter import IngestKey, Json, unb64


class Keyring:
    def __init__(self) -> None:
        self.keys: list[IngestKey] = []
        self._older: set[str] = set()

    @property
    def newest(self) -> IngestKey:
        """Raises IndexError before the phone is enrolled: without a key nothing can be sealed."""
        return self.keys[0]

    def adopt(self, ingest: list[Json]) -> None:
        """Takes the desk's list, newest first, unless it leads with a key known to be old.

        Nothing in the list dates a key, so its age is what an earlier list said of it.
        """
        offered = [IngestKey(one["id"], unb64(one["public_key"])) for one in ingest]
        if not offered or offered[0].id in self._older:
            return
        replaced = {key.id for key in (*offered[1:], *self.keys)} - {offered[0].id}
        self._older |= replaced
        self.keys = offered
