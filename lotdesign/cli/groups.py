"""`lotdesign groups`: which lots of a design may be won together, and what that recovers."""

from typing import Annotated

import typer

from lotdesign.cli.asking import Asked
from lotdesign.cli.exits import Exit, UsageError
from lotdesign.cli.guard import guarded
from lotdesign.cli.json_files import a_design
from lotdesign.cli.reporting import Forms, Target, tell


@guarded
def groups(
    asked: Asked,
    target: Target,
    option: Annotated[
        str | None, typer.Option(metavar="ID", help="An option of the scenario.")
    ] = None,
    design: Annotated[
        str | None, typer.Option(metavar="FILE", help="A result or a design; - is stdin.")
    ] = None,
) -> Exit:
    """Say which lots one provider could win together and what one contract would save."""
    from lotdesign import api
    from lotdesign.report.grouped import grouped_csv, grouped_page

    if (option is None) == (design is None):
        raise UsageError("give one of --option ID and --design FILE")
    asked.check(target, design)
    drawn = None if design is None else a_design(design)
    valid = asked.read()
    if drawn is None:
        told = api.groups(valid, option=option).told
    else:
        told = api.groups(valid, design=drawn.lots, routes=drawn.routes).told
    forms = Forms(
        page=lambda: grouped_page(valid, told), json=told.to_json, csv=lambda: grouped_csv(told)
    )
    tell(forms, target)
    return Exit.DONE
