"""Branch and cut over many listed candidates."""
