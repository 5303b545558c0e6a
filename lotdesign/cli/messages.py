"""Lines for people, on stderr."""

import sys


def say(line: str) -> None:
    """A line on stderr; whoever closed it does not want it."""
    try:
        print(line, file=sys.stderr, flush=True)
    except OSError:
        return
