"""A finished design with its exact figures, by which what engines say is checked."""

from dataclasses import dataclass

from lotdesign.design import ROUTES, Design
from lotdesign.faults import Contradiction, shown
from lotdesign.ledger import Ledger
from lotdesign.measures.base import Value
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.scenario import Scenario
from solver.engines.base import Engine
from solver.given import certified
from solver.selection.search import Undecided


@dataclass(frozen=True)
class Judged:
    """A design's ledger, and what the aims measure of it, signed so that less is better."""

    ledger: Ledger
    values: tuple[Value, ...]

    @property
    def rank(self) -> tuple[tuple[Value, ...], tuple[int, ...], tuple[int, ...]]:
        """Sorts from the best down by the aims in order; ties by label vector, then by routes."""
        design = self.ledger.design
        return self.values, design.labels, tuple(ROUTES.index(lot.route) for lot in design.lots)

    def confirm(self) -> None:
        """Raises Contradiction unless the exact figures bear out that it is admissible."""
        if self.ledger.broken:
            rule = shown(self.ledger.broken[0])
            raise Contradiction((f"a design was found that breaks {rule}",))
        if not self.ledger.certified:
            raise Contradiction(("a design was found whose lots nobody can carry",))


def judged(scenario: Scenario, design: Design, engine: Engine) -> Judged:
    """The design, with prices at the award that is best by the scenario's aims.

    Half an answer is worth nothing: Ctrl-C raises KeyboardInterrupt.
    """
    try:
        award, without = certified(scenario, design, engine)
    except Undecided:
        raise KeyboardInterrupt from None
    return by_aims(Ledger(scenario, design, award, without))


def by_aims(ledger: Ledger) -> Judged:
    """The ledger's design by the aims of its scenario; those that take an award need one."""
    aims = [MEASURES[objective.measure] for objective in ledger.scenario.objectives]
    known = [aim for aim in aims if ledger.award is not None or not aim.needs_certificate]
    return Judged(ledger, tuple(aim.sign * aim.of(ledger) for aim in known))
