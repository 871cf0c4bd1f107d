"""A terminal in which `lykta` is typed: in this process, because Python takes its time to start.

said = terminal.run("unit", "add", "Exempelenheten")
assert said.code == 0
"""

import os
from collections.abc import Iterable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from typing import NoReturn
from unittest import mock

import msgspec

from lykta.cli import main, serve
from lykta.settings import Settings
from lykta.upkeep import work
from tests.phones.letter import Json


@dataclass
class Said:
    code: int | str | None
    out: str
    error: str


class Terminal:
    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def run(self, *words: str, **environment: str | None) -> Said:
        """To its end; what would stay (`serve`, `work`) ends as it begins. An environment variable
        of None is not set.
        """
        out, error = StringIO(), StringIO()
        with (
            mock.patch.dict(os.environ, self._environment(environment), clear=True),
            mock.patch.object(serve, "_run", _begins),
            mock.patch.object(work, "work", _begins),
            redirect_stdout(out),
            redirect_stderr(error),
        ):
            try:
                code: int | str | None = main(words)
            except SystemExit as end:
                code = end.code
        return Said(code, out.getvalue(), error.getvalue())

    def run_all(self, commands: Iterable[tuple[str, ...]], **environment: str | None) -> list[Said]:
        return [self.run(*words, **environment) for words in commands]

    def object(self, *words: str, code: int = 0) -> Json:
        """A command that prints one object."""
        said = self.run(*words)
        assert (said.code, said.error) == (code, ""), said
        assert said.out.count("\n") == 1
        return msgspec.json.decode(said.out, type=Json)

    def environment(self) -> dict[str, str]:
        return self._environment({})

    def _environment(self, changes: dict[str, str | None]) -> dict[str, str]:
        ours: dict[str, str | None] = {
            "LYKTA_DATA": str(self.settings.data),
            "LYKTA_KEYS": str(self.settings.keys),
            "LYKTA_DATABASE": self.settings.database,
            "LYKTA_ORIGIN": self.settings.origin,
        }
        whole = os.environ | ours | changes
        return {name: value for name, value in whole.items() if value is not None}


async def _begins(*_: object, **__: object) -> NoReturn:
    raise AssertionError("it began")
