"""How does a stream of server-sent events become clocks (protocol §8, `GET /api/live`)?"""

from collections.abc import AsyncGenerator, AsyncIterator


async def clocks(lines: AsyncIterator[str]) -> AsyncGenerator[int, None]:
    """The unit's clock at each `clock` event; other events and comments are passed over."""
    event, data = "", ""
    async for line in lines:
        if line == "":
            if event == "clock":
                yield int(data)
            event, data = "", ""
            continue
        name, _, value = line.partition(":")
        if name == "event":
            event = value.removeprefix(" ")
        if name == "data":
            data += value.removeprefix(" ")
