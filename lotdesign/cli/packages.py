"""The packages whose versions matter."""

PACKAGES = ("pydantic", "polars", "ortools", "highspy", "PuLP", "numpy", "textual", "typer")
