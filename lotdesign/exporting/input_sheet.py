"""The sheet of inputs: every figure of the scenario that money depends on, each in one cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, cast

from lotdesign.evaluation import Evaluation
from lotdesign.exporting.sheets import CellLook, CellRef, SheetDraft
from lotdesign.exporting.whole_units import list_whole_units
from lotdesign.money.design_cost import build_todays_design, find_todays_price
from lotdesign.report.amounts import name_contract_year
from lotdesign.report.wording import ROUTE_LABELS
from lotdesign.rules.envelope import EnvelopeRule
from lotdesign.rules.saving import SavingRule
from lotdesign.scenario.lot_names import build_lot_names
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import join_words, spell_out_id

FigureKind = Literal["money", "percent", "number"]
_LOOKS: Mapping[FigureKind, CellLook] = {
    "money": "input",
    "percent": "input_percent",
    "number": "input_number",
}


@dataclass(frozen=True)
class UnitInputs:
    """The cells of a unit; `need` and `rent` only where something depends on them."""

    budget: CellRef
    first_year: CellRef
    last_year: CellRef
    need: CellRef | None
    rent: CellRef | None


@dataclass(frozen=True)
class PromiseInputs:
    """The cells of a promised saving: the year from which it holds, and its amount or share."""

    first_year: CellRef
    amount: CellRef
    is_share: bool


@dataclass(frozen=True)
class EnvelopeInputs:
    """The cells of an envelope: one amount, or one a year, its cut and its uplift."""

    annual: tuple[CellRef, ...]
    cut: CellRef | None
    uplift: CellRef | None


@dataclass
class InputCells:
    """Where each input stands; amounts are pounds, shares are of 1, prices per cent of value."""

    uplift: CellRef
    discount_rate: CellRef
    contract_management: CellRef
    procurement: CellRef
    in_house_management: CellRef | None = None
    in_house_liability: CellRef | None = None
    prime_fee: CellRef | None = None
    scale: list[tuple[CellRef, CellRef]] = field(default_factory=list)
    promises: list[PromiseInputs] = field(default_factory=list)
    integration: list[CellRef] = field(default_factory=list)
    pace: dict[str, CellRef] = field(default_factory=dict)
    place_weights: dict[str, dict[str, CellRef]] = field(default_factory=dict)
    units: dict[str, UnitInputs] = field(default_factory=dict)
    prices: list[CellRef] = field(default_factory=list)
    envelopes: dict[str, EnvelopeInputs] = field(default_factory=dict)
    todays_prices: list[CellRef] = field(default_factory=list)
    targets: dict[str, tuple[CellRef, ...]] = field(default_factory=dict)


def write_input_sheet(evaluation: Evaluation) -> tuple[SheetDraft, InputCells]:
    """The sheet, and where each input stands on it."""
    scenario, money = evaluation.scenario, evaluation.scenario.money
    draft = SheetDraft("Inputs", (62, 34, 18, 18, 18, 14, 14, 14, 18), frozen_columns=1)
    draft.put_row("Inputs", look="title")
    draft.put_row("Figures on yellow may be changed. Everything else follows by formulas.")
    _write_heading(draft, "Money")
    cells = InputCells(
        uplift=_write_figure(draft, "Yearly uplift of budgets", money.uplift, "percent"),
        discount_rate=_write_figure(
            draft, "Discount rate of present cost", money.discount_rate, "percent"
        ),
        contract_management=_write_figure(
            draft, "Managing a contract, a year", to_pounds(money.contract_management)
        ),
        procurement=_write_figure(
            draft, "Procuring and starting a lot, once", to_pounds(money.procurement)
        ),
    )
    _write_routes(draft, scenario, cells)
    _write_savings(draft, scenario, cells)
    _write_places(draft, scenario, cells)
    _write_units(draft, scenario, cells)
    _write_lots(draft, evaluation, cells)
    _write_todays_contracts(draft, scenario, cells)
    _write_envelopes(draft, scenario, cells)
    _write_targets(draft, scenario, cells)
    return draft, cells


def to_pounds(pence: Fraction | int) -> Fraction:
    """Pounds from pence."""
    return Fraction(pence, 100)


def _write_heading(draft: SheetDraft, *texts: str) -> None:
    draft.row += 1
    draft.put_row(*texts, look="heading")


def _write_figure(
    draft: SheetDraft, label: str, figure: Fraction | int, kind: FigureKind = "money"
) -> CellRef:
    draft.put(0, label)
    cell = _put_input(draft, 2, figure, kind)
    draft.row += 1
    return cell


def _put_input(draft: SheetDraft, column: int, figure: Fraction | int, kind: FigureKind) -> CellRef:
    return draft.put(column, figure, _LOOKS[kind])


def _write_routes(draft: SheetDraft, scenario: Scenario, cells: InputCells) -> None:
    in_house, prime = scenario.routes.in_house, scenario.routes.prime
    if in_house is not None:
        cells.in_house_management = _write_figure(
            draft, "Running a lot in-house, a year", to_pounds(in_house.annual_management)
        )
        cells.in_house_liability = _write_figure(
            draft, "Liabilities of a lot in-house, a year", to_pounds(in_house.liability_annual)
        )
    if prime is not None:
        cells.prime_fee = _write_figure(
            draft, "Fee for a lot inside another contract", prime.fee, "percent"
        )


def _write_savings(draft: SheetDraft, scenario: Scenario, cells: InputCells) -> None:
    money = scenario.money
    if money.scale:
        _write_heading(draft, "Saving by size of lot", "", "Market value", "Saved")
    for i, point in enumerate(money.scale, 1):
        draft.put(0, f"Point {i}")
        value = _put_input(draft, 2, to_pounds(point.value), "money")
        cells.scale.append((value, _put_input(draft, 3, point.saving, "percent")))
        draft.row += 1
    if money.promised:
        _write_heading(draft, "Savings already promised", "", "Contract year", "A year", "", "")
    for promise in money.promised:
        how = "in that year only" if promise.once else "from that year on"
        found = "cut from units" if promise.found_by == "units" else "to be found by the design"
        draft.put(0, spell_out_id(promise.service))
        draft.put(1, f"{how}, {found}")
        year = _put_input(draft, 2, promise.first_year, "number")
        if isinstance(promise.annual, Fraction):
            amount = _put_input(draft, 3, promise.annual, "percent")
        else:
            amount = _put_input(draft, 3, to_pounds(promise.annual), "money")
        is_share = isinstance(promise.annual, Fraction)
        cells.promises.append(PromiseInputs(year, amount, is_share))
        draft.row += 1
    if money.integration:
        _write_heading(draft, "Savings by joining services in a lot", "", "A year and locality")
    cells.integration += [
        _write_figure(
            draft,
            join_words([spell_out_id(service) for service in each.services]),
            to_pounds(each.annual),
        )
        for each in money.integration
    ]
    if money.need_led:
        _write_heading(draft, "Need-led funding", "", "Pace")
    for step in money.need_led:
        cells.pace[step.service] = _write_figure(
            draft, spell_out_id(step.service), step.pace, "percent"
        )


def _write_places(draft: SheetDraft, scenario: Scenario, cells: InputCells) -> None:
    """What divided units are shared out by; equal parts need no figures."""
    for by in dict.fromkeys(section.by for section in scenario.divide if section.by != "equal"):
        _write_heading(draft, "Localities, by which units are divided", "", by.capitalize())
        cells.place_weights[by] = {
            place.id: _write_figure(
                draft,
                place.name or place.id,
                (place.need if by == "need" else place.population) or Fraction(0),
                "number",
            )
            for place in scenario.localities
        }


def _write_units(draft: SheetDraft, scenario: Scenario, cells: InputCells) -> None:
    has_rent = any(unit.rent for unit in scenario.units)
    by_need = {step.service for step in scenario.money.need_led}
    _write_heading(
        draft,
        *("Units", "Id", "Budget a year", "Service", "First year", "Last year"),
        "Need" if by_need else "",
        "Rent a year" if has_rent else "",
    )
    for whole in list_whole_units(scenario):
        draft.put(0, whole.name)
        draft.put(1, whole.id)
        draft.put(3, spell_out_id(whole.service))
        cells.units[whole.id] = UnitInputs(
            budget=_put_input(draft, 2, to_pounds(scenario.budgets[whole.id]), "money"),
            first_year=_put_input(draft, 4, whole.first_year, "number"),
            last_year=_put_input(draft, 5, whole.last_year, "number"),
            need=_put_input(draft, 6, whole.need or 0, "number")
            if whole.service in by_need
            else None,
            rent=_put_input(draft, 7, to_pounds(whole.rent), "money") if has_rent else None,
        )
        draft.row += 1


def _write_lots(draft: SheetDraft, evaluation: Evaluation, cells: InputCells) -> None:
    """The lots: how each is delivered, who holds it in the award, and at which price."""
    scenario = evaluation.scenario
    priced = scenario.prices is not None
    note = "Price, per cent of gross value"
    _write_heading(draft, "Lots", "Delivered", note, "Provider in the award" if priced else "")
    names = build_lot_names(scenario, [lot.units for lot in evaluation.design.lots])
    winners = evaluation.award or (None,) * len(names)
    for name, lot, winner in zip(names, evaluation.design.lots, winners, strict=True):
        draft.put(0, name)
        draft.put(1, ROUTE_LABELS[lot.route])
        if lot.is_external:
            cells.prices.append(_put_input(draft, 2, scenario.get_price(winner), "number"))
        else:
            cells.prices.append(draft.put(2, "–"))
        if priced and winner is not None:
            draft.put(3, scenario.parties[winner].name or scenario.parties[winner].id)
        draft.row += 1


def _write_todays_contracts(draft: SheetDraft, scenario: Scenario, cells: InputCells) -> None:
    """Today's contracts, and the price of who holds each today where that is known."""
    lots = build_todays_design(scenario).lots
    _write_heading(draft, "Today's contracts", "Provider", "Price, per cent of gross value")
    for name, lot in zip(build_lot_names(scenario, [lot.units for lot in lots]), lots, strict=True):
        draft.put(0, name)
        held = {scenario.units[u].provider for u in lot.units} - {""}
        if held:
            draft.put(1, join_words(sorted(held)))
        price = find_todays_price(scenario, lot)
        cells.todays_prices.append(_put_input(draft, 2, price, "number"))
        draft.row += 1


