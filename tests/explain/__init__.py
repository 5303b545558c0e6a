"""Why nothing is possible, and what would mend it."""
