"""A scenario: what is written in files, read, checked and worked out."""
