"""Every measure as a goal over candidates."""
