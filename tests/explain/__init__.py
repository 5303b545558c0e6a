"""Why nothing is possible, and what would help."""
