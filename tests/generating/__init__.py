"""What is designed without a list of lots."""
