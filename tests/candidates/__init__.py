"""Which lots there could be."""
