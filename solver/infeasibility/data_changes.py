"""Changes of data that may make a design possible: limits of providers, rows of neighbours."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Literal

from lotdesign.faults import make_printable
from lotdesign.geography import PlanePosition, Position, measure_metres
from lotdesign.pence import Pence
from lotdesign.preflight.map_parts import list_map_parts
from lotdesign.scenario.consortia import rebuild_consortium
from lotdesign.scenario.figure_units import RuleUnit
from lotdesign.scenario.rows import ProviderRow
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.values import write_value
from lotdesign.words import format_count, format_pounds, join_words, shorten_list, spell_out_id

CoverageColumn = Literal["localities", "services"]
LimitColumn = (
    Literal["max_lots", "min_lot_value", "capacity", "annual_turnover", "tupe_limit"]
    | CoverageColumn
)

LIMIT_UNITS: Mapping[LimitColumn, RuleUnit] = {
    "max_lots": "lots",
    "min_lot_value": "pence",
    "capacity": "pence",
    "annual_turnover": "pence",
    "tupe_limit": "",
    "localities": "",
    "services": "",
}
"""The columns of the providers that limit what they may win, and their units."""
CHANGEABLE_LIMITS: tuple[LimitColumn, ...] = ("max_lots", "min_lot_value", "capacity")
"""Limits that a provider may be asked to move; turnover and staff are facts about it."""
COVERAGE_COLUMNS: tuple[CoverageColumn, ...] = ("localities", "services")
"""Where a provider works and what it does, which it may be asked to widen."""

MOST_NEAR_PLACES = 5
"""Places of another part of the map to which a row of neighbours is tried."""


@dataclass(frozen=True, slots=True)
class ProviderLimitChange:
    """A limit of one row of the providers moved, for all its copies; `value` in the row's unit."""

    row: str
    column: LimitColumn
    before: int
    value: int

    def apply(self, scenario: Scenario) -> Scenario:
        """The scenario with the limit moved."""
        value = Pence(self.value) if LIMIT_UNITS[self.column] == "pence" else self.value
        return _replace_cells(scenario, self.column, dict.fromkeys([self.row], value))

    def write(self, amount: int) -> str:
        """An amount as the table of providers has it."""
        return write_value(amount, LIMIT_UNITS[self.column])

    @property
    def loosening(self) -> Fraction:
        """|value - before| / |before|, a share of 1; where that is 0, of one lot or £1."""
        unit = 100 if LIMIT_UNITS[self.column] == "pence" else 1
        return Fraction(abs(self.value - self.before), abs(self.before) or unit)

    def write_sentence(self, scenario: Scenario) -> str:
        """What the provider would take then."""
        name = make_printable(_find_row(scenario, self.row).name)
        if self.column == "max_lots":
            return f"{name} may win {format_count(self.value, 'lot')}."
        if self.column == "min_lot_value":
            return f"{name} takes lots of {format_pounds(self.value)} a year or more."
        return f"{name} can take on {format_pounds(self.value)} a year."


@dataclass(frozen=True, slots=True)
class CoverageChange:
    """Localities or services added to what one row of the providers covers or does."""

    row: str
    column: CoverageColumn
    before: tuple[str, ...]
    added: tuple[str, ...]

    def apply(self, scenario: Scenario) -> Scenario:
        """The scenario in which it covers or does these too."""
        return _replace_cells(scenario, self.column, {self.row: (*self.before, *self.added)})

    def write(self, names: tuple[str, ...]) -> str:
        """The cell with these names as the table of providers has it."""
        return ";".join(names)

    @property
    def loosening(self) -> Fraction:
        """How many are added, as a share of those before."""
        return Fraction(len(self.added), max(1, len(self.before)))

    def write_sentence(self, scenario: Scenario) -> str:
        """What the provider would cover or do then."""
        name = make_printable(_find_row(scenario, self.row).name)
        if self.column == "services":
            return f"{name} also provides {join_words([spell_out_id(s) for s in self.added])}."
        places = {place.id: make_printable(place.name or place.id) for place in scenario.localities}
        told = shorten_list([places[added] for added in self.added], 3, 4)
        return f"{name} also covers {join_words(told)}."


