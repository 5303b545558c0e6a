"""Bounds by column generation, for costs and for few large lots."""
