"""`lotdesign atlas`: every design there is, where the authority is small enough."""

from typing import TYPE_CHECKING, Annotated

import typer

from lotdesign.cli.exits import Exit
from lotdesign.cli.guard import guarded
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
    is_parquet,
)
from lotdesign.cli.output import STDOUT, check_target, deliver, deliver_bytes
from lotdesign.cli.reading import read
from lotdesign.cli.values import whole
from lotdesign.words import plural

if TYPE_CHECKING:
    from solver.atlas.answer import Answer
    from solver.facts.lots import Ints

TEN = 10
"""Designs that the summary shows unless --limit says otherwise."""

MANY = 1_000
"""Designs that it takes a while to look at one by one."""


@guarded
def atlas(
    scenario: ScenarioPath,
    settings: Settings,
    off: Off,
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
        typer.Option(parser=whole("--limit", 1), metavar="N", help="The N best of them only."),
    ] = None,
    form: Format = None,
    out: Out = None,
    quiet: Quiet = False,
) -> Exit:
    """List every design: a summary, or as csv, json or FILE.parquet a row a design.

    Rules on which units may share a lot decide what is listed, all others are columns.
    """
    from lotdesign import api
    from solver.atlas.frame import ordered
    from solver.atlas.refusal import NoAtlas

    parquet = is_parquet(form, out)
    check_target(out)
    valid = read(scenario, settings, off)
    try:
        answer = api.atlas(valid).answer()
    except NoAtlas as error:
        say(f"No atlas: {error}.")
        return Exit.NONE_FOUND
    answer.where(*where)  # says what is wrong with a condition before any long work
    if answer.count > MANY and not answer.settled and not quiet:
        say(f"Looking whether the market can carry {answer.count:,} designs, one by one.")
    answer = answer.settle()
    found = ordered(answer, answer.where(*where))
    if parquet:
        deliver_bytes(_parquet(answer, found[:limit]), str(out), quiet)
    else:
        text = _text(answer, found, tuple(where), limit, form_of(form, out))
        deliver(text, out, quiet)
    if not quiet and out not in (None, STDOUT):
        say(f"{plural(len(found[:limit]), 'design')} of {len(answer.measured):,}.")
    return Exit.DONE


def _text(
    answer: "Answer", found: "Ints", conditions: tuple[str, ...], limit: int | None, form: Form
) -> str:
    """The designs as rows, or the summary."""
    from lotdesign.cli.atlas_summary import summary
    from lotdesign.report.markdown import markdown
    from lotdesign.report.plain import plain
    from lotdesign.report.sheet import words
    from solver.atlas.frame import frame

    if form == "csv":
        return frame(answer, found[:limit], words).write_csv()
    if form == "json":
        return frame(answer, found[:limit]).write_json() + "\n"
    page = summary(answer, found, conditions, limit or TEN)
    return markdown(page) if form == "md" else plain(page)


def _parquet(answer: "Answer", found: "Ints") -> bytes:
    from io import BytesIO

    from solver.atlas.frame import frame

    file = BytesIO()
    frame(answer, found).write_parquet(file)
    return file.getvalue()
