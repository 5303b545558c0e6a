"""The way to the worker, a child process that solves."""
