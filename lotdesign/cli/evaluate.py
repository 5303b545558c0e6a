"""`lotdesign evaluate`: judges a given design by the same measures and rules."""

from typing import Annotated

import typer

from lotdesign.cli.exits import Exit, UsageError
from lotdesign.cli.guard import guarded
from lotdesign.cli.json_files import a_design
from lotdesign.cli.messages import say
from lotdesign.cli.options import (
    Format,
    Full,
    Off,
    Out,
    Quiet,
    ScenarioPath,
    Settings,
    one_stdin,
)
from lotdesign.cli.output import check_target
from lotdesign.cli.reading import read
from lotdesign.cli.reporting import Target, report
from lotdesign.cli.verdict import UNVERIFIED


@guarded
def evaluate(
    scenario: ScenarioPath,
    settings: Settings,
    off: Off,
    option: Annotated[
        str | None, typer.Option(metavar="ID", help="An option of the scenario.")
    ] = None,
    design: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="A result, or a JSON file with lots of unit ids; - is stdin."
        ),
    ] = None,
    form: Format = None,
    out: Out = None,
    quiet: Quiet = False,
    full: Full = False,
) -> Exit:
    """Judge a design that somebody drew.

    That it breaks a rule is an answer, not a failure.
    """
    from lotdesign import api
    from lotdesign.report.view import View

    if (option is None) == (design is None):
        raise UsageError("give one of --option ID and --design FILE")
    one_stdin(scenario, design)
    check_target(out)
    drawn = None if design is None else a_design(design)
    valid = read(scenario, settings, off)
    lots, routes = (None, ()) if drawn is None else (drawn.lots, drawn.routes)
    result = api.evaluate(valid, option=option, design=lots, routes=routes).result
    names = {each.id: each.name or each.id for each in valid.options}
    judged = names.get(option or "") or f"the design in {'stdin' if design == '-' else design}"
    report(valid, result, View(judged=judged, full=full), Target(form, out, quiet))
    if not result.verification.ok:
        say(UNVERIFIED)
        return Exit.NOT_VERIFIED
    return Exit.DONE
