"""Calls that compare designs, rank options, state standards and run frameworks."""

from collections.abc import Sequence
from dataclasses import replace
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
    runs: "Sequence[ResultTables | Result]",
    names: Sequence[str] | None = None,
    *,
    scenario: Scenario | None = None,
    measures: Sequence[str] = (),
    time_limit: float | None = None,
) -> "pl.DataFrame":
    """Compare designs as a polars frame, a row each; see `lotdesign.comparing.frames`.

    Without names they are called 1, 2, and so on. `measures`, of which there are
    `withdrawals_survived` and `capacity_margin`, are worked out in the `scenario`; they are null
    for results of other settings or files, for designs without a certificate, and where
    `time_limit`, in seconds, came first. Raises InputFaults for values that are no figures and
    unknown measures, ValueError where there is nothing to compare, the number of names is wrong or
    measures come without a scenario.

    >>> import lotdesign as ld
    >>> scenario = ld.load("examples/tiny")
    >>> both = [ld.solve(scenario), ld.evaluate(scenario, option="places")]
    >>> ld.compare(both, ["best", "places"])["whole_life_cost"].to_list()
    [78876000, 81380000]
    """
    from lotdesign.comparing.compare import compare_results
    from lotdesign.comparing.frames import build_comparison_frame

    named = _name_results(runs, names)
    if measures:
        named = _measure(named, scenario, measures, time_limit)
    return build_comparison_frame(compare_results(named))


def diff(before: "ResultTables | Result", after: "ResultTables | Result") -> "DifferenceFrames":
    """Return what differs between two designs; lots are matched by the units that they share.

    Figures are as in the results: pence, metres, shares of 1. Raises InputFaults for values that
    are no figures, or for a unit that stands in two lots.

    >>> import lotdesign as ld
    >>> scenario = ld.load("examples/tiny")
    >>> change = ld.diff(ld.solve(scenario), ld.evaluate(scenario, option="services"))
    >>> change.empty, change.moved.height
    (False, 3)
    """
    from lotdesign.comparing.diff import diff_results
    from lotdesign.comparing.frames import DifferenceFrames

    return DifferenceFrames(diff_results(*_name_results((before, after), ("before", "after"))))


def _name_results(
    runs: "Sequence[ResultTables | Result]", names: Sequence[str] | None
) -> "list[NamedResult]":
    from lotdesign.comparing.inputs import check_comparable

    called = names or [str(i) for i in range(1, len(runs) + 1)]
    results = [run if isinstance(run, Result) else run.result for run in runs]
    return [check_comparable(name, result) for name, result in zip(called, results, strict=True)]


def _measure(
    named: "list[NamedResult]",
    scenario: Scenario | None,
    measures: Sequence[str],
    time_limit: float | None,
) -> "list[NamedResult]":
    from lotdesign.measures.conditions import choose_stress_measures
    from solver.solve_context import RunOptions
    from solver.stress.measured_results import measure_results

    if scenario is None:
        raise ValueError("measures ask the market of a scenario; give scenario=")
    names = choose_stress_measures(scenario, measures)
    found = measure_results(scenario, [e.result for e in named], names, RunOptions(time_limit))
    return [replace(each, result=result) for each, result in zip(named, found, strict=True)]


def appraise(
    scenario: Scenario, result: Result | None = None, *, listen: EventListener = ignore_event
) -> "AppraiseTables":
    """Compare the options and the best design and, where officers scored them, rank them.

    `result` is a verified result of this scenario; without it the scenario is solved. Points are
    out of 100, exact. Raises InputFaults where there is no option, the result does not compare with
    each, or two have equal points and no stated rule decides.
    """
    from lotdesign.app.api.study_tables import AppraiseTables
    from lotdesign.appraisal.appraise import appraise_options

    run = solve(scenario, listen=listen).result if result is None else result
    return AppraiseTables(appraise_options(scenario, run))


def standards(scenario: Scenario, result: Result) -> "StandardsRecord":
    """Return (text, source, evidence) of each commissioning standard, from the result."""
    from lotdesign.report.standards import collect_record

    return collect_record(scenario, result)


def framework(path: str | Path, settings: Sequence[str] = ()) -> "FrameworkAnswer":
    """Rank the providers of a framework at each opening and call off its forecast.

    `path` is a folder with framework.toml or such a file; `settings` are "PATH=VALUE". Money is in
    pence. Raises InputFaults with every fault; a tie that no stated rule decides is one.
    """
    from lotdesign.frameworks.answer import FrameworkAnswer
    from lotdesign.frameworks.load import load_framework
    from lotdesign.frameworks.results import FrameworkResults

    return FrameworkAnswer(FrameworkResults(load_framework(path, settings)))
