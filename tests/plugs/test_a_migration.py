"""[F71] The tables are changed while the old program goes on: an upgrade stops nobody."""

from itertools import count

from tests.desk import RunningDesk
from tests.plugs.test_a_killed_desk import pulled
from tests.postgres import Cluster

TABLES = ("row", "text", "receipt", "device", "unit", "consent_act", "fact_contact")


async def test_what_a_migration_adds_loses_and_doubles_nothing(
    desk_on_postgres: RunningDesk, own_postgres: Cluster, times: int
) -> None:
    """Every table it writes gets a column and an index. Its statements name their columns, so none
    of those that it has prepared is void.
    """
    name, turn = desk_on_postgres.settings.database.rpartition("/")[2], count()

    def pull() -> None:
        number = next(turn)
        for table in TABLES:
            own_postgres.sql(f'ALTER TABLE "{table}" ADD COLUMN later_{number} text', name)
            own_postgres.sql(f'CREATE INDEX ON "{table}" (later_{number})', name)

    await pulled(desk_on_postgres, times, pull)
