"""Reading: what a signed-in person is told, and what of it is logged (protocol §8)."""
