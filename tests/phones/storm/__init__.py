"""Phones in bad weather: does anything get lost, or come twice (PH1 to PH3)?

`make test` plays it short, `make storm` until a million letters have been written.
"""
