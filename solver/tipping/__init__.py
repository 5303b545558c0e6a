"""On what the answer hangs: how far each assumed figure may move before another design is best."""
