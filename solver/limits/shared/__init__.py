"""Limits that several kinds of rule share."""
