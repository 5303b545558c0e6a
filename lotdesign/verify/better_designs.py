"""What a design would have to be to refute a claim: admissible, and better than the optimum.

A claim is about one aim: no admissible design that keeps the aims before it within their
tolerances is better by it. Limits say in whole numbers what such a design keeps; a design that is
put together is judged by all rules, and by every award that it may have.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import floor

from lotdesign.design import Award, Design, Lot, build_design
from lotdesign.evaluation import Evaluation
from lotdesign.market.certificate import find_remaining_parties
from lotdesign.measures.base import OWN_UNITS_PER_WRITTEN_UNIT, Measure, MeasureValue
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.scenario import Scenario
from lotdesign.verify.award_search import find_awards
from lotdesign.verify.lot_sums import find_lot_sum

BIDDER_COUNTS = {
    "fewest_bidders": lambda evaluation: len(evaluation.eligible_providers[0]),
    "fewest_small_bidders": lambda evaluation: len(evaluation.small_providers[0]),
}
"""Measures that are the least of all external lots, and what a lot counts."""


@dataclass(frozen=True)
class DesignLimit:
    """A better design's lots sum to `most` at most; `measure_lot` is what one adds, in its name.

    Whole numbers: what a lot adds is rounded down, and `most` up, so that no better design is lost.
    """

    name: str
    most: int
    measure_lot: Callable[[Evaluation], int]


@dataclass(frozen=True)
class BetterDesigns:
    """The admissible designs that are better than `optima[-1]` by the last of these aims.

    `optima` are the exact optima of the scenario's first aims, as many as there are; all aims but
    the last keep within their tolerances of theirs. Without optima: all admissible designs.
    """

    scenario: Scenario
    optima: tuple[MeasureValue, ...]

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """The measure of each of these aims."""
        aims = self.scenario.objectives[: len(self.optima)]
        return tuple(MEASURES[aim.measure] for aim in aims)

    @cached_property
    def _signed_ends(self) -> tuple[MeasureValue, ...]:
        """For each aim, by its sign, the worst value that is kept; of the last its optimum."""
        ends = []
        for place, (measure, optimum) in enumerate(zip(self.measures, self.optima, strict=True)):
            tolerance = self.scenario.objectives[place].tolerance
            end = Fraction(measure.sign * optimum)
            if place < len(self.optima) - 1:
                unit = Fraction(OWN_UNITS_PER_WRITTEN_UNIT.get(measure.unit, 1))
                end += tolerance.size * (abs(end) if tolerance.relative else unit)
            ends.append(end)
        return tuple(ends)

    @cached_property
    def limits(self) -> tuple[DesignLimit, ...]:
        """The limits of all aims that are sums over lots; whole numbers better are at least 1."""
        found = []
        for place, (measure, end) in enumerate(zip(self.measures, self._signed_ends, strict=True)):
            added = find_lot_sum(self.scenario, measure.name, measure.sign * end)
            if added is not None:
                last = place == len(self.optima) - 1
                most = floor(end if added.limit is None else added.limit) - added.constant - last
                found.append(DesignLimit(measure.name, most, added.measure_lot))
        return tuple(found)

    @property
    def aims_at_limit(self) -> bool:
        """Whether the last of the limits is that of the last aim itself."""
        return bool(self.limits) and self.limits[-1].name == self.measures[-1].name

    def admits_lot(self, alone: Evaluation) -> bool:
        """Whether a design of them may hold the one lot of this evaluation."""
        scenario = self.scenario
        for rule in scenario.active_rules:
            if not (rule.couples_lots or rule.needs_certificate) and not rule.judge(alone).met:
                return False
        if not alone.external_lots:
            return True
        for place, measure in enumerate(self.measures):
            count = BIDDER_COUNTS.get(measure.name)
            if count is not None and not self._keeps(place, -count(alone)):
                return False
        if not scenario.needs_certificate:
            return True
        able = set(alone.eligible_parties[0])
        return bool(able) and all(
            able & set(find_remaining_parties(scenario, gone)) for gone in self._withdrawals
        )

    def _keeps(self, place: int, signed: MeasureValue) -> bool:
        """Whether a signed value of an aim is within its tolerance; of the last whether better."""
        end = self._signed_ends[place]
        return signed < end if place == len(self.optima) - 1 else signed <= end

    @cached_property
    def _withdrawals(self) -> tuple[int, ...]:
        """The providers that must be able to withdraw, by any rule."""
        rules = self.scenario.active_rules
        return tuple(
            dict.fromkeys(gone for rule in rules for gone in rule.list_withdrawals(self.scenario))
        )

    @cached_property
    def _reads_award(self) -> bool:
        """Whether an aim depends on who wins."""
        priced = self.scenario.prices is not None
        return priced or any(measure.needs_certificate for measure in self.measures)

    def contain(self, lots: Sequence[Lot]) -> bool:
        """Whether the design with these lots is one of them. Raises TooManyAwards."""
        design = build_design(lots)
        if not self._reads_award and not self._is_better(Evaluation(self.scenario, design)):
            return False
        return any(self._is_better(evaluation) for evaluation in self.find_admissible(design))

    def find_admissible(self, design: Design) -> Iterator[Evaluation]:
        """The design with every award with which it is admissible. Raises TooManyAwards.

        Where no aim depends on the award, with one such award alone.
        """
        scenario, evaluation = self.scenario, Evaluation(self.scenario, design)
        for rule in scenario.active_rules:
            judged_by_award = rule.needs_certificate or rule in scenario.award_rules
            if not judged_by_award and not rule.judge(evaluation).met:
                return
        if not scenario.needs_certificate:
            yield evaluation
            return
        if not all(self._has_award(evaluation, gone) for gone in self._withdrawals):
            return
        for award in find_awards(evaluation):
            awarded = evaluation.with_award(award)
            if self._keeps_award_rules(awarded):
                yield awarded
                if not self._reads_award:
                    return

    def _has_award(self, evaluation: Evaluation, gone: int) -> bool:
        awards = find_awards(evaluation, gone)
        return any(self._keeps_award_rules(evaluation.with_award(award)) for award in awards)

    def _keeps_award_rules(self, awarded: Evaluation) -> bool:
        return all(rule.judge(awarded).met for rule in self.scenario.award_rules)

    def _is_better(self, evaluation: Evaluation) -> bool:
        return self.keep_aims_before(evaluation) and (
            not self.measures or self._keeps(len(self.measures) - 1, self._measure_last(evaluation))
        )

    def _measure_last(self, evaluation: Evaluation) -> MeasureValue:
        return self.measures[-1].sign * self.measures[-1].evaluate(evaluation)

    def keep_aims_before(self, evaluation: Evaluation) -> bool:
        """Whether a design keeps all aims but the last within their tolerances."""
        return all(
            self._keeps(place, measure.sign * measure.evaluate(evaluation))
            for place, measure in enumerate(self.measures[:-1])
        )

    def find_best_value(self, design: Design) -> MeasureValue | None:
        """The best value of the last aim that the design has as long as it keeps those before.

        None where it is not admissible, or does not keep them. Raises TooManyAwards.
        """
        kept = (each for each in self.find_admissible(design) if self.keep_aims_before(each))
        best = min(map(self._measure_last, kept), default=None)
        return None if best is None else self.measures[-1].sign * best


def evaluate_lot(scenario: Scenario, lot: Lot) -> Evaluation:
    """A lot by itself; where providers have prices at the lowest of those who can win it."""
    alone = Evaluation(scenario, Design((lot,)))
    if scenario.prices is None or not alone.eligible_parties[0]:
        return alone
    cheapest: Award = (min(alone.eligible_parties[0], key=scenario.get_price),)
    return alone.with_award(cheapest)
