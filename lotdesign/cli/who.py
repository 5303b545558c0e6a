"""`lotdesign who`: who can follow a lot how far, or the largest lots of one provider."""

from typing import TYPE_CHECKING, Annotated

import typer

from lotdesign.cli.exits import Exit, UsageError
from lotdesign.cli.guard import guarded
from lotdesign.cli.json_files import a_design
from lotdesign.cli.messages import say
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
    from lotdesign.result.who import Reach, Who
    from lotdesign.scenario.scenario import Scenario


@guarded
def who(
    scenario: ScenarioPath,
    settings: Settings,
    off: Off,
    units: Annotated[
        str | None, typer.Option(metavar="A;B", help="One lot, by the ids of its units.")
    ] = None,
    option: Annotated[
        str | None, typer.Option(metavar="ID", help="Every lot of an option of the scenario.")
    ] = None,
    design: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Every lot of a result or design; - is stdin."),
    ] = None,
    provider: Annotated[
        str | None, typer.Option(metavar="ID", help="The largest lots that it can bid for.")
    ] = None,
    form: Format = None,
    out: Out = None,
    quiet: Quiet = False,
) -> Exit:
    """Say at which value, turnover multiple or year each provider drops out of a lot."""
    if sum(each is not None for each in (units, option, design, provider)) != 1:
        raise UsageError("give one of --units, --option, --design and --provider")
    one_stdin(scenario, design)
    check_target(out, scenario, design)
    drawn = None if design is None else a_design(design)
    valid = read(scenario, settings, off)
    from lotdesign import api

    if provider is None:
        lot = None if units is None else [each.strip() for each in units.split(";")]
        if drawn is None:
            told = api.who(valid, units=lot, option=option).told
        else:
            told = api.who(valid, design=drawn.lots, routes=drawn.routes).told
        deliver(_ladders(valid, told, form_of(form, out)), out, quiet)
        return Exit.DONE
    from solver.candidates.listing import TooManyLots

    try:
        reached = api.reach(valid, provider).told
    except TooManyLots as error:
        say(f"Not known: {error}. Rules on which units may share a lot would leave fewer.")
        return Exit.NONE_FOUND
    deliver(_reached(valid, reached, form_of(form, out)), out, quiet)
    return Exit.DONE


def _ladders(scenario: "Scenario", told: "Who", form: Form) -> str:
    from lotdesign.report.markdown import markdown
    from lotdesign.report.plain import plain
    from lotdesign.report.who import who_csv, who_page

    if form == "json":
        return told.to_json()
    if form == "csv":
        return who_csv(told)
    page = who_page(scenario, told)
    return markdown(page) if form == "md" else plain(page)


def _reached(scenario: "Scenario", told: "Reach", form: Form) -> str:
    from lotdesign.report.markdown import markdown
    from lotdesign.report.plain import plain
    from lotdesign.report.reach import reach_csv, reach_page

    if form == "json":
        return told.to_json()
    if form == "csv":
        return reach_csv(told)
    page = reach_page(scenario, told)
    return markdown(page) if form == "md" else plain(page)
