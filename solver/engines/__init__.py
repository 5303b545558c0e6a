"""Adapters from the neutral model to solvers."""
