"""Chooses the lots: candidates, their facts, the limits that rules put on them, selection."""
