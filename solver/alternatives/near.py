"""A design near the best with its exact figures."""

from dataclasses import dataclass

from lotdesign.design import Design
from lotdesign.faults import Contradiction, shown
from lotdesign.ledger import Ledger
from lotdesign.measures.base import Value
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.scenario import Scenario
from solver.engines.base import Engine
from solver.given import certified
from solver.selection.search import Undecided


@dataclass(frozen=True)
class Near:
    """A design's ledger, and what the aims measure of it, signed so that less is better."""

    ledger: Ledger
    values: tuple[Value, ...]

    @property
    def rank(self) -> tuple[tuple[Value, ...], tuple[int, ...]]:
        """Sorts from the best down by the aims in order; of equals the smallest label vector."""
        return self.values, self.ledger.design.labels


def near(scenario: Scenario, design: Design, engine: Engine) -> Near:
    """The design, with prices at the award that is best by the scenario's aims.

    Half an answer is worth nothing: Ctrl-C raises KeyboardInterrupt.
    """
    try:
        award, without = certified(scenario, design, engine)
    except Undecided:
        raise KeyboardInterrupt from None
    ledger = Ledger(scenario, design, award, without)
    aims = [MEASURES[objective.measure] for objective in scenario.objectives]
    known = [aim for aim in aims if award is not None or not aim.needs_certificate]
    return Near(ledger, tuple(aim.sign * aim.of(ledger) for aim in known))


def confirm(found: Near, worst: Value) -> None:
    """Raises Contradiction unless the exact figures bear out that the design is near the best."""
    scenario = found.ledger.scenario
    broken = [r.id for r in scenario.active_rules if not r.judge(found.ledger).met]
    if broken:
        raise Contradiction((f"a design was found that breaks {shown(broken[0])}",))
    if found.values[0] > worst:
        raise Contradiction(("a design was found that is not within the tolerance",))
