"""How cheap a design can be at most where lots cannot be listed: relaxed lots, priced exactly."""
