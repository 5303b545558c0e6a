"""Proving designs best among many candidates."""
