"""The command line (protocol §11)."""

from lykta.cli.commands import main

__all__ = ["main"]
