"""The solver-neutral model: its rows, goals, extremes and award variables."""
