"""The command line: reads arguments, calls `lotdesign.app.api`, writes reports.

Everything heavy is imported inside the command that needs it.
"""
