"""Procurement law as dated figures with sources, and the flags that a design raises."""
