"""Which candidates form the best design."""
