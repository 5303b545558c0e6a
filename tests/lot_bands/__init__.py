"""Few, large lots: bands, growth, bounds, tree cuts and the whole path."""
