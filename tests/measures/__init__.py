"""Every measure, by hand and against the brute force."""
