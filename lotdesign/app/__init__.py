"""The application: the calls, the command line, the benchmark.

The only part of the package that imports solver and tui.
"""
