"""The sheet of envelopes: for each rule the year's money, what its services take, and headroom."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lotdesign.exporting.budget_sheet import BudgetCells, YearCells
from lotdesign.exporting.input_sheet import InputCells, list_envelopes
from lotdesign.exporting.lot_sheet import LotMoneyCells
from lotdesign.exporting.part_sheet import UnitCells
from lotdesign.exporting.share_blocks import PartToShare, write_share_block
from lotdesign.exporting.sheets import sum_cells
from lotdesign.exporting.year_sheets import YearSheet, begin_year_sheet
from lotdesign.rules.envelope import COUNTED_AMOUNT_WORDS, EnvelopeRule
from lotdesign.scenario.scenario import Scenario, Unit
from lotdesign.words import spell_out_id


@dataclass(frozen=True)
class EnvelopeCells:
    """The cells of one rule by year: its limit, what is taken of it, and what is left."""

    rule: EnvelopeRule
    limit: YearCells
    taken: YearCells
    headroom: YearCells


def write_envelope_sheet(
    scenario: Scenario,
    inputs: InputCells,
    budgets: BudgetCells,
    units: UnitCells,
    lots: Sequence[LotMoneyCells],
) -> tuple[YearSheet | None, tuple[EnvelopeCells, ...]]:
    """The sheet, None where no such rule is on, and the cells of each rule."""
    rules = list_envelopes(scenario)
    if not rules:
        return None, ()
    sheet = begin_year_sheet(
        scenario,
        "Envelopes",
        "The envelopes of the rules",
        "What a lot takes belongs to its services in proportion to gross value, to the penny.",
    )
    return sheet, tuple(
        _EnvelopeRows(scenario, sheet, inputs, budgets, units, lots, rule).write() for rule in rules
    )


@dataclass
class _EnvelopeRows:
    """The rows of one rule."""

    scenario: Scenario
    sheet: YearSheet
    inputs: InputCells
    budgets: BudgetCells
    units: UnitCells
    lots: Sequence[LotMoneyCells]
    rule: EnvelopeRule

    def write(self) -> EnvelopeCells:
        sheet, years = self.sheet, range(self.sheet.years)
        sheet.write_heading(f"Envelope {self.rule.id}", COUNTED_AMOUNT_WORDS[self.rule.on])
        before = sheet.write_row("Before promised savings", [self._amount(y) for y in years])
        promised = [
            sheet.write_row(f"Promised savings: {spell_out_id(service)}", formulas)
            for service, formulas in self._list_promised()
        ]
        limit = sheet.write_row(
            "Envelope",
            ["".join((str(before[y]), *(f"-{row[y]}" for row in promised))) for y in years],
            look="total",
        )
        rows = [row for lot in self.lots for row in self._write_taken(lot)]
        taken = sheet.write_row(
            "Taken", [sum_cells([row[y] for row in rows]) for y in years], look="total"
        )
        left = sheet.write_row("Headroom", [f"{limit[y]}-{taken[y]}" for y in years], look="total")
        return EnvelopeCells(self.rule, limit, taken, left)

    def _amount(self, year: int) -> str:
        cells = self.inputs.envelopes[self.rule.id]
        if cells.cut is None or cells.uplift is None:
            return cells.annual[year].fixed
        number = self.sheet.name_year(year)
        grown = f"(1+{cells.uplift.fixed})^({number}-1)"
        return f"{cells.annual[0].fixed}*(1-{cells.cut.fixed})*{grown}"

    @property
    def _services(self) -> tuple[str, ...]:
        return self.rule.services or self.scenario.services

    def _list_promised(self) -> Sequence[tuple[str, list[str]]]:
        """A formula a year for each service with promised savings; of an area its part."""
        inside = self.rule.find_units_inside(self.scenario)
        found = []
        for service in self._services:
            if service not in self.budgets.promised:
                continue
            promised = self.budgets.promised[service]
            members = [u for u, unit in enumerate(self.scenario.units) if unit.service == service]
            part = [] if inside is None else self._write_part_inside(members, inside)
            formulas = [
                str(promised[year]) if inside is None else f"{promised[year]}*{part[year]}"
                for year in range(self.sheet.years)
            ]
            found.append((service, formulas))
        return found

    def _write_part_inside(self, members: Sequence[int], inside: frozenset[int]) -> list[str]:
        """The part of a service's budgets, of those bought in a year, that the area has."""
        sheet, years = self.sheet, range(self.sheet.years)
        ordered = sorted(members, key=lambda u: u not in inside)
        rows = [
            sheet.write_row(
                f"budget bought: {self.scenario.units[u].name}",
                [self._write_budget_bought(u, year) for year in years],
                "in the area" if u in inside else "elsewhere",
            )
            for u in ordered
        ]
        held = rows[: len(inside.intersection(members))]
        here = [sum_cells([row[year] for row in held]) for year in years]
        every = [sum_cells([row[year] for row in rows]) for year in years]
        return [f"{h}/IF({e}=0,1,{e})" for h, e in zip(here, every, strict=True)]

    def _write_budget_bought(self, unit: int, year: int) -> str:
        number, (first, last) = self.sheet.name_year(year), self.units.years[unit]
        bought = f"AND({number}>={first.fixed},{number}<={last.fixed})"
        return f"IF({bought},{self.units.budget[unit]},0)"

    def _write_taken(self, lot: LotMoneyCells) -> list[YearCells]:
        """What the rule's services, in its area, take of a lot; no row where it holds none."""
        counted = self.rule.find_counted_units(self.scenario)
        if counted is None:
            bought = set(self._services)
            return self._write_share(lot, lambda unit: (unit.service,), {(s,) for s in bought})
        cells: set[tuple[str, ...]] = {
            (self.scenario.units[u].service, self.scenario.units[u].locality) for u in counted
        }
        return self._write_share(lot, lambda unit: (unit.service, unit.locality), cells)

    def _write_share(
        self,
        lot: LotMoneyCells,
        of: Callable[[Unit], tuple[str, ...]],
        wanted: set[tuple[str, ...]],
    ) -> list[YearCells]:
        held: dict[tuple[str, ...], list[int]] = {}
        for place, u in enumerate(lot.lot.units):
            held.setdefault(of(self.scenario.units[u]), []).append(place)
        order = dict.fromkeys(map(of, self.scenario.units))
        keys = [key for key in order if key in held]
        amounts = {"paid": lot.paid, "cost": lot.cost, "gross": lot.gross}[self.rule.on]
        if not held.keys() & wanted:
            return []
        if held.keys() <= wanted:
            return [self.sheet.write_row(lot.name, [str(cell) for cell in amounts])]
        parts = [
            PartToShare(self._name_key(key), self._name_weights(lot, held[key])) for key in keys
        ]
        totals: Mapping[int, str] = dict(zip(self.sheet.columns, map(str, amounts), strict=True))
        self.sheet.draft.put_row(f"{lot.name}, shared out:")
        block = write_share_block(self.sheet.draft, totals, parts, "to share out")
        self.units.sums_of_weights += block.sums_of_weights
        return [
            tuple(share[column] for column in self.sheet.columns)
            for key, share in zip(keys, block.shares, strict=True)
            if key in wanted
        ]

    def _name_key(self, key: tuple[str, ...]) -> str:
        names = {place.id: place.name or place.id for place in self.scenario.localities}
        service, *place = key
        return ", ".join((spell_out_id(service), *(names.get(p, "authority-wide") for p in place)))

    def _name_weights(self, lot: LotMoneyCells, places: Sequence[int]) -> dict[int, str]:
        """By column the gross value in pence of units of the lot, budgets where it is all 0."""
        weights = {}
        budgets = sum_cells([self.units.budget[lot.lot.units[place]] for place in places])
        for year, column in enumerate(self.sheet.columns):
            gross = sum_cells([lot.units[place][year] for place in places])
            weights[column] = f"ROUND(IF({lot.gross[year]}=0,{budgets},{gross})*100,0)"
        return weights
