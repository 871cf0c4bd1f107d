"""The rules of the work. Pure: no clock, no randomness, no I/O, no `async`."""
