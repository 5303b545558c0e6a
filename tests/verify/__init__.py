"""Whatever is wrong in a result is found."""
