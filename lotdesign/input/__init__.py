"""From files to a scenario: read, validated, cross-checked and built, with all faults at once."""
