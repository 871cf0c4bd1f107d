"""Lykta: brief contacts recorded at night, follow-ups reviewed in the morning."""

__version__ = "0.1.0"
