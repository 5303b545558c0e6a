"""Designs authorities whose lots are too many to list, or to prove in reasonable time."""
