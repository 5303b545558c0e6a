"""Few large lots, by pricing them."""
