"""Compares results: several side by side, or two in every detail."""
