"""Sweeps: many settings in parallel, stopped and killed."""
