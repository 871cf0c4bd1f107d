"""Letters of a unit → one transaction → receipts (protocol §3)."""

from lykta.intake.desk import Desk
from lykta.intake.parcel import Answer, take_in
from lykta.intake.taking import take_unit

__all__ = ["Answer", "Desk", "take_in", "take_unit"]
