"""Column generation: lower bounds without a list of all lots, from priced lots."""
