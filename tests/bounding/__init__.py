"""Bounds where lots cannot be listed."""
