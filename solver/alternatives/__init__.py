"""What else is nearly as good: the designs within a tolerance of the best, and what they share."""
