"""A few large lots: every unit is given the number of its lot, and no lot is listed."""
