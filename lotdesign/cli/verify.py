"""`lotdesign verify`: works everything out again, without the solver."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from lotdesign.cli.exits import Exit
from lotdesign.cli.guard import guarded
from lotdesign.cli.json_files import a_result
from lotdesign.cli.options import Off, Out, Quiet, ScenarioPath, Settings, TextOrJson, one_stdin
from lotdesign.cli.output import check_target, deliver
from lotdesign.cli.reading import read
from lotdesign.cli.requiring import OPTION, Require, demand
from lotdesign.faults import shown

if TYPE_CHECKING:
    from lotdesign.condition import Condition
    from lotdesign.result.model import Result, Verification
    from lotdesign.scenario.scenario import Scenario

_LONG = 1000


@guarded
def verify(
    scenario: ScenarioPath,
    result: Annotated[
        str, typer.Argument(metavar="RESULT", help="A result that solve wrote as JSON; - is stdin.")
    ],
    settings: Settings,
    off: Off,
    require: Require,
    form: TextOrJson = "table",
    out: Out = None,
    quiet: Quiet = False,
) -> Exit:
    """Work a result out again, without the solver.

    Every figure, rule and award is checked against the scenario with exact arithmetic, and so are
    conditions.
    """
    from lotdesign.checker.check import check
    from lotdesign.condition import conditions

    one_stdin(scenario, result)
    check_target(out)
    demanded = conditions(require, OPTION)
    stated = a_result(result)
    valid = read(scenario, settings, off)
    found = check(valid, stated)
    text = found.model_dump_json(indent=2) + "\n" if form == "json" else _words(found)
    deliver(text, out, quiet)
    return demand(_failures(valid, stated, demanded)) if found.ok else Exit.NOT_VERIFIED


def _failures(
    scenario: "Scenario", stated: "Result", demanded: "tuple[Condition, ...]"
) -> Iterator[str]:
    from lotdesign.checker.requirements import unmet
    from lotdesign.report.requirement import failure
    from lotdesign.report.standing import inadmissible

    standing = inadmissible(bool(stated.lots), stated.broken, stated.certified)
    for condition, value in unmet(scenario, stated, demanded):
        yield f"{failure(condition.text, condition.measure, value, standing)}."


def _words(found: "Verification") -> str:
    if found.ok:
        return f"verified: {found.checks:,} checks\n"
    lines = [f"not verified: {len(found.faults)} of {found.checks:,} checks failed"]
    return "\n".join(lines + [f"- {shown(fault, _LONG)}" for fault in found.faults]) + "\n"
