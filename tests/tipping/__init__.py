"""On what the answer hangs."""
