"""The reading layer: files, faults, settings and budgets."""
