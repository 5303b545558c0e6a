"""Whether a result meets conditions, by figures worked out again from the scenario."""

from collections.abc import Iterable, Iterator

from lotdesign.checker.check import stated_ledger
from lotdesign.checker.tally import Tally
from lotdesign.condition import ADMISSIBLE, Condition
from lotdesign.ledger import Ledger
from lotdesign.measures.registry import MEASURES
from lotdesign.result.build import can_measure
from lotdesign.result.figures import figure
from lotdesign.result.model import Figure, Result
from lotdesign.scenario.scenario import Scenario


def unmet(
    scenario: Scenario, result: Result, conditions: Iterable[Condition]
) -> Iterator[tuple[Condition, Figure]]:
    """Each condition that does not hold of a verified result, and what its measure is instead.

    Measures are compared exactly, before they are rounded to be written.
    """
    ledger = stated_ledger(scenario, result, Tally()) if result.lots else None
    for condition in conditions:
        if condition.measure == ADMISSIBLE:
            holds, value = ledger is not None and ledger.admissible, None
        else:
            holds, value = _met(ledger, condition)
        if not holds:
            yield condition, value


def _met(ledger: Ledger | None, condition: Condition) -> tuple[bool, Figure]:
    measure = MEASURES[condition.measure]
    if ledger is None or not can_measure(ledger, measure):
        return False, None
    exact = measure.of(ledger)
    return condition.holds(exact), figure(exact, measure.unit)
