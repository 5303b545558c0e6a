"""`make test-long`: every part of the sets in `tests/sets.py`, going on where it ended."""
