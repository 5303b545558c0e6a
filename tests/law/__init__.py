"""The law as dated figures, and what is flagged."""
