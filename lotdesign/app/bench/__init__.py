"""Instances, peers and the table that says how fast and how far each gets."""
