"""The money of lots and designs, worked out by hand."""
