"""Two PostgreSQL servers, of which one follows the other: a commit is a commit once both have it on
their disks.

    with pair() as servers:
        url = servers.fresh_database()
        servers.lose_primary()   # killed; the standby takes its place
        servers.follow()         # the dead one comes back as the other's standby
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from tests.postgres import Cluster, room

SYNC = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'"
PATIENCE = 500


class Pair:
    def __init__(self, primary: Cluster, standby: Cluster) -> None:
        self.primary = primary
        self.standby = standby

    def fresh_database(self) -> str:
        """Make one, and answer an address that names both servers: whoever may write is meant."""
        name = self.primary.fresh_database().rpartition("/")[2]
        ports = (self.primary.port, self.standby.port)
        hosts = "&".join(f"host=127.0.0.1:{port}" for port in ports)
        return f"postgresql+asyncpg://lykta@/{name}?{hosts}"

    def follow(self) -> None:
        """From here on the primary waits with every commit until the other has it too."""
        self.standby.follow(self.primary)
        self._wait_for("*")
        for _ in range(PATIENCE):
            if self.primary.sql(SYNC) == "1":
                return
        raise RuntimeError("the standby does not follow")

    def lose_primary(self) -> None:
        """Nobody shuts anything down; the standby is promoted, and is alone."""
        self.primary.kill()
        self.primary, self.standby = self.standby, self.primary
        self.primary.sql("SELECT pg_promote()")
        self._wait_for("")

    def _wait_for(self, names: str) -> None:
        self.primary.sql(f"ALTER SYSTEM SET synchronous_standby_names = '{names}'")
        self.primary.sql("SELECT pg_reload_conf()")


@contextmanager
def pair() -> Iterator[Pair]:
    with ExitStack() as rooms:
        one, other = (Cluster(rooms.enter_context(room())) for _ in range(2))
        servers = Pair(one, other)
        try:
            one.make()
            servers.follow()
            yield servers
        finally:
            # The follower first: it would hold up the other one's end.
            servers.standby.stop()
            servers.primary.stop()
