"""Faults put in by hand, one at a time, to see whether the tests notice."""
