"""Kinds of lots, by the years in which they run and the term that V is at the most.

Every lot of an admissible design is of at least one kind. Within a kind the fixed cost is known and
V lies between two sums over blocks, so that a bound may treat kinds one by one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.years import YearSpan
from solver.arrays import Flags, Ints
from solver.candidates.lot_values import value_ceiling_terms
from solver.column_generation.arithmetic_bounds import bound_fixed_cost

MOST_SPANS = 6
"""With more spans of years than this they are not told apart."""


@dataclass(frozen=True)
class LotKind:
    """Lots of the `allowed` blocks (B,) that cost `fixed` pence besides, at the least.

    V is at most the sum of `ceiling` (B,), in parts of a penny, and that is no less than the sum of
    the weights that every V reaches: of `surplus`, what it has more, the sum is not negative.
    """

    allowed: Flags
    fixed: float
    ceiling: Ints
    surplus: Ints

    @property
    def has_known_value(self) -> bool:
        """Whether V is exactly the sum of weights that it is at least."""
        return not self.surplus[self.allowed].any()


def list_lot_kinds(
    scenario: Scenario,
    blocks: Sequence[frozenset[int]],
    weights: Ints,
    year_weights: Sequence[Fraction],
) -> list[LotKind]:
    """The kinds of lots of these blocks; V is at least the sum of `weights` (B,).

    `year_weights` are what a penny of each year counts.
    """
    ceilings = value_ceiling_terms(scenario)
    terms = [np.array([sum(term[u] for u in b) for b in blocks]) for term in ceilings]
    return [
        LotKind(allowed, float(fixed), term, term - weights)
        for allowed, fixed in _iterate_spans(scenario, blocks, year_weights)
        for term in _keep_undominated(terms, allowed)
    ]


def _iterate_spans(
    scenario: Scenario, blocks: Sequence[frozenset[int]], year_weights: Sequence[Fraction]
) -> Iterator[tuple[Flags, Fraction]]:
    """The blocks of each span of years that a lot may run in, and its fixed cost."""
    spans = sorted(
        {
            YearSpan(first.first_year, last.last_year)
            for first in scenario.units
            for last in scenario.units
            if first.first_year <= last.last_year
        }
    )
    if len(spans) > MOST_SPANS:
        yield np.ones(len(blocks), dtype=np.bool_), bound_fixed_cost(scenario, year_weights)
        return
    money = scenario.money
    for span in spans:
        inside = [
            all(span.first <= scenario.units[u].first_year for u in block)
            and all(scenario.units[u].last_year <= span.last for u in block)
            for block in blocks
        ]
        managed = sum((year_weights[y] for y in span.indices), Fraction(0))
        fixed = managed * money.contract_management
        fixed += year_weights[span.first - 1] * money.procurement
        if any(inside):
            yield np.array(inside, dtype=np.bool_), fixed


def _keep_undominated(terms: Sequence[Ints], allowed: Flags) -> Iterator[Ints]:
    """The terms that are the largest sum of some lot of these blocks."""
    for place, term in enumerate(terms):
        mine = term[allowed]
        is_below = any((other[allowed] >= mine).all() for other in terms[:place])
        is_below |= any(
            (other[allowed] >= mine).all() and (other[allowed] > mine).any()
            for other in terms[place + 1 :]
        )
        if not is_below:
            yield term
