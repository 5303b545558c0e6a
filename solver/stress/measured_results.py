"""Results with the measures of `lotdesign.measures.stress`, for `compare`."""

from collections.abc import Sequence
from contextlib import suppress

from lotdesign.result.base import WrittenFigure
from lotdesign.result.build import write_measure
from lotdesign.result.designs import list_result_routes
from lotdesign.result.model import Result
from lotdesign.scenario.design_by_ids import resolve_design
from lotdesign.scenario.scenario import Scenario
from solver.deadline import OutOfTime
from solver.solve_context import RunOptions, SolveContext
from solver.stress.award_engine import choose_award_engine
from solver.stress.design_measures import DesignMeasurer


def is_of_scenario(result: Result, scenario: Scenario) -> bool:
    """Whether a result has a design, and was made of this scenario with these settings."""
    return bool(result.lots) and result.scenario.sha256 == scenario.sha256


def measure_results(
    scenario: Scenario, results: Sequence[Result], names: Sequence[str], options: RunOptions
) -> list[Result]:
    """The results with these measures of their designs as well.

    A measure is None where a design has no certificate, where the result is not of this scenario,
    or where it was not worked out in time.
    """
    context = SolveContext.begin(options, raise_on_interrupt=True)
    measurer = DesignMeasurer(scenario, choose_award_engine(context), context.deadline)
    return [_measure(measurer, each, names) for each in results]


def _measure(measurer: DesignMeasurer, result: Result, names: Sequence[str]) -> Result:
    figures: dict[str, WrittenFigure] = dict.fromkeys(names)
    if is_of_scenario(result, measurer.scenario):
        lots = [lot.units for lot in result.lots]
        design = resolve_design(measurer.scenario, None, lots, list_result_routes(result))
        with suppress(OutOfTime):
            figures = {name: write_measure(name, measurer.measure(name, design)) for name in names}
    return result.model_copy(update={"measures": {**result.measures, **figures}})
