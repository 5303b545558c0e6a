"""What else is nearly as good."""
