"""Where things are, and how big they may grow."""

from .repo import files, text

ROOMS = {"server", "pwa", "tests", "deploy", ".ci"}
SOURCE = {".py", ".ts", ".svelte", ".css", ".js", ".sql"}
PRINTED = {"pwa/src/contract/contract.ts"}
SOURCE_LINES = 400


def test_there_are_no_rooms_but_the_agreed_ones() -> None:
    assert {file.parts[0] for file in files() if len(file.parts) > 1} <= ROOMS


def test_no_source_file_is_longer_than_can_be_held_in_mind() -> None:
    written = [f for f in files() if f.suffix in SOURCE and f.as_posix() not in PRINTED]
    lengths = {str(f): len(text(f).splitlines()) for f in written}
    assert {name: lines for name, lines in lengths.items() if lines > SOURCE_LINES} == {}
