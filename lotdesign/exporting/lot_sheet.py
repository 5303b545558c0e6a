"""The sheet of lots: what each is worth, what is paid for it and what it costs the council."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lotdesign.design import Lot
from lotdesign.evaluation import Evaluation
from lotdesign.exporting.budget_sheet import YearCells
from lotdesign.exporting.input_sheet import InputCells
from lotdesign.exporting.part_sheet import UnitCells
from lotdesign.exporting.sheets import CellRef, apply_to_cells, name_range, sum_cells
from lotdesign.exporting.year_sheets import YearSheet, begin_year_sheet
from lotdesign.report.wording import ROUTE_LABELS
from lotdesign.scenario.lot_names import build_lot_names
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import join_words, spell_out_id

MOST_NESTED_STEPS = 40
"""Corners of a scale curve that one formula asks for one after the other."""


@dataclass(frozen=True)
class LotMoneyCells:
    """The cells of one lot: yearly amounts, and its market value.

    `units` has the yearly gross value of each unit, in the order of the lot's units.
    """

    lot: Lot
    name: str
    units: tuple[YearCells, ...]
    gross: YearCells
    paid: YearCells
    cost: YearCells
    value: CellRef


def write_lot_sheet(
    evaluation: Evaluation, inputs: InputCells, units: UnitCells
) -> tuple[YearSheet, tuple[LotMoneyCells, ...]]:
    """The sheet, and the cells of each lot."""
    scenario = evaluation.scenario
    sheet = begin_year_sheet(
        scenario,
        "Lots",
        "The lots",
        "Paid to the provider = price of the gross value - saving by size - saving by joining "
        "services + rent.",
        "Cost to the council = paid to the provider + its own cost - rent.",
    )
    lots = evaluation.design.lots
    names = build_lot_names(scenario, [lot.units for lot in lots])
    return sheet, tuple(
        LotRows(scenario, sheet, inputs, units, units.gross, lot, name, price).write()
        for lot, name, price in zip(lots, names, inputs.prices, strict=True)
    )


@dataclass
class LotRows:
    """The rows of one lot, whose units have these yearly values; `procured` counts procurement."""

    scenario: Scenario
    sheet: YearSheet
    inputs: InputCells
    units: UnitCells
    values: Mapping[int, YearCells]
    lot: Lot
    name: str
    price: CellRef
    procured: bool = True

    def write(self) -> LotMoneyCells:
        """Write them; returns the cells of the lot."""
        sheet, years = self.sheet, range(self.sheet.years)
        sheet.write_heading(self.name, ROUTE_LABELS[self.lot.route])
        rows = tuple(
            sheet.write_row(self.scenario.units[u].name, [str(c) for c in self.values[u]])
            for u in self.lot.units
        )
        gross = sheet.write_row(
            "Gross value", [sum_cells([row[y] for row in rows]) for y in years], look="total"
        )
        firsts, lasts = zip(*(self.units.years[u] for u in self.lot.units), strict=True)
        first = sheet.write_figure("First year", apply_to_cells("MIN", firsts), look="number")
        last = sheet.write_figure("Last year", apply_to_cells("MAX", lasts), look="number")
        value = sheet.write_figure(
            "Market value a year", self._value(gross, first, last), self._describe_basis()
        )
        charged = self._write_charge(gross, value, first, last)
        joined = self._write_integration()
        rent = self._write_rent()
        minus = [*charged[1:], *joined]
        paid = sheet.write_row(
            "Paid to the provider" if self.lot.is_external else "Paid for the lot",
            [
                "".join(
                    (
                        str(charged[0][y]),
                        *(f"-{row[y]}" for row in minus),
                        *(f"+{row[y]}" for row in rent),
                    )
                )
                for y in years
            ],
            look="total",
        )
        own = self._write_own(first, last)
        cost = sheet.write_row(
            "Cost to the council",
            [
                "".join((str(paid[y]), *(f"+{r[y]}" for r in own), *(f"-{r[y]}" for r in rent)))
                for y in years
            ],
            look="total",
        )
        return LotMoneyCells(self.lot, self.name, rows, gross, paid, cost, value)

    def _describe_basis(self) -> str:
        return {
            "peak": "the largest gross value of any year",
            "first_year": "the gross value of its first year",
            "mean": "the mean of its years",
        }[self.scenario.market.value_basis]

    def _value(self, gross: YearCells, first: CellRef, last: CellRef) -> str:
        whole = name_range(gross[0], gross[-1])
        return {
            "peak": f"MAX({whole})",
            "first_year": f"INDEX({whole},{first})",
            "mean": f"SUM({whole})/({last}-{first}+1)",
        }[self.scenario.market.value_basis]

    def _is_running(self, first: CellRef, last: CellRef, year: int) -> str:
        number = self.sheet.name_year(year)
        return f"AND({number}>={first},{number}<={last})"

    def _write_charge(
        self, gross: YearCells, value: CellRef, first: CellRef, last: CellRef
    ) -> list[YearCells]:
        """The price of each year, and what size saves of it where the scenario has such a saving.

        A lot that the council runs itself is no smaller for its size.
        """
        sheet, inputs, years = self.sheet, self.inputs, range(self.sheet.years)
        if self.lot.route == "in_house":
            assert inputs.in_house_management is not None
            assert inputs.in_house_liability is not None
            yearly = f"{inputs.in_house_management.fixed}+{inputs.in_house_liability.fixed}"
            formulas = [
                f"{gross[y]}+IF({self._is_running(first, last, y)},{yearly},0)" for y in years
            ]
            return [sheet.write_row("Gross value and running it", formulas)]
        if self.lot.route == "prime":
            assert inputs.prime_fee is not None
            fee = inputs.prime_fee.fixed
            formulas = [f"ROUND({gross[y]}*(1+{fee}),2)" for y in years]
            rows = [sheet.write_row("Gross value and the fee", formulas)]
        else:
            formulas = [f"ROUND({gross[y]}*{self.price.fixed}/100,2)" for y in years]
            rows = [sheet.write_row("At the provider's price", formulas)]
        if inputs.scale:
            share = sheet.write_figure(
                "Share saved by size", write_scale_formula(inputs.scale, value), look="percent"
            )
            formulas = [f"ROUND({share}*{gross[y]},2)" for y in years]
            rows.append(sheet.write_row("less saving by size", formulas))
        return rows

    def _write_integration(self) -> list[YearCells]:
        """A row for each locality in which the lot joins services that save by it."""
        held, rows = frozenset(self.lot.units), []
        for each, amount in zip(
            self.scenario.money.integration, self.inputs.integration, strict=True
        ):
            for place in self.scenario.localities:
                there = [
                    u
                    for u, unit in enumerate(self.scenario.units)
                    if unit.locality == place.id and unit.service in each.services
                ]
                services = {self.scenario.units[u].service for u in there}
                if held.issuperset(there) and services == set(each.services):
                    words = join_words([spell_out_id(service) for service in each.services])
                    formulas = [
                        f"IF({self._are_all_bought(there, year)},{amount.fixed},0)"
                        for year in range(self.sheet.years)
                    ]
                    label = f"less saving by joining {words}"
                    rows.append(self.sheet.write_row(label, formulas, place.name or place.id))
        return rows

    def _are_all_bought(self, units: Sequence[int], year: int) -> str:
        number = self.sheet.name_year(year)
        firsts, lasts = zip(*(self.units.years[u] for u in units), strict=True)
        last_start, first_end = apply_to_cells("MAX", firsts), apply_to_cells("MIN", lasts)
        return f"AND({number}>={last_start},{number}<={first_end})"

    def _write_rent(self) -> list[YearCells]:
        """The row of rent, below one a unit, of an external lot where the scenario has rent."""
        if not self.lot.is_external or not self.units.rent:
            return []
        years = range(self.sheet.years)
        rows = [
            self.sheet.write_row(
                f"rent: {self.scenario.units[u].name}",
                [f"IF({self._is_bought(u, y)},{self.units.rent[u].fixed},0)" for y in years],
            )
            for u in self.lot.units
        ]
        added = [sum_cells([row[y] for row in rows]) for y in years]
        return [self.sheet.write_row("plus rent, which comes back", added)]

    def _is_bought(self, unit: int, year: int) -> str:
        number, (first, last) = self.sheet.name_year(year), self.units.years[unit]
        return f"AND({number}>={first.fixed},{number}<={last.fixed})"

    def _write_own(self, first: CellRef, last: CellRef) -> list[YearCells]:
        """The council's own cost of an external lot: managing it, and procuring it once."""
        if not self.lot.is_external:
            return []
        years, inputs = range(self.sheet.years), self.inputs
        managed = [
            f"IF({self._is_running(first, last, y)},{inputs.contract_management.fixed},0)"
            for y in years
        ]
        procured = [
            f"IF({self.sheet.name_year(y)}={first},{inputs.procurement.fixed},0)" for y in years
        ]
        rows = [self.sheet.write_row("Managing the contract", managed)]
        if self.procured:
            rows.append(self.sheet.write_row("Procuring and starting it", procured))
        return rows


def write_scale_formula(curve: Sequence[tuple[CellRef, CellRef]], value: CellRef) -> str:
    """The share saved at a market value: straight between the points, level outside them."""
    (first, least), (_, most) = curve[0], curve[-1]
    steps = list(pairwise(curve))
    if len(steps) > MOST_NESTED_STEPS:
        ramps = (
            f"({top.fixed}-{low.fixed})*MAX(0,MIN(1,({value}-{left.fixed})"
            f"/({right.fixed}-{left.fixed})))"
            for (left, low), (right, top) in steps
        )
        return "+".join((least.fixed, *ramps))
    formula = most.fixed
    for (left, low), (right, top) in reversed(steps):
        between = (
            f"{low.fixed}+({value}-{left.fixed})*({top.fixed}-{low.fixed})"
            f"/({right.fixed}-{left.fixed})"
        )
        formula = f"IF({value}<={right.fixed},{between},{formula})"
    return f"IF({value}<={first.fixed},{least.fixed},{formula})"
