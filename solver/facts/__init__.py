"""What is true of each candidate lot, in fast exact integers."""
