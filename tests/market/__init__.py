"""Who can bid, who is small, and what no award may do."""
