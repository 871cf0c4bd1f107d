"""Is anybody told more than the table says, or less (VI1 to VI4)? Every reader, at every door.

Chance draws a small world of two units. Every text in it carries a mark, and every row has its id;
what a reader is answered, in bytes and headers, may hold those that the table allows, and has to
hold those that it demands. A failure prints the steps, and the blob that repeats them.
"""

import asyncio

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from lykta.app import DOORS
from lykta.settings import Settings
from tests.server.inside import database

from .doors import ASKS
from .matrix import not_reached, reached
from .people import HERE, THERE
from .play import STEPS, played
from .small_world import Step
from .story import STORY

__all__ = ["database"]

WORLDS = 4
UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
"""A world takes seconds and is short; to make a failing one smaller takes minutes."""
steps = st.lists(
    st.builds(
        Step,
        st.sampled_from([*STEPS, "meet", "move", "move", "wait", "wait", "read", "read", "look"]),
        st.sampled_from([*HERE, *THERE]),
        st.integers(-4, -1),
        st.integers(0, 59),
    ),
    min_size=4,
    max_size=16,
)


def test_every_door_is_known() -> None:
    """[A55] A door that nobody asks here could tell anything."""
    doors = {
        f"{method} {path}" for door in DOORS for method in door.http_methods for path in door.paths
    }
    assert doors == set(ASKS)


def test_a_story_that_reaches_every_case(database: Settings) -> None:
    """[VI1] [VI2] [VI3] [VI4] [A54] [A55] [A56] Everybody looks after every chapter."""
    reached.clear()
    asyncio.run(played(database, STORY, ["ada", "cleo", "eve", "rut", "dora"]))
    assert not not_reached(), not_reached()


@settings(max_examples=WORLDS, phases=UNSHRUNK)
@given(steps, st.sampled_from([*HERE, *THERE]))
def test_nobody_is_told_more_or_less_than_the_table_says(
    database: Settings, drawn: list[Step], asking: str
) -> None:
    """[VI1] [VI2] [VI3] [VI4] [CO7] [CO8] [CT4] [A54] [A55] [A56] [A57] [A58]"""
    asyncio.run(played(database, drawn, [asking]))
