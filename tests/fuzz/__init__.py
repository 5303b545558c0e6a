"""Random scenarios against independent answers; `python -m tests.fuzz` goes on for minutes."""
