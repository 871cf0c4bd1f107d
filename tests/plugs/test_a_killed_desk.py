"""[F01] [F71] [F72] [A38] The server or its database is killed while letters come in. What had
a receipt stands; what had none comes again, and once.
"""

import asyncio
import signal
from collections.abc import Callable
from random import Random

from tests.desk import RunningDesk
from tests.pair import Pair
from tests.plugs.crew import Crew, stands
from tests.postgres import Cluster

SOON_S = 0.25


async def pulled(
    desk: RunningDesk, times: int, pull: Callable[[], None], crew: Crew | None = None
) -> None:
    """Pulls the plug so often, anywhere within a parcel: read, opened, decided, written, said."""
    seed = Random().randrange(2**32)
    random, crew = Random(seed), crew or Crew()
    await crew.enrol(desk)
    working = asyncio.create_task(crew.work())
    for _ in range(times):
        crew.sending.clear()
        await crew.sending.wait()
        await asyncio.sleep(random.uniform(0, SOON_S))
        await asyncio.to_thread(pull)
    crew.stop()
    await working
    await crew.finish()
    desk.stop()
    lost, doubled = await stands(desk, crew)
    print(
        f"{times} pulled, {len(crew.said):,} letters, {lost} lost, {doubled} doubled, "
        f"{crew.weather} parcels sent again"
    )
    await crew.close()
    assert (lost, doubled) == (0, 0), f"Repeat with Random({seed})"


async def test_a_server_that_is_killed_loses_and_doubles_nothing(
    own_desk: RunningDesk, times: int
) -> None:
    def pull() -> None:
        own_desk.stop(signal.SIGKILL)
        own_desk.start()

    await pulled(own_desk, times, pull)


async def test_a_database_that_is_killed_loses_and_doubles_nothing(
    desk_on_postgres: RunningDesk, own_postgres: Cluster, times: int
) -> None:
    """The server stays up, and comes back to its database by itself."""

    def pull() -> None:
        own_postgres.kill()
        own_postgres.start()

    await pulled(desk_on_postgres, times, pull)


async def test_a_primary_that_is_killed_and_its_standby_lose_and_double_nothing(
    desk_on_pair: RunningDesk, own_pair: Pair, times: int
) -> None:
    """[F72] Promoted under load, again and again, with each time the dead one back as the other's
    standby. Nobody touches the desk, and the phones carry on by themselves.
    """

    def pull() -> None:
        own_pair.lose_primary()
        own_pair.follow()

    await pulled(desk_on_pair, times, pull)
