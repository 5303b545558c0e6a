"""The screens: workbench, start, lot, compare, no solution, rule costs, data, help."""
