"""What a run says: the result as scripts read it, and how it is put together."""
