"""A run for a command that reads its result."""

from typing import TYPE_CHECKING

from lotdesign.cli.messages import say
from lotdesign.cli.options import Show

if TYPE_CHECKING:
    from lotdesign.result.model import Result
    from lotdesign.scenario.scenario import Scenario


def whole_run(scenario: "Scenario", show: Show, quiet: bool) -> "Result | None":
    """The result of a run, or None with a remark where there are too many lots even to list."""
    from lotdesign.cli.progress import progress

    with progress(show, quiet) as listen:
        from lotdesign import api
        from solver.candidates.listing import TooManyLots

        try:
            return api.solve(scenario, listen=listen).result
        except TooManyLots as error:
            too_many = str(error)
    say(f"None found (not proved impossible): {too_many}. Add rules about single lots.")
    return None
