"""Writes an answer as the flags ask."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lotdesign.cli.colour import painted
from lotdesign.cli.messages import say
from lotdesign.cli.options import Form, Format, Out, Quiet, form_of
from lotdesign.cli.output import STDOUT, deliver

if TYPE_CHECKING:
    from lotdesign.report.page import Page
    from lotdesign.report.view import View
    from lotdesign.result.model import Result
    from lotdesign.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Target:
    """Where a result goes, in which format, and whether anything is said beside it."""

    form: Format = None
    out: Out = None
    quiet: Quiet = False


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


@dataclass(frozen=True, slots=True)
class Forms:
    """An answer in each form that it can be written in, made when that form is asked for."""

    page: "Callable[[], Page]"
    json: Callable[[], str]
    csv: Callable[[], str]
    sentence: Callable[[], str] | None = None

    def text(self, form: Form) -> str:
        """The whole answer in this form."""
        from lotdesign.report.markdown import markdown
        from lotdesign.report.plain import plain

        if form == "json":
            return self.json()
        if form == "csv":
            return self.csv()
        return markdown(self.page()) if form == "md" else plain(self.page())


def tell(forms: Forms, target: Target) -> None:
    """The answer on stdout or in its file; then a sentence of it for whoever waits."""
    deliver(forms.text(form_of(target.form, target.out)), target.out, target.quiet)
    if forms.sentence and target.out not in (None, STDOUT) and not target.quiet:
        say(forms.sentence())
