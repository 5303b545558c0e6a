"""What the best design is compared with."""

from collections.abc import Mapping, Sequence

from lotdesign.ledger import Ledger
from lotdesign.measures.registry import MEASURES
from lotdesign.result.build import measures
from lotdesign.result.drawn import award_ids, routes_of, unit_ids, withdrawals_of
from lotdesign.result.model import Comparison, Figure, Rung, Status
from lotdesign.scenario.scenario import Scenario
from solver.given import Given
from solver.solve import Found


def status_of(found: Found) -> Status:
    """The result's word for how a search ended."""
    if found.design is None:
        return "infeasible" if found.proved else "unknown"
    return "optimal" if found.proved else "feasible"


def rung(scenario: Scenario, count: int, found: Found) -> Rung:
    """The best design with `count` lots, by every measure."""
    if found.design is None:
        return Rung(lots=count, status=status_of(found))
    ledger = Ledger(scenario, found.design, found.award, found.without)
    return Rung(
        lots=count,
        status=status_of(found),
        design=unit_ids(scenario, ledger.design),
        routes=routes_of(ledger.design),
        measures=measures(ledger),
        award=award_ids(ledger),
        withdrawals=withdrawals_of(ledger),
    )


def comparison(scenario: Scenario, other: Given, rungs: Sequence[Rung]) -> Comparison:
    """Another design by every measure, what it breaks, and where it would stand."""
    ledger = Ledger(scenario, other.design, other.award, other.without)
    measured = measures(ledger)
    return Comparison(
        id=other.id,
        name=other.name,
        lots=unit_ids(scenario, ledger.design),
        routes=routes_of(ledger.design),
        measures=measured,
        admissible=ledger.admissible,
        certified=ledger.certified,
        broken=ledger.broken,
        rank=_rank(scenario, measured, rungs),
        award=award_ids(ledger),
        withdrawals=withdrawals_of(ledger),
    )


def _rank(scenario: Scenario, measured: Mapping[str, Figure], rungs: Sequence[Rung]) -> int | None:
    """1 and the number of rungs that are better by the first objective."""
    measure = MEASURES[scenario.objectives[0].measure]
    mine = measured.get(measure.name)
    theirs = [rung.measures.get(measure.name) for rung in rungs]
    known = [float(each) for each in theirs if each is not None]
    if mine is None or not known:
        return None
    return 1 + sum(measure.sign * each < measure.sign * float(mine) for each in known)
