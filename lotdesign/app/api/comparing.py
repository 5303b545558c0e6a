"""Puts designs side by side, ranks options, states standards, runs frameworks."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lotdesign.app.api.solving import solve
from lotdesign.events import EventListener, ignore_event
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario

if TYPE_CHECKING:
    import polars as pl

    from lotdesign.app.api.result_tables import ResultTables
    from lotdesign.app.api.study_tables import AppraiseTables
    from lotdesign.comparing.frames import DifferenceFrames
    from lotdesign.comparing.inputs import NamedResult
    from lotdesign.frameworks.answer import FrameworkAnswer
    from lotdesign.report.standards import StandardsRecord


def compare(
    runs: "Sequence[ResultTables | Result]", names: Sequence[str] | None = None
) -> "pl.DataFrame":
    """Designs side by side as a polars frame, a row a design: see `lotdesign.comparing.frame`.

    Without names they are called 1, 2, and so on. Raises InputFaults for figures that are none,
    ValueError where there is nothing to compare or names do not fit.
    """
    from lotdesign.comparing.compare import compare_results as compared
    from lotdesign.comparing.frames import build_comparison_frame

    return build_comparison_frame(compared(_name_results(runs, names)))


def diff(before: "ResultTables | Result", after: "ResultTables | Result") -> "DifferenceFrames":
    """What differs between two designs, lots matched by the units that they share."""
    from lotdesign.comparing.diff import diff_results as differing
    from lotdesign.comparing.frames import DifferenceFrames

    return DifferenceFrames(differing(*_name_results((before, after), ("before", "after"))))


def _name_results(
    runs: "Sequence[ResultTables | Result]", names: Sequence[str] | None
) -> "list[NamedResult]":
    from lotdesign.comparing.inputs import check_comparable

    called = names or [str(i) for i in range(1, len(runs) + 1)]
    results = [run if isinstance(run, Result) else run.result for run in runs]
    return [check_comparable(name, result) for name, result in zip(called, results, strict=True)]


def appraise(
    scenario: Scenario, result: Result | None = None, *, listen: EventListener = ignore_event
) -> "AppraiseTables":
    """The options side by side and, where officers scored them, ranked, with the best design.

    Solves the scenario unless `result` is one of it, which ought to be verified. Raises
    InputFaults where there is no option, the result does not compare with each, or two have
    equal points and no stated rule decides.
    """
    from lotdesign.app.api.study_tables import AppraiseTables
    from lotdesign.appraisal.appraise import appraise_options

    run = solve(scenario, listen=listen).result if result is None else result
    return AppraiseTables(appraise_options(scenario, run))


def standards(scenario: Scenario, result: Result) -> "StandardsRecord":
    """(text, source, evidence) of each commissioning standard: what the result shows towards it."""
    from lotdesign.report.standards import collect_record

    return collect_record(scenario, result)


def framework(path: str | Path, settings: Sequence[str] = ()) -> "FrameworkAnswer":
    """The rankings of a framework, its reopenings, and its forecast called off.

    `path` is a folder with framework.toml or such a file; `settings` are "PATH=VALUE". Raises
    InputFaults with everything that is wrong, ties that no stated rule decides included.
    """
    from lotdesign.frameworks.answer import FrameworkAnswer
    from lotdesign.frameworks.load import load_framework
    from lotdesign.frameworks.results import FrameworkResults

    return FrameworkAnswer(FrameworkResults(load_framework(path, settings)))
