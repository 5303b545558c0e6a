"""Choosing among lots, against enumeration."""
