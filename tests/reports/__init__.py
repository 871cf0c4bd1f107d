"""Figures: what is counted, what is shown of it, and what can be learned from that."""
