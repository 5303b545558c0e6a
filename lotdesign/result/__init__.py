"""What a run says: results as scripts read them, how they are built and how they are read back."""
