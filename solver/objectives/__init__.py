"""A builder for each measure of its goal over candidates."""
