"""The measures of `lotdesign.measures.stress`, exact, of one design after the other.

Each is worked out once for a design and remembered.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from lotdesign.design import Design
from lotdesign.measures.base import MeasureValue
from lotdesign.scenario.scenario import Scenario
from solver.backends.base import Engine
from solver.deadline import OutOfTime
from solver.exact.search import Undecided
from solver.stress.award_problem import build_award_problem
from solver.stress.award_search import AwardSearch
from solver.stress.certificates import KnownSupports
from solver.stress.margins import find_least_capacity
from solver.stress.provider_classes import ProviderCounts
from solver.stress.withdrawals import WithdrawalSearch


@dataclass
class DesignMeasurer:
    """Measures designs of a scenario; `engine` awards them where search takes too long.

    Every method raises OutOfTime where the deadline (monotonic) came first, and KeyboardInterrupt
    where an engine without one was stopped by Ctrl-C.
    """

    scenario: Scenario
    engine: Engine
    deadline: float | None = None
    _searches: dict[Design, AwardSearch] = field(default_factory=dict)
    _withdrawals: dict[Design, WithdrawalSearch] = field(default_factory=dict)
    _values: dict[tuple[str, Design], MeasureValue | None] = field(default_factory=dict)

    def measure(self, name: str, design: Design) -> MeasureValue | None:
        """The measure of this name, in its own unit; None where there is no certificate."""
        key = name, design
        if key not in self._values:
            try:
                self._values[key] = DESIGN_MEASURES[name](self, design)
            except Undecided:
                if self.deadline is None:
                    raise KeyboardInterrupt from None
                raise OutOfTime from None
        return self._values[key]

    def find_breaking_set(self, design: Design) -> ProviderCounts:
        """One of the smallest sets of withdrawals that breaks a design; there must be one."""
        return self._find_withdrawals(design).sets[0]

    def open_search(self, design: Design) -> AwardSearch:
        """The search for awards of a design."""
        if design not in self._searches:
            problem = build_award_problem(self.scenario, design)
            self._searches[design] = AwardSearch(problem, self.engine, self.deadline)
        return self._searches[design]

    def count_survived(self, design: Design) -> int | None:
        """How many providers may withdraw, whichever they are; None without a certificate."""
        found = self._find_withdrawals(design)
        if found.unbreakable:
            return sum(found.everybody)
        assert found.size is not None, "it is proved"
        return found.size - 1 if found.size else None

    def compute_margin(self, design: Design) -> MeasureValue | None:
        """1 less the least share of all capacities; None without a certificate."""
        margin = find_least_capacity(self.open_search(design))
        if not margin.proved:
            raise Undecided
        return None if margin.value is None else 1 - margin.value

    def _find_withdrawals(self, design: Design) -> WithdrawalSearch:
        if design not in self._withdrawals:
            search = self.open_search(design)
            known = KnownSupports(search.problem.classes, search.find_used)
            found = WithdrawalSearch(search, known, max_sets=1)
            found.run()
            self._withdrawals[design] = found
        return self._withdrawals[design]


DESIGN_MEASURES: Mapping[str, Callable[[DesignMeasurer, Design], MeasureValue | None]] = (
    MappingProxyType(
        {
            "withdrawals_survived": DesignMeasurer.count_survived,
            "capacity_margin": DesignMeasurer.compute_margin,
        }
    )
)
"""Name -> how it is worked out, for every name in STRESS_MEASURES."""
