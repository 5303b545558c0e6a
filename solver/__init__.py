"""Chooses the lots: candidates, constraints, objectives, engines, and what proves a design best."""
