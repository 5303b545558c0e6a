"""Seeded random counties of any size: a name gives the same scenario on every machine."""
