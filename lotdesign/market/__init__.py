"""Who can bid, who is small, and whether an award can stand."""
