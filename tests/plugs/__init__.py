"""Plugs that are really pulled: a server, a database and a browser killed in the middle of it.

`make test` pulls each a few times; `make plugs` as often as `LYKTA_PLUGS` says, else a hundred.
"""
