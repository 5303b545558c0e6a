"""Ranks options by officers' scores, from a scenario and the figures of its options."""
