"""Other methods for the same scenarios, to compare with; none of them judges designs."""
