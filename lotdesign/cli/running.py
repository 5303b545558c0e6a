"""The run that a command reads: one that was kept, or a new one."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from lotdesign.cli.json_files import a_result
from lotdesign.cli.messages import say
from lotdesign.cli.options import Progress
from lotdesign.cli.verdict import UNVERIFIED

if TYPE_CHECKING:
    from lotdesign.result.model import Result
    from lotdesign.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Run:
    """Which result is read, and what is told while there is none yet."""

    result: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="A result of this scenario instead of a new run."),
    ] = None
    show: Progress = "auto"

    def checked(self, scenario: "Scenario", quiet: bool) -> "Result | None":
        """The result; None, and a remark, where it does not agree with the scenario."""
        from lotdesign import api

        found = self._new(scenario, quiet) if self.result is None else a_result(self.result)
        if api.verify(scenario, found).ok:
            return found
        say(UNVERIFIED)
        return None

    def _new(self, scenario: "Scenario", quiet: bool) -> "Result":
        from lotdesign.cli.progress import progress

        with progress(self.show, quiet) as listen:
            from lotdesign import api

            return api.solve(scenario, listen=listen).result
