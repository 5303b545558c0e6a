"""Candidate lots: their attributes in fast exact integers, monotone pruning, and growing unit sets."""
