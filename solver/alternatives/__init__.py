"""Alternatives: near-optimal designs within a tolerance of the best, and what they all share."""
