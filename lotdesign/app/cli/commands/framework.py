"""`lotdesign framework`: providers ranked, called off, and what each reopening changes."""

from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from lotdesign.app.cli.exit_codes import ExitCode
from lotdesign.app.cli.options import (
    FormatOption,
    OutOption,
    OutputForm,
    QuietOption,
    SetOption,
    build_choice_parser,
    build_whole_parser,
    choose_form,
)
from lotdesign.app.cli.output import check_target, deliver_text
from lotdesign.app.cli.wrapper import wrap_command
from lotdesign.faults import UsageError

if TYPE_CHECKING:
    from lotdesign.frameworks.results import FrameworkResults


SheetWord = Literal["rankings", "moves", "calls", "months", "weights"]


@wrap_command
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
    """Rank providers on price and quality, open again every year, call off the forecast."""
    from lotdesign.frameworks.load import load_framework
    from lotdesign.frameworks.results import FrameworkResults

    check_target(out)
    ranked = FrameworkResults(load_framework(path, settings))
    years = ranked.framework.years
    if opening > years:
        raise UsageError(f"--opening {opening}: the framework has openings 1 to {years}")
    deliver_text(_render_framework(ranked, opening, sheet, choose_form(form, out)), out, quiet)
    return ExitCode.DONE


def _render_framework(
    ranked: "FrameworkResults", opening: int, sheet: SheetWord, form: OutputForm
) -> str:
    from lotdesign.frameworks.answer import FRAMEWORK_SHEETS, write_framework_json
    from lotdesign.report.framework import write_framework_page
    from lotdesign.report.markdown import write_markdown
    from lotdesign.report.plain_text import write_plain_text
    from lotdesign.report.spreadsheet import escape_cell, write_csv

    if form == "json":
        return write_framework_json(ranked)
    if form == "csv":
        table = FRAMEWORK_SHEETS[sheet]
        rows = (
            [escape_cell("" if each is None else str(each)) for each in row.values()]
            for row in table.rows(ranked)
        )
        return write_csv(table.columns, rows)
    told = write_framework_page(ranked, opening)
    return write_markdown(told) if form == "md" else write_plain_text(told)
