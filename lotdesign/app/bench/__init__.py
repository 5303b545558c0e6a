"""The benchmark: instances, peers, and the table of times, gaps and memory."""
