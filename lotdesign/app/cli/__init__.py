"""The command line: reads arguments, calls `lotdesign.app.api`, writes reports.

Heavy modules are imported inside the commands that need them.
"""
