"""Designs without a list of lots."""