@dataclass(frozen=True, slots=True)
class NeighbourChange:
    """A row of neighbours added."""

    a: str
    b: str

    @property
    def loosening(self) -> Fraction:
        """None: a row that was missing is no looser than one that was there."""
        return Fraction(0)

    def apply(self, scenario: Scenario) -> Scenario:
        """The scenario in which the two localities touch."""
        return join_places(scenario, [(self.a, self.b)])

    def write_sentence(self, scenario: Scenario) -> str:
        """What the row says."""
        names = {place.id: make_printable(place.name or place.id) for place in scenario.localities}
        return f"{names[self.a]} and {names[self.b]} touch, so that a lot may reach across."


DataChange = ProviderLimitChange | CoverageChange | NeighbourChange


def apply_changes(scenario: Scenario, changes: Iterable[DataChange]) -> Scenario:
    """The scenario with all of these changes."""
    for change in changes:
        scenario = change.apply(scenario)
    return scenario


def _find_row(scenario: Scenario, row: str) -> ProviderRow:
    return (scenario.providers or ())[scenario.provider_copies[row][0]]


def list_limits(scenario: Scenario, column: LimitColumn) -> dict[str, Any]:
    """Row of the providers -> its limit, for the rows that have one."""
    found = {}
    for row in scenario.provider_copies:
        value = getattr(_find_row(scenario, row), column)
        if value is not None and value != ("*",):
            found[row] = value
    return found


def lift_limits(scenario: Scenario, column: LimitColumn) -> Scenario:
    """The scenario in which no provider has the limit."""
    value = ("*",) if column in COVERAGE_COLUMNS else None
    return _replace_cells(scenario, column, dict.fromkeys(scenario.provider_copies, value))


def _replace_cells(scenario: Scenario, column: str, values: Mapping[str, Any]) -> Scenario:
    """The scenario with other values in a column of some rows, and consortia added up anew."""
    providers = list(scenario.providers or ())
    for row, value in values.items():
        for p in scenario.provider_copies[row]:
            providers[p] = providers[p].model_copy(update={column: value})
    consortia = tuple(rebuild_consortium(each, providers) for each in scenario.consortia)
    return replace(scenario, providers=tuple(providers), consortia=consortia)


def describe_limits(scenario: Scenario, column: LimitColumn) -> str:
    """Who has the limit, and what it is, in words."""
    limits = list_limits(scenario, column)
    told = [
        f"{make_printable(_find_row(scenario, row).name)} {_show_limit(column, value)}"
        for row, value in limits.items()
    ]
    return join_words(shorten_list(told, 3, 4))


def _show_limit(column: LimitColumn, value: Any) -> str:
    if column == "localities":
        return f"covers {format_count(len(value), 'locality', 'localities')}"
    if column == "services":
        return f"provides {join_words([spell_out_id(each) for each in value])}"
    return format_pounds(value) if LIMIT_UNITS[column] == "pence" else f"{float(value):g}"


def join_places(scenario: Scenario, pairs: list[tuple[str, str]]) -> Scenario:
    """The scenario with more pairs of neighbours."""
    both = {*pairs, *((b, a) for a, b in pairs)}
    return replace(scenario, neighbours=scenario.neighbours | both)


def list_missing_rows(scenario: Scenario) -> tuple[tuple[NeighbourChange, ...], ...]:
    """For each part of the map but the largest, rows that join it to the places nearest to it.

    The smallest part comes first. Without positions the first places of the largest part in the
    file stand for the nearest.
    """
    parts = list_map_parts(scenario)
    return tuple(
        tuple(_list_rows_of_part(scenario, part, [p for p in parts if p is not part]))
        for part in parts[:-1]
    )


def _list_rows_of_part(
    scenario: Scenario, part: tuple[str, ...], others: list[tuple[str, ...]]
) -> Iterator[NeighbourChange]:
    positions = _find_positions(scenario)
    pairs = [(a, b) for a in part for other in others for b in other]
    near = {
        (a, b): measure_metres(positions[a], positions[b])
        for a, b in pairs
        if a in positions and b in positions
    }
    first = [(part[0], b) for b in others[-1]]
    chosen = sorted(near, key=near.__getitem__) if near else first
    for a, b in chosen[:MOST_NEAR_PLACES]:
        yield NeighbourChange(a, b)


def _find_positions(scenario: Scenario) -> dict[str, Position]:
    """Where localities lie: their own positions, or those of a unit in them; one kind of map."""
    found: dict[str, Position] = {}
    for unit in scenario.units:
        if unit.position is not None:
            found.setdefault(unit.locality, unit.position)
    flat = {isinstance(each, PlanePosition) for each in found.values()}
    return found if len(flat) == 1 else {}
