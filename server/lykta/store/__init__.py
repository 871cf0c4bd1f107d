"""All SQL. The dialect shows in `engine.py`, the migrations and row security alone."""
