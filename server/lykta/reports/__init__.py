"""Figures and the yearly report: from codes alone, and never of a person."""
