"""The steps of the storm, chosen by Hypothesis: a failure prints the shortest way to it, and the
line that repeats it.
"""

import asyncio

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.server.inside import Inside

from .world import CREW, Tally, World

WHO = st.integers(0, len(CREW) - 1)
MANY = 30


class Storm(RuleBasedStateMachine):
    """Give `runner`, `inside` and `tally` to a subclass; each example is a unit of its own."""

    runner: asyncio.Runner
    inside: Inside
    tally: Tally
    most: int = MANY
    """The most letters that are written in one step."""

    world: World | None = None

    @initialize(seed=st.integers(0, 2**32 - 1), chance=st.sampled_from((0.2, 0.5, 0.8)))
    def begin(self, seed: int, chance: float) -> None:
        self.world = self.runner.run(World.made(self.inside, self.tally, seed))
        self.world.sky.chance = chance

    @property
    def here(self) -> World:
        assert self.world is not None
        return self.world

    @rule(who=WHO, share=st.integers(1, 10))
    def write(self, who: int, share: int) -> None:
        self.here.write(self.here.crew[who], max(1, self.most * share // 10))

    @rule(who=WHO)
    def post(self, who: int) -> None:
        self.runner.run(self.here.post(self.here.crew[who]))

    @rule(who=WHO, through=WHO)
    def post_through_another(self, who: int, through: int) -> None:
        crew = self.here.crew
        self.runner.run(self.here.post(crew[who], through=crew[through]))

    @rule(who=WHO)
    def read(self, who: int) -> None:
        self.runner.run(self.here.read(self.here.crew[who]))

    @rule(twice=WHO)
    def all_at_once(self, twice: int) -> None:
        self.runner.run(self.here.at_once(self.here.crew[twice]))

    @rule(who=WHO, keeps_replica=st.booleans())
    def restart(self, who: int, keeps_replica: bool) -> None:
        self.here.restart(self.here.crew[who], keeps_replica=keeps_replica)

    @rule(who=WHO)
    def rescue(self, who: int) -> None:
        self.runner.run(self.here.rescue(self.here.crew[who]))

    @rule(who=WHO)
    def back_up(self, who: int) -> None:
        self.here.back_up(self.here.crew[who])

    @precondition(lambda self: any(one.copy for one in self.here.crew))
    @rule(who=WHO)
    def restore_an_old_copy(self, who: int) -> None:
        self.runner.run(self.here.restore(self.here.crew[who]))

    @rule()
    def what_was_late_arrives(self) -> None:
        self.runner.run(self.here.sky.arrive())

    @rule(minutes=st.integers(1, 60))
    def time_passes(self, minutes: int) -> None:
        self.here.pass_time(minutes)

    @invariant()
    def nothing_is_lost_and_nothing_doubled(self) -> None:
        if self.world is not None:
            self.tally.steps += 1
            self.runner.run(self.world.check())

    def teardown(self) -> None:
        if self.world is not None:
            try:
                self.runner.run(self.world.quiet())
            finally:
                self.runner.run(self.world.close())
