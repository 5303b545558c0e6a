"""Where `robust` and the brute force differ on a scenario."""

from collections.abc import Iterator
from fractions import Fraction

from lotdesign.measures.registry import MEASURES
from lotdesign.result.base import WrittenFigure
from lotdesign.result.figures import write_figure
from lotdesign.result.model import Result
from solver.backends.registry import EngineChoice
from solver.robust.study import find_robust_design
from solver.solve_context import RunOptions
from tests.brute.case import Doc
from tests.brute.exact import Exact
from tests.brute.robust import Robust, robust
from tests.solve.loading import loaded


def find_robust_differences(doc: Doc, engine: EngineChoice = "auto") -> list[str]:
    """What differs in design, regrets and proof."""
    scenario = loaded(doc)
    result = find_robust_design(scenario, RunOptions(engine=engine))
    unit = MEASURES[scenario.objectives[0].measure].unit
    found = [f"fault: {each}" for each in result.verification.faults]
    return found + list(_compare(doc, result, robust(doc), unit))


def _compare(doc: Doc, result: Result, expected: Robust, unit: str) -> Iterator[str]:
    told = result.robust
    assert told is not None
    best = [write(each, unit) for each in expected.best]
    if [each.best for each in told.cases] != best:
        yield f"best {[each.best for each in told.cases]}, expected {best}"
    without = tuple(e["id"] for e, b in zip(doc["case"], expected.best, strict=True) if b is None)
    if told.cases_without_design != without:
        yield f"without {told.cases_without_design}, expected {without}"
    status = "optimal" if expected.lots else "infeasible"
    if (result.status, told.proved) != (status, True):
        yield f"{result.status} {told.proved}, expected {status}"
    shown = tuple(lot.units for lot in result.lots), tuple(lot.route for lot in result.lots)
    if shown != (expected.lots, expected.routes) or not result.tie_proved:
        yield f"{shown} {result.tie_proved}, expected {expected.lots} {expected.routes}"
    figures = [
        *((each.value, each.regret) for each in told.cases),
        (told.largest, told.total),
        (told.bound, told.gap),
    ]
    right = [
        *(
            (write(v, unit), write(r, unit))
            for v, r in zip(expected.values, expected.regrets, strict=True)
        ),
        (write(max(expected.regrets, default=None), unit), write(_sum(expected), unit)),
        (write(max(expected.regrets, default=None), unit), "0"),
    ]
    if expected.lots and figures != right:
        yield f"{figures}, expected {right}"


def _sum(expected: Robust) -> Exact | None:
    return sum(expected.regrets) if expected.regrets else None


def write(value: Exact | None, unit: str) -> WrittenFigure:
    """A figure as results have it."""
    return None if value is None else write_figure(Fraction(value), unit)
