"""What simple arithmetic shows before any solver runs."""
