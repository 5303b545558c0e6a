"""Branch and cut over many candidates."""
