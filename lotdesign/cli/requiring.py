"""Conditions that a script asks of results: what does not hold ends with an exit code."""

from collections.abc import Iterable
from typing import Annotated

import typer

from lotdesign.cli.exits import Exit
from lotdesign.cli.messages import say

OPTION = "--require"

Require = Annotated[
    list[str],
    typer.Option(
        OPTION,
        default_factory=list,
        show_default=False,
        metavar="CONDITION",
        help='What must hold, for example "accessible_share>=0.6" (money in pounds, distances in '
        'kilometres) or "admissible"; as often as needed.',
    ),
]


def demand(failures: Iterable[str]) -> Exit:
    """Says each condition that does not hold; they are an answer, so --quiet keeps them."""
    told = tuple(failures)
    for line in told:
        say(line)
    return Exit.DIFFERENT if told else Exit.DONE
