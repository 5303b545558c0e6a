"""Proves designs best among many candidates: bounds, branches by number of lots, windows."""
