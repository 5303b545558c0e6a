"""`lotdesign groups`: which lots of a design may be won together, and what that recovers."""

from typing import TYPE_CHECKING, Annotated

import typer

from lotdesign.cli.exits import Exit, UsageError
from lotdesign.cli.guard import guarded
from lotdesign.cli.json_files import a_design
from lotdesign.cli.options import (
    Form,
    Format,
    Off,
    Out,
    Quiet,
    ScenarioPath,
    Settings,
    form_of,
    one_stdin,
)
from lotdesign.cli.output import check_target, deliver
from lotdesign.cli.reading import read

if TYPE_CHECKING:
    from lotdesign.result.grouped import Grouped
    from lotdesign.scenario.scenario import Scenario


@guarded
def groups(
    scenario: ScenarioPath,
    settings: Settings,
    off: Off,
    option: Annotated[
        str | None, typer.Option(metavar="ID", help="An option of the scenario.")
    ] = None,
    design: Annotated[
        str | None, typer.Option(metavar="FILE", help="A result or a design; - is stdin.")
    ] = None,
    form: Format = None,
    out: Out = None,
    quiet: Quiet = False,
) -> Exit:
    """Say which lots one provider could win together and what one contract would save."""
    from lotdesign import api

    if (option is None) == (design is None):
        raise UsageError("give one of --option ID and --design FILE")
    one_stdin(scenario, design)
    check_target(out, scenario, design)
    drawn = None if design is None else a_design(design)
    valid = read(scenario, settings, off)
    if drawn is None:
        told = api.groups(valid, option=option).told
    else:
        told = api.groups(valid, design=drawn.lots, routes=drawn.routes).told
    deliver(_text(valid, told, form_of(form, out)), out, quiet)
    return Exit.DONE


def _text(scenario: "Scenario", told: "Grouped", form: Form) -> str:
    from lotdesign.report.grouped import grouped_csv, grouped_page
    from lotdesign.report.markdown import markdown
    from lotdesign.report.plain import plain

    if form == "json":
        return told.to_json()
    if form == "csv":
        return grouped_csv(told)
    page = grouped_page(scenario, told)
    return markdown(page) if form == "md" else plain(page)
