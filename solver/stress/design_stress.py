"""How one design stands up to the market: its withdrawals, margins and chances."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from math import log10
from typing import Literal, get_args

from lotdesign.design import Design
from lotdesign.scenario.scenario import Scenario
from solver.backends.base import Engine
from solver.deadline import OutOfTime
from solver.exact.search import Undecided
from solver.stress.award_problem import build_award_problem
from solver.stress.award_search import AwardSearch
from solver.stress.certificates import KnownSupports
from solver.stress.chances import (
    MOST_PRODUCTS,
    MOST_SUMMED,
    ChanceSum,
    DrawnChance,
    SummedChance,
    TooManyProducts,
    cover_every_lot,
    draw_chance,
)
from solver.stress.cover_program import sum_by_program
from solver.stress.margins import (
    Margin,
    find_largest_multiple,
    find_largest_value_rise,
    find_least_capacity,
    find_least_provider_capacity,
)
from solver.stress.provider_classes import ProviderCounts
from solver.stress.team_steps import TooManyStates
from solver.stress.withdrawals import WithdrawalSearch

Chance = SummedChance | DrawnChance

StressStep = Literal["withdrawals", "margins", "chances"]
STRESS_STEPS: tuple[StressStep, ...] = get_args(StressStep)
"""What there is to do for a design, in order."""

ChanceName = Literal["every_lot", "certificate"]

MOST_DIGITS = 4_000
"""Of an exact chance; Python writes no longer number by itself."""


@dataclass
class DesignStress:
    """What is known of one design, while it is worked out and afterwards.

    Figures are None until they are known. Unless it `draws_here`, a chance that is drawn has no
    draws.
    """

    scenario: Scenario
    design: Design
    search: AwardSearch
    withdrawals: WithdrawalSearch
    by_program: bool = True
    draws_here: bool = True
    capacity: Margin | None = None
    turnover_multiple: Margin | None = None
    value_rise: Margin | None = None
    provider_capacity: dict[int, Margin] = field(default_factory=dict)
    every_lot: Chance | None = None
    certificate: Chance | None = None

    @classmethod
    def prepare(
        cls, scenario: Scenario, design: Design, engine: Engine, deadline: float | None = None
    ) -> "DesignStress":
        """Work out what all questions share; nothing is asked yet."""
        search = AwardSearch(build_award_problem(scenario, design), engine, deadline)
        known = KnownSupports(search.problem.classes, search.find_used)
        most = scenario.stress.max_sets
        return cls(scenario, design, search, WithdrawalSearch(search, known, most))

    def run(self, steps: Collection[StressStep] = STRESS_STEPS) -> None:
        """Do these steps, in order. Raises OutOfTime at the deadline; what is known then stands."""
        work: dict[StressStep, Callable[[], None]] = {
            "withdrawals": self.withdrawals.run,
            "margins": self._find_margins,
            "chances": self._find_chances,
        }
        try:
            for step in STRESS_STEPS:
                if step in steps:
                    work[step]()
        except Undecided:
            raise OutOfTime from None

    def _find_margins(self) -> None:
        self.capacity = find_least_capacity(self.search)
        self.turnover_multiple = find_largest_multiple(self.search)
        self.value_rise = find_largest_value_rise(self.search)
        for number, each in enumerate(self.search.problem.classes):
            found = find_least_provider_capacity(self.search, each.positions[0])
            self.provider_capacity[number] = found

    def _find_chances(self) -> None:
        self.every_lot = self._find_chance(self._cover_lots())
        self.certificate = self._find_certificate_chance()

    def _cover_lots(self) -> KnownSupports:
        """Those among whom every lot has somebody eligible."""
        lots = [
            [self.search.count_used((offer.party,)) for offer in offers]
            for offers in self.search.list_able()
        ]
        return KnownSupports(self.search.problem.classes, cover_every_lot(lots))

    def draw(self, what: ChanceName, draws: int, first: int = 1) -> DrawnChance:
        """So many draws of a chance, from the `first` on."""
        known = self._cover_lots() if what == "every_lot" else self.withdrawals.known
        return self._draw(known, draws, first)

    @property
    def matters(self) -> tuple[int, ...]:
        """The classes whose staying is open and who could take a lot, themselves or in a team."""
        able = {p for offers in self.search.list_able() for each in offers for p, _ in each.loads}
        classes = self.search.problem.classes
        return tuple(
            n
            for n, each in enumerate(classes)
            if 0 < each.stay < 1 and not able.isdisjoint(each.positions)
        )

    @property
    def _is_writable(self) -> bool:
        """Whether the fraction of a chance has no more digits than Python writes."""
        classes = self.search.problem.classes
        parts = ((classes[n].size, classes[n].stay.denominator) for n in self.matters)
        return sum(size * log10(whole) for size, whole in parts) < MOST_DIGITS

    def _find_certificate_chance(self) -> Chance:
        applies = self.by_program and self._is_writable
        try:
            found = sum_by_program(self.search, self.matters) if applies else None
        except TooManyStates:
            found = None
        return self._find_chance(self.withdrawals.known) if found is None else found

    def _find_chance(self, known: KnownSupports) -> Chance:
        classes, matters = self.search.problem.classes, self.matters
        many = sum(classes[n].size for n in matters) > MOST_SUMMED
        most = (MOST_PRODUCTS if self._is_writable else 0) if many else None
        try:
            return ChanceSum(classes, matters, known, most).sum_up()
        except TooManyProducts:
            return self._draw(known, self.scenario.stress.draws if self.draws_here else 0)

    def _draw(self, known: KnownSupports, draws: int, first: int = 1) -> DrawnChance:
        providers, seed = self.scenario.providers or (), self.scenario.stress.seed
        classes = self.search.problem.classes
        return draw_chance(
            classes, self.matters, lambda p: providers[p].id, known, draws, seed, first
        )

    def subtract(self, lost: ProviderCounts) -> ProviderCounts:
        """Those who are left without these."""
        everybody = self.withdrawals.everybody
        return tuple(n - m for n, m in zip(everybody, lost, strict=True))

    def subtract_one(self, number: int) -> ProviderCounts:
        """Those who are left without one of this class."""
        return self.subtract(
            tuple(int(number == i) for i in range(len(self.withdrawals.everybody)))
        )

    def list_without_bidder(self, stays: ProviderCounts | None) -> tuple[tuple[str, ...], ...]:
        """The unit ids of each external lot for which nobody who stays is eligible."""
        problem = self.search.problem
        return tuple(
            tuple(self.scenario.units[u].id for u in self.design.lots[lot].units)
            for lot, offers in zip(problem.lots, self.search.list_able(stays), strict=True)
            if not offers
        )
