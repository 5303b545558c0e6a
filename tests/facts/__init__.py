"""What is true of each lot, against the plain exact figures."""
