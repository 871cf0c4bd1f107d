"""`python -m lykta.store.migrations "what changes"`: the next step, against a fresh SQLite file."""

import asyncio
import sys
import tempfile

from lykta.store.engine import Database
from lykta.store.migrations import revise
from lykta.store.schema import upgrade


async def main(message: str) -> None:
    with tempfile.TemporaryDirectory() as directory:
        database = Database(f"sqlite+aiosqlite:///{directory}/empty.db")
        await upgrade(database)
        async with database.engine.connect() as connection:
            await connection.run_sync(revise, message)
        await database.close()


if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1].strip():
        sys.exit('Say what changes: make migration m="add what to what"')
    asyncio.run(main(sys.argv[1]))
