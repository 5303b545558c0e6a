"""Writes a result as the flags ask."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lotdesign.cli.colour import painted
from lotdesign.cli.messages import say
from lotdesign.cli.options import Form, form_of
from lotdesign.cli.output import STDOUT, deliver

if TYPE_CHECKING:
    from lotdesign.report.view import View
    from lotdesign.result.model import Result
    from lotdesign.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Target:
    """Where a result goes, in which format, and whether anything is said beside it."""

    form: Form | None
    out: str | None
    quiet: bool


def report(scenario: "Scenario", result: "Result", view: "View", target: Target) -> None:
    """The result on stdout or in its file; then the answer in a sentence for whoever waits."""
    from lotdesign.report.headline import headline
    from lotdesign.report.render import rendered

    form = form_of(target.form, target.out)
    text = rendered(scenario, result, form, view)
    on_screen = target.out in (None, STDOUT)
    deliver(painted(text) if on_screen and form == "table" else text, target.out, target.quiet)
    if not on_screen and not target.quiet:
        say(headline(scenario, result, view))
