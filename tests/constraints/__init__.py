"""The constraint that each kind of rule makes."""
