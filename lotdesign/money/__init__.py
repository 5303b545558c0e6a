"""The money of lots and designs, worked out plainly in exact fractions."""
