"""Whole solves, and how tests come by scenarios."""
