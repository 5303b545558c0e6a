"""A run for a command that reads its result."""

from typing import TYPE_CHECKING

from lotdesign.cli.options import Show

if TYPE_CHECKING:
    from lotdesign.result.model import Result
    from lotdesign.scenario.scenario import Scenario


def whole_run(scenario: "Scenario", show: Show, quiet: bool) -> "Result":
    """The result of a run."""
    from lotdesign.cli.progress import progress

    with progress(show, quiet) as listen:
        from lotdesign import api

        return api.solve(scenario, listen=listen).result
