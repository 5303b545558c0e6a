"""Infeasibility: minimal conflicts of rules, and the least repairs (command `explain`)."""
