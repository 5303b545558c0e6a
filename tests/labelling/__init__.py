"""Few large lots, by labelling units."""
