"""Near-optimal designs within a tolerance of the best, and the backbone that they share."""
