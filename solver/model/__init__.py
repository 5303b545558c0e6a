"""The solver-neutral model: linear expressions, variables and rows, goals, award variables."""