def list_saving_rules(scenario: Scenario) -> tuple[SavingRule, ...]:
    """The rules about savings against today that are switched on."""
    return tuple(
        cast("SavingRule", rule) for rule in scenario.active_rules if rule.is_saving_target
    )


def _write_targets(draft: SheetDraft, scenario: Scenario, cells: InputCells) -> None:
    for rule in list_saving_rules(scenario):
        _write_heading(draft, f"Saving asked for by {rule.id}")
        if isinstance(rule.annual, tuple):
            cells.targets[rule.id] = tuple(
                _write_figure(draft, name_contract_year(scenario, year), to_pounds(amount))
                for year, amount in enumerate(rule.annual, 1)
            )
        else:
            target = _write_figure(draft, "A year", to_pounds(rule.annual))
            cells.targets[rule.id] = (target,) * scenario.years


def list_envelopes(scenario: Scenario) -> tuple[EnvelopeRule, ...]:
    """The rules about envelopes that are switched on."""
    return tuple(cast("EnvelopeRule", rule) for rule in scenario.active_rules if rule.is_budget)


def _write_envelopes(draft: SheetDraft, scenario: Scenario, cells: InputCells) -> None:
    for rule in list_envelopes(scenario):
        _write_heading(draft, f"Envelope {rule.id}")
        cut = uplift = None
        if isinstance(rule.annual, tuple):
            annual = tuple(
                _write_figure(draft, name_contract_year(scenario, year), to_pounds(amount))
                for year, amount in enumerate(rule.annual, 1)
            )
        else:
            annual = (_write_figure(draft, "A year", to_pounds(rule.annual)),)
            cut = _write_figure(draft, "Blanket cut", rule.cut or Fraction(0), "percent")
            uplift = _write_figure(draft, "Yearly uplift", rule.uplift or Fraction(0), "percent")
        cells.envelopes[rule.id] = EnvelopeInputs(annual, cut, uplift)
