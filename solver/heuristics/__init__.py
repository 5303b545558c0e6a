"""Heuristics where lots cannot be listed: construction, annealing, neighbourhood search."""
