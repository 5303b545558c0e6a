"""Heuristics for scenarios whose lots are too many to list: construction, annealing, large-neighbourhood search."""
