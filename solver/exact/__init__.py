"""Exact optimisation of listed candidates: lexicographic, reduced-cost fixing, tie-break."""
