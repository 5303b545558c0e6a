"""`lotdesign atlas`: every design there is, where the authority is small enough."""

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from lotdesign.app.cli.arguments import ScenarioOptions
from lotdesign.app.cli.driver import answer_question
from lotdesign.app.cli.exit_codes import ExitCode, NoAnswer, choose_atlas_exit
from lotdesign.app.cli.options import (
    FormatOption,
    OffOption,
    OutOption,
    ProgressOption,
    QuietOption,
    ScenarioArgument,
    SetOption,
    build_whole_parser,
)
from lotdesign.app.cli.output import OutputOptions

if TYPE_CHECKING:
    from lotdesign.app.cli.progress import ProgressListener
    from lotdesign.scenario.scenario import Scenario
    from solver.arrays import Ints
    from solver.enumeration.answer import AtlasAnswer


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
            parser=build_whole_parser("--limit", 1), metavar="N", help="Only the N best of them."
        ),
    ] = None,
    form: FormatOption = None,
    out: OutOption = None,
    show: ProgressOption = "auto",
    quiet: QuietOption = False,
) -> ExitCode:
    """List every design: a summary, or as csv, json or FILE.parquet a row a design.

    Rules on which units may share a lot decide what is listed; all other rules are columns.
    """
    from lotdesign.app.cli.commands.atlas_page import build_atlas_forms
    from lotdesign.app.cli.progress import choose_progress

    return answer_question(
        ScenarioOptions(scenario, settings, off),
        OutputOptions(form, out, quiet),
        lambda scenario: _list_designs(scenario, where, choose_progress(show, quiet)),
        lambda scenario, outcome: build_atlas_forms(*outcome, tuple(where), limit),
        lambda outcome: choose_atlas_exit(outcome[0].settled),
        writes=("parquet",),
    )


def _list_designs(
    scenario: "Scenario", conditions: list[str], progress: "ProgressListener"
) -> "tuple[AtlasAnswer, Ints]":
    """Enumerate all designs; the numbers are of those that meet the conditions, best first.

    After Ctrl-C the answer is not settled: of some designs it is not known whether the market can
    carry them.
    """
    from lotdesign.app import api
    from solver.enumeration.exact_cover import EnumerationRefused
    from solver.enumeration.frame import sort_from_best
    from solver.progress import ProgressReporter

    try:
        answer = api.atlas(scenario).answer()
    except EnumerationRefused as error:
        raise NoAnswer(ExitCode.NONE_FOUND, f"No atlas: {error}.") from None
    answer.where(*conditions)  # raises for a wrong condition before any long work
    with progress as listen, suppress(KeyboardInterrupt):
        report = ProgressReporter(listen).report_step
        answer = answer.settle(partial(report, "checking whether the market can carry each design"))
    return answer, sort_from_best(answer, answer.where(*conditions))
