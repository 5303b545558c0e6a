"""`lotdesign who`, `groups`: who can bid for a lot, and lots that one provider could win."""

from typing import TYPE_CHECKING, Annotated

import typer

from lotdesign.app.cli.arguments import DesignOptions, ScenarioOptions
from lotdesign.app.cli.driver import answer_question
from lotdesign.app.cli.exit_codes import ExitCode, NoAnswer
from lotdesign.app.cli.output import OutputOptions
from lotdesign.faults import UsageError

if TYPE_CHECKING:
    from lotdesign.result.market import ReachAnswer
    from lotdesign.scenario.scenario import Scenario


def who(
    source: ScenarioOptions,
    output: OutputOptions,
    given: DesignOptions,
    units: Annotated[
        str | None, typer.Option(metavar="A;B", help="One lot, by the ids of its units.")
    ] = None,
    provider: Annotated[
        str | None, typer.Option(metavar="ID", help="The largest lots that it can bid for.")
    ] = None,
) -> ExitCode:
    """Say at which value, turnover multiple or year each provider drops out of a lot."""
    from lotdesign.app import api
    from lotdesign.report.who import build_reach_forms, build_who_forms

    if sum(each is not None for each in (units, given.option, given.design, provider)) != 1:
        raise UsageError("give one of --units, --option, --design and --provider")
    if provider is not None:
        return answer_question(
            source, output, lambda scenario: _find_reach(scenario, provider), build_reach_forms
        )
    lot = None if units is None else [each.strip() for each in units.split(";")]
    return answer_question(
        source,
        output,
        lambda scenario: api.who(scenario, units=lot, **given.read_lots()).told,
        build_who_forms,
        inputs=(given.design,),
    )


def _find_reach(scenario: "Scenario", provider: str) -> "ReachAnswer":
    from lotdesign.app import api
    from solver.candidate_listing import TooManyLots

    try:
        return api.reach(scenario, provider).told
    except TooManyLots as error:
        sentence = f"Not known: {error}. Rules on which units may share a lot would leave fewer."
        raise NoAnswer(ExitCode.NONE_FOUND, sentence) from None


def groups(source: ScenarioOptions, output: OutputOptions, given: DesignOptions) -> ExitCode:
    """Say which lots one provider could win together and what one contract would save."""
    from lotdesign.app import api
    from lotdesign.report.groups import build_groups_forms

    if (given.option is None) == (given.design is None):
        raise UsageError("give one of --option ID and --design FILE")
    return answer_question(
        source,
        output,
        lambda scenario: api.groups(scenario, **given.read_lots()).told,
        build_groups_forms,
        inputs=(given.design,),
    )
