"""What several kinds of rule share."""
