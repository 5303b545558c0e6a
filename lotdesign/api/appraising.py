"""Ranks options, states standards, and runs frameworks."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lotdesign.api.designing import solve
from lotdesign.events import Listen, unheard
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario

if TYPE_CHECKING:
    from lotdesign.answers import Appraisal
    from lotdesign.frameworks.answer import FrameworkAnswer
    from lotdesign.report.standards import Record


def appraise(
    scenario: Scenario, result: Result | None = None, *, listen: Listen = unheard
) -> "Appraisal":
    """The options side by side and, where officers scored them, ranked, with the best design.

    Solves the scenario unless `result` is one of it, which ought to be verified. Raises
    InputFaults where there is no option, the result does not compare with each, or two have
    equal points and no stated rule decides.
    """
    from lotdesign.answers import Appraisal
    from lotdesign.appraisal.appraise import appraised

    run = solve(scenario, listen=listen).result if result is None else result
    return Appraisal(appraised(scenario, run))


def standards(scenario: Scenario, result: Result) -> "Record":
    """(text, source, evidence) of each commissioning standard: what the result shows towards it."""
    from lotdesign.report.standards import record

    return record(scenario, result)


def framework(path: str | Path, settings: Sequence[str] = ()) -> "FrameworkAnswer":
    """The rankings of a framework, its reopenings, and its forecast called off.

    `path` is a folder with framework.toml or such a file; `settings` are "PATH=VALUE". Raises
    InputFaults with everything that is wrong, ties that no stated rule decides included.
    """
    from lotdesign.frameworks.answer import FrameworkAnswer
    from lotdesign.frameworks.load import load_framework
    from lotdesign.frameworks.run import Ranked

    return FrameworkAnswer(Ranked(load_framework(path, settings)))
