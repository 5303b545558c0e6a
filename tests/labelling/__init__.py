"""Few large lots, by numbering units."""
