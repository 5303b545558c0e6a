"""What each party can win, whatever lots there are: its price and its limits on V."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lotdesign.scenario.consortia import PAR_PRICE
from lotdesign.scenario.scenario import Scenario
from solver.candidates.capacity_limits import compute_capacity_limits
from solver.candidates.eligibility import compute_value_limit


@dataclass(frozen=True, order=True)
class Seller:
    """What a party can win: its price as a share of par, its limits of V in parts of a penny."""

    price: Fraction
    largest_lot: int
    capacity: int
    lots: int


def list_sellers(scenario: Scenario, term: Sequence[int], count: int) -> Iterator[Seller]:
    """Every party by what it can win of `count` lots: within its reach, turnover, capacity, caps.

    V of a lot is at most the sum of its units' weights by `term`.
    """
    providers = len(scenario.providers or ())
    for p, party in enumerate(scenario.parties):
        serves = (mask >> p & 1 for mask in scenario.parties_serving_unit)
        reach = sum(weight for weight, served in zip(term, serves, strict=True) if served)
        limit = compute_value_limit(scenario, party)
        capacity, lots = reach, count
        if p < providers:
            limits = compute_capacity_limits(scenario, p)
            capacity = min(reach, limits.value if limits.value is not None else reach)
            lots = min(count, limits.lots if limits.lots is not None else count)
        price = (scenario.prices[p] if scenario.prices is not None else PAR_PRICE) / 100
        largest = min(capacity, limit if limit is not None else capacity)
        yield Seller(Fraction(price), largest, capacity, lots)
