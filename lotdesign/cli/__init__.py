"""The command line: reads arguments, calls `lotdesign.api`, writes reports.

Everything heavy is imported inside the command that needs it.
"""
