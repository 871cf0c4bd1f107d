"""Letters: bytes from outside to ops, and nothing of the desk's own (protocol §2)."""
