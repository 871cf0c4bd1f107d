"""Telling, apart from the change: what is to be told, and the ringing and mailing of it."""
