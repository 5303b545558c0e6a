"""Why the program is as right with some of the faults that are drawn, so that no test can tell."""

EXPLAINED: dict[tuple[str, str], str] = {}
"""File and the lines as they become, without the space around them -> why."""
