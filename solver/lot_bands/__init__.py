"""Few, large lots: bands that every lot keeps once their number is known, and lots inside them."""
