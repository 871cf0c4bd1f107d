"""A second client, written from the protocol page alone: it shares no line with desk or page."""
