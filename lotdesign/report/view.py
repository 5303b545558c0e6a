"""How a result is to be shown."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """`judged` is the name of a design that was given, None when the design was searched for.

    `full` names every provider and every obstacle instead of counting them.
    """

    judged: str | None = None
    full: bool = False


SEARCHED = View()
"""The view of a design that was searched for."""
