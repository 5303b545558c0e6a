"""`lotdesign framework`: providers ranked, called off, and what each reopening changes."""

from typing import Annotated, Literal, get_args

import typer

from lotdesign.app.cli.driver import add_file_remarks, deliver
from lotdesign.app.cli.exit_codes import DONE, ExitCode
from lotdesign.app.cli.options import (
    FormatOption,
    OutOption,
    QuietOption,
    SetOption,
    build_choice_parser,
    build_whole_parser,
)
from lotdesign.app.cli.output import OutputOptions, check_target
from lotdesign.faults import UsageError

SheetWord = Literal["rankings", "moves", "calls", "months", "weights"]


def framework(
    path: Annotated[
        str,
        typer.Argument(
            metavar="FRAMEWORK",
            help="A folder with framework.toml, a TOML file, or - for stdin.",
        ),
    ],
    settings: SetOption,
    opening: Annotated[
        int,
        typer.Option(
            parser=build_whole_parser("--opening", 1),
            metavar="N",
            help="Show the ranking after this opening.",
        ),
    ] = 1,
    sheet: Annotated[
        SheetWord,
        typer.Option(
            parser=build_choice_parser("--sheet", *get_args(SheetWord)),
            metavar="|".join(get_args(SheetWord)),
            help="Which table csv gives.",
        ),
    ] = "rankings",
    form: FormatOption = None,
    out: OutOption = None,
    quiet: QuietOption = False,
) -> ExitCode:
    """Rank providers on price and quality, reopen every year, call off the forecast."""
    from lotdesign.frameworks.load import load_framework
    from lotdesign.frameworks.results import FrameworkResults
    from lotdesign.report.framework import build_framework_forms

    check_target(out, form=form)
    ranked = FrameworkResults(load_framework(path, settings))
    years = ranked.framework.years
    if opening > years:
        raise UsageError(f"--opening {opening}: the framework has openings 1 to {years}")
    said = add_file_remarks(DONE, ranked.framework.remarks)
    return deliver(
        build_framework_forms(ranked, opening, sheet), OutputOptions(form, out, quiet), said
    )
