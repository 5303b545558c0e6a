"""`lotdesign framework`: providers ranked, called off, and what each reopening changes."""

from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from lotdesign.cli.exits import Exit, UsageError
from lotdesign.cli.guard import guarded
from lotdesign.cli.options import Form, Format, Out, Quiet, Settings, form_of
from lotdesign.cli.output import check_target, deliver
from lotdesign.cli.values import one_of, whole

if TYPE_CHECKING:
    from lotdesign.frameworks.run import Ranked

Sheet = Literal["rankings", "moves", "calls", "months", "weights"]


@guarded
def framework(
    path: Annotated[
        str,
        typer.Argument(
            metavar="FRAMEWORK",
            help="A folder with framework.toml, a TOML file, or - for stdin.",
        ),
    ],
    settings: Settings,
    opening: Annotated[
        int,
        typer.Option(
            parser=whole("--opening", 1), metavar="N", help="Show the ranking after this opening."
        ),
    ] = 1,
    sheet: Annotated[
        Sheet,
        typer.Option(
            parser=one_of("--sheet", *get_args(Sheet)),
            metavar="|".join(get_args(Sheet)),
            help="Which table csv gives.",
        ),
    ] = "rankings",
    form: Format = None,
    out: Out = None,
    quiet: Quiet = False,
) -> Exit:
    """Rank providers on price and quality, open again every year, call off the forecast."""
    from lotdesign.frameworks.load import load_framework
    from lotdesign.frameworks.run import Ranked

    check_target(out)
    ranked = Ranked(load_framework(path, settings))
    years = ranked.framework.years
    if opening > years:
        raise UsageError(f"--opening {opening}: the framework has openings 1 to {years}")
    deliver(_text(ranked, opening, sheet, form_of(form, out)), out, quiet)
    return Exit.DONE


def _text(ranked: "Ranked", opening: int, sheet: Sheet, form: Form) -> str:
    from lotdesign.frameworks.answer import framework_json
    from lotdesign.frameworks.page import page
    from lotdesign.frameworks.sheets import SHEETS
    from lotdesign.report.markdown import markdown
    from lotdesign.report.plain import plain
    from lotdesign.report.sheet import csv_text, words

    if form == "json":
        return framework_json(ranked)
    if form == "csv":
        table = SHEETS[sheet]
        rows = (
            [words("" if each is None else str(each)) for each in row.values()]
            for row in table.rows(ranked)
        )
        return csv_text(table.columns, rows)
    told = page(ranked, opening)
    return markdown(told) if form == "md" else plain(told)
