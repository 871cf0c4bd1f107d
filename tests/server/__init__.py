"""The desk from outside, on both databases."""
