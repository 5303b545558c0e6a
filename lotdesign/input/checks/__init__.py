"""Cross-checks of a scenario: each is a small function that yields flaws."""
