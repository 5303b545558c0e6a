"""Options ranked by officers' scores: pure, from a scenario and the figures of its options."""
