"""Writes designs for other programs: workbooks with formulas, tables, maps."""
