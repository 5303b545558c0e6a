"""`lotdesign atlas`: every design there is, where the authority is small enough."""

from typing import TYPE_CHECKING, Annotated

import typer

from lotdesign.app.cli.arguments import ScenarioOptions
from lotdesign.app.cli.driver import answer_question
from lotdesign.app.cli.exit_codes import ExitCode, NoAnswer
from lotdesign.app.cli.options import (
    FormatOption,
    OffOption,
    OutOption,
    QuietOption,
    ScenarioArgument,
    SetOption,
    build_whole_parser,
)
from lotdesign.app.cli.output import OutputOptions
from lotdesign.app.cli.terminal import say

if TYPE_CHECKING:
    from lotdesign.scenario.scenario import Scenario
    from solver.arrays import Ints
    from solver.enumeration.answer import AtlasAnswer

SLOW_DESIGNS = 1_000
"""Designs that take a while to look at one by one."""


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
    quiet: QuietOption = False,
) -> ExitCode:
    """List every design: a summary, or as csv, json or FILE.parquet a row a design.

    Rules on which units may share a lot decide what is listed; all other rules are columns.
    """
    from lotdesign.app.cli.commands.atlas_page import build_atlas_forms

    return answer_question(
        ScenarioOptions(scenario, settings, off),
        OutputOptions(form, out, quiet),
        lambda scenario: _list_designs(scenario, where, quiet),
        lambda scenario, outcome: build_atlas_forms(*outcome, tuple(where), limit),
        writes=("parquet",),
    )


def _list_designs(
    scenario: "Scenario", conditions: list[str], quiet: bool
) -> "tuple[AtlasAnswer, Ints]":
    """Enumerate all designs; the numbers are of those that meet the conditions, best first."""
    from lotdesign.app import api
    from solver.enumeration.exact_cover import EnumerationRefused
    from solver.enumeration.frame import sort_from_best

    try:
        answer = api.atlas(scenario).answer()
    except EnumerationRefused as error:
        raise NoAnswer(ExitCode.NONE_FOUND, f"No atlas: {error}.") from None
    answer.where(*conditions)  # raises for a wrong condition before any long work
    if answer.count > SLOW_DESIGNS and not answer.settled and not quiet:
        say(f"Checking whether the market can carry {answer.count:,} designs, one by one.")
    answer = answer.settle()
    return answer, sort_from_best(answer, answer.where(*conditions))
