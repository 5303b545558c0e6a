"""`lotdesign who`, `groups`: who can follow a lot how far, and lots to be won together."""

from typing import Annotated

import typer

from lotdesign.app.cli.arguments import DesignOptions, ScenarioOptions
from lotdesign.app.cli.exit_codes import ExitCode
from lotdesign.app.cli.output import AnswerForms, OutputOptions, report_answer
from lotdesign.app.cli.terminal import say
from lotdesign.app.cli.wrapper import wrap_command
from lotdesign.faults import UsageError


@wrap_command
def who(
    asked: ScenarioOptions,
    target: OutputOptions,
    picked: DesignOptions,
    units: Annotated[
        str | None, typer.Option(metavar="A;B", help="One lot, by the ids of its units.")
    ] = None,
    provider: Annotated[
        str | None, typer.Option(metavar="ID", help="The largest lots that it can bid for.")
    ] = None,
) -> ExitCode:
    """Say at which value, turnover multiple or year each provider drops out of a lot."""
    if sum(each is not None for each in (units, picked.option, picked.design, provider)) != 1:
        raise UsageError("give one of --units, --option, --design and --provider")
    asked.check_paths(target, picked.design)
    lots = picked.read_lots()
    valid = asked.read_scenario()
    from lotdesign.app import api
    from lotdesign.report.who import (
        write_reach_csv,
        write_reach_page,
        write_who_csv,
        write_who_page,
    )

    if provider is None:
        lot = None if units is None else [each.strip() for each in units.split(";")]
        told = api.who(valid, units=lot, **lots).told
        forms = AnswerForms(
            page=lambda: write_who_page(valid, told),
            json=told.to_json,
            csv=lambda: write_who_csv(told),
        )
        report_answer(forms, target)
        return ExitCode.DONE
    from solver.candidate_listing import TooManyLots

    try:
        reached = api.reach(valid, provider).told
    except TooManyLots as error:
        say(f"Not known: {error}. Rules on which units may share a lot would leave fewer.")
        return ExitCode.NONE_FOUND
    forms = AnswerForms(
        page=lambda: write_reach_page(valid, reached),
        json=reached.to_json,
        csv=lambda: write_reach_csv(reached),
    )
    report_answer(forms, target)
    return ExitCode.DONE


@wrap_command
def groups(
    asked: ScenarioOptions,
    target: OutputOptions,
    picked: DesignOptions,
) -> ExitCode:
    """Say which lots one provider could win together and what one contract would save."""
    from lotdesign.app import api
    from lotdesign.report.groups import write_groups_csv, write_groups_page

    if (picked.option is None) == (picked.design is None):
        raise UsageError("give one of --option ID and --design FILE")
    asked.check_paths(target, picked.design)
    lots = picked.read_lots()
    valid = asked.read_scenario()
    told = api.groups(valid, **lots).told
    forms = AnswerForms(
        page=lambda: write_groups_page(valid, told),
        json=told.to_json,
        csv=lambda: write_groups_csv(told),
    )
    report_answer(forms, target)
    return ExitCode.DONE
