"""Repairs by data: one provider's limit moved as little as will do, or rows of neighbours added."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from lotdesign.scenario.scenario import Scenario
from solver.infeasibility.data_changes import (
    CHANGEABLE_LIMITS,
    COVERAGE_COLUMNS,
    CoverageChange,
    CoverageColumn,
    DataChange,
    LimitColumn,
    NeighbourChange,
    ProviderLimitChange,
    apply_changes,
    list_limits,
    list_missing_rows,
)
from solver.whatif.oracle import WhatIfOracle, WhatIfVerdict

MOST_PROVIDERS_TRIED = 6
"""Providers of which it is tried, limit by limit, whether one of them is enough."""
MOST_REPAIRS_OF_LIMIT = 2
"""Repairs that are proposed of one limit, each by another provider."""
MOST_TRIES = 24
"""Steps of the search for the least change."""


@dataclass(frozen=True)
class DataRepair:
    """Changes of data with which a design is possible.

    `is_least` where a step less of any of them is proved not to be enough; `proved_by` who proves
    that. `oracle` knows the scenario with all of them.
    """

    changes: tuple[DataChange, ...]
    is_least: bool
    proofs: tuple[tuple[str, ...], ...]
    oracle: WhatIfOracle


@dataclass(frozen=True)
class DataRepairSearch:
    """Looks for changes of data alone that make the oracle's scenario possible."""

    oracle: WhatIfOracle
    _opened: dict[tuple[DataChange, ...], WhatIfOracle] = field(default_factory=dict)

    def list_searches(self, columns: Sequence[str]) -> Iterator[Iterator[DataRepair]]:
        """Yields the repairs by each kind of limit, or of row, that stands in the way.

        Raises OutOfTime at the deadline, KeyboardInterrupt on Ctrl-C, while they are read.
        """
        for column in CHANGEABLE_LIMITS:
            if column in columns:
                yield islice(self._move_limits(column), MOST_REPAIRS_OF_LIMIT)
        for coverage in COVERAGE_COLUMNS:
            if coverage in columns:
                yield islice(self._widen_coverage(coverage), MOST_REPAIRS_OF_LIMIT)
        if "neighbours" in columns:
            yield self._add_rows()

    def _open(self, *changes: DataChange) -> WhatIfOracle:
        """The oracle of the scenario with these changes."""
        if changes not in self._opened:
            scenario = apply_changes(self.oracle.scenario, changes)
            self._opened[changes] = self.oracle.open_beside(scenario)
        return self._opened[changes]

    def _ask(self, *changes: DataChange) -> WhatIfVerdict:
        """Whether a design is possible with these changes."""
        oracle = self._open(*changes) if changes else self.oracle
        return oracle.ask(oracle.scenario)

    def _prove(self, *changes: DataChange) -> tuple[str, ...]:
        """What proves that these changes are not enough."""
        oracle = self._open(*changes) if changes else self.oracle
        return oracle.confirm_impossible(oracle.scenario)

    def _move_limits(self, column: LimitColumn) -> Iterator[DataRepair]:
        """Yields a repair for each provider whose limit alone can be moved far enough."""
        scenario = self.oracle.scenario
        farthest = _find_farthest(scenario, column)
        down = column == "min_lot_value"
        limits = list_limits(scenario, column).items()
        for row, value in islice(limits, MOST_PROVIDERS_TRIED):
            change = ProviderLimitChange(row, column, int(value), farthest)
            if (value > farthest) is down and value != farthest and self._ask(change).possible:
                yield self._move_least(change)

    def _move_least(self, change: ProviderLimitChange) -> DataRepair:
        """The repair with the limit moved from where it stands as little as will do.

        Each design that is found shows how far the limit must be moved for it, which is often the
        least; a step less is tried then, and the middle of what is left every other time.
        """
        fails, works = change.before, change.value
        step, is_certain = 1 if works > fails else -1, True
        for tries in range(MOST_TRIES):
            works = self._tighten(change, fails, works)
            if works - step == fails:
                break
            level = works - step if tries % 2 == 0 else (fails + works) // 2
            possible = self._ask(replace(change, value=level)).possible
            works, fails = (level, fails) if possible else (works, level)
            is_certain = is_certain and possible is not None
        moved, less = replace(change, value=works), replace(change, value=works - step)
        proof = self._prove(*(() if less.value == change.before else (less,)))
        is_least = is_certain and works - step == fails
        return DataRepair((moved,), is_least, (proof,), self._open(moved))

    def _tighten(self, change: ProviderLimitChange, fails: int, works: int) -> int:
        """The least move with which the design that is known at `works` is still admissible."""
        design = self._ask(replace(change, value=works)).design

        def admits(level: int) -> bool:
            oracle = self._open(replace(change, value=level))
            return design is not None and oracle.designs.is_admitted(oracle.scenario, design)

        return _bisect(fails, works, admits)

    def _widen_coverage(self, column: CoverageColumn) -> Iterator[DataRepair]:
        """Yields a repair for each provider that alone can cover or do more, as few as will do."""
        scenario = self.oracle.scenario
        every = scenario.services
        if column == "localities":
            every = tuple(place.id for place in scenario.localities)
        for row, known in islice(list_limits(scenario, column).items(), MOST_PROVIDERS_TRIED):
            added = tuple(name for name in every if name not in known)
            change = CoverageChange(row, column, tuple(known), added)
            if added and self._ask(change).possible:
                yield self._add_fewest(change)

    def _add_fewest(self, change: CoverageChange) -> DataRepair:
        """The repair with what is not needed left out, one by one; each rest is needed.

        The design that is known without what was left out shows at once what it does not need.
        """
        is_certain, proofs = True, []
        for name in change.added:
            fewer = replace(change, added=tuple(each for each in change.added if each != name))
            design, oracle = self._ask(change).design, self._open(fewer)
            if design is not None and oracle.designs.is_admitted(oracle.scenario, design):
                change = fewer
                continue
            possible = self._ask(*([fewer] if fewer.added else [])).possible
            is_certain = is_certain and possible is not None
            change = fewer if possible else change
        for name in change.added if is_certain else ():
            fewer = replace(change, added=tuple(each for each in change.added if each != name))
            proofs.append(self._prove(*([fewer] if fewer.added else [])))
        return DataRepair((change,), is_certain, tuple(proofs), self._open(change))

    def _add_rows(self) -> Iterator[DataRepair]:
        """Yields a repair by one row of neighbours, for each part where one is enough.

        Where none is, the nearest rows of all parts, as few of them as will do together.
        """
        parts = list_missing_rows(self.oracle.scenario)
        found = False
        for rows in parts:
            row = next((row for row in rows if self._ask(row).possible), None)
            if row is not None:
                found = True
                yield DataRepair((row,), True, (self._prove(),), self._open(row))
        if not found and len(parts) > 1:
            yield from self._add_several([rows[0] for rows in parts if rows])

    def _add_several(self, rows: list[NeighbourChange]) -> Iterator[DataRepair]:
        if not self._ask(*rows).possible:
            return
        for row in tuple(rows):
            fewer = [each for each in rows if each is not row]
            if self._ask(*fewer).possible:
                rows = fewer
        proofs = tuple(self._prove(*(e for e in rows if e is not row)) for row in rows)
        yield DataRepair(tuple(rows), all(proofs), proofs, self._open(*rows))


def _find_farthest(scenario: Scenario, column: LimitColumn) -> int:
    """The limit at which it stops nothing: as many lots as units, no least value, all value."""
    if column == "max_lots":
        return len(scenario.units)
    if column == "min_lot_value":
        return 0
    return sum(max(unit.gross) for unit in scenario.units)


def _bisect(fails: int, works: int, holds: Callable[[int], bool]) -> int:
    """The level nearest to `fails` that still holds, where one holds at all levels beyond."""
    while abs(works - fails) > 1:
        middle = (fails + works) // 2
        if holds(middle):
            works = middle
        else:
            fails = middle
    return works
