"""What trades against what."""
