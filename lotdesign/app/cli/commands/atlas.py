"""`lotdesign atlas`: every design there is, where the authority is small enough."""

from typing import TYPE_CHECKING, Annotated

import typer

from lotdesign.app.cli.exit_codes import ExitCode
from lotdesign.app.cli.input_files import read_and_remember
from lotdesign.app.cli.options import (
    FormatOption,
    OffOption,
    OutOption,
    OutputForm,
    QuietOption,
    ScenarioArgument,
    SetOption,
    build_whole_parser,
    choose_form,
    wants_parquet,
)
from lotdesign.app.cli.output import STDOUT_PATH, check_target, deliver_bytes, deliver_text
from lotdesign.app.cli.terminal import say
from lotdesign.app.cli.wrapper import wrap_command
from lotdesign.words import format_count

if TYPE_CHECKING:
    from solver.arrays import Ints
    from solver.enumeration.answer import AtlasAnswer


DESIGNS_SHOWN = 10
"""Designs that the summary shows unless --limit says otherwise."""

SLOW_DESIGNS = 1_000
"""Designs that it takes a while to look at one by one."""


@wrap_command
def atlas(
    scenario: ScenarioArgument,
    settings: SetOption,
    off: OffOption,
    where: Annotated[
        list[str],
        typer.Option(
            default_factory=list,
            show_default=False,
            metavar="CONDITION",
            help='Only designs with, for example, "accessible_share>=0.6" (money in pounds, '
            'distances in kilometres) or "admissible".',
        ),
    ],
    limit: Annotated[
        int | None,
        typer.Option(
            parser=build_whole_parser("--limit", 1), metavar="N", help="The N best of them only."
        ),
    ] = None,
    form: FormatOption = None,
    out: OutOption = None,
    quiet: QuietOption = False,
) -> ExitCode:
    """List every design: a summary, or as csv, json or FILE.parquet a row a design.

    Rules on which units may share a lot decide what is listed, all others are columns.
    """
    from lotdesign.app import api
    from solver.enumeration.frame import sort_from_best
    from solver.enumeration.scope import EnumerationRefused

    parquet = wants_parquet(form, out)
    check_target(out)
    valid = read_and_remember(scenario, settings, off)
    try:
        answer = api.atlas(valid).answer()
    except EnumerationRefused as error:
        say(f"No atlas: {error}.")
        return ExitCode.NONE_FOUND
    answer.where(*where)  # says what is wrong with a condition before any long work
    if answer.count > SLOW_DESIGNS and not answer.settled and not quiet:
        say(f"Looking whether the market can carry {answer.count:,} designs, one by one.")
    answer = answer.settle()
    found = sort_from_best(answer, answer.where(*where))
    if parquet:
        deliver_bytes(_write_parquet(answer, found[:limit]), str(out), quiet)
    else:
        text = _render_atlas(answer, found, tuple(where), limit, choose_form(form, out))
        deliver_text(text, out, quiet)
    if not quiet and out not in (None, STDOUT_PATH):
        say(f"{format_count(len(found[:limit]), 'design')} of {len(answer.measured):,}.")
    return ExitCode.DONE


def _render_atlas(
    answer: "AtlasAnswer",
    found: "Ints",
    conditions: tuple[str, ...],
    limit: int | None,
    form: OutputForm,
) -> str:
    """The designs as rows, or the summary."""
    from lotdesign.app.cli.commands.atlas_page import write_atlas_page
    from lotdesign.report.markdown import write_markdown
    from lotdesign.report.plain_text import write_plain_text
    from lotdesign.report.spreadsheet import escape_cell
    from solver.enumeration.frame import build_atlas_frame

    if form == "csv":
        return build_atlas_frame(answer, found[:limit], escape_cell).write_csv()
    if form == "json":
        return build_atlas_frame(answer, found[:limit]).write_json() + "\n"
    page = write_atlas_page(answer, found, conditions, limit or DESIGNS_SHOWN)
    return write_markdown(page) if form == "md" else write_plain_text(page)


def _write_parquet(answer: "AtlasAnswer", found: "Ints") -> bytes:
    from io import BytesIO

    from solver.enumeration.frame import build_atlas_frame

    file = BytesIO()
    build_atlas_frame(answer, found).write_parquet(file)
    return file.getvalue()
