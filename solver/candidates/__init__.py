"""Candidate lots: attributes in fast exact integers, monotone pruning, growing unit sets."""
