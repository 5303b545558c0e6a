"""The Pareto front of two or three measures (command `frontier`)."""
