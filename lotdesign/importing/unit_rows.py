"""The table of units: budgets, places, providers and contracts of today, and their sources."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lotdesign.faults import Fault, make_printable
from lotdesign.importing.decisions import MappedUnits
from lotdesign.importing.notes import ImportNotes
from lotdesign.importing.payments import share_equally
from lotdesign.importing.unit_list import ListedUnit
from lotdesign.importing.unit_places import UnitPlace
from lotdesign.pence import Pence
from lotdesign.scenario.values import parse_pounds
from lotdesign.words import format_count, format_pounds, join_names, shorten_list

DECIDED = "decided at the import"
_MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class UnitBudget:
    """A unit's budget in pence, whether it is assumed, and where it is from."""

    pence: Pence
    assumed: bool
    source: str


@dataclass(frozen=True, slots=True)
class TodaysContract:
    """What a provider was paid in the year that counts, by which names, for which units."""

    provider: str
    payees: tuple[str, ...]
    pence: Pence
    payments: int
    units: tuple[str, ...]


def find_budgets(
    file: str,
    units: Sequence[ListedUnit],
    contracts: Sequence[TodaysContract],
    spent: tuple[str, str],
    mapped: MappedUnits,
    notes: ImportNotes,
) -> dict[str, UnitBudget]:
    """Id -> budget of each unit for which one is found; the others are asked about.

    `spent` is the file of payments and the year that counts.
    """
    found: dict[str, UnitBudget] = {}
    faults: list[Fault] = []
    for contract in contracts if mapped.budget == "payments" else ():
        if contract.pence > 0:
            shares = share_equally(contract.pence, len(contract.units))
            source = _describe_source(contract, spent)
            found |= {
                short: UnitBudget(pence, len(contract.units) > 1, source)
                for short, pence in zip(contract.units, shares, strict=True)
            }
    for unit in units:
        text = unit.cells["annual_budget"]
        if unit.id in mapped.budgets:
            found[unit.id] = UnitBudget(mapped.budgets[unit.id], True, DECIDED)
        elif text and mapped.budget == "column":
            try:
                found[unit.id] = UnitBudget(Pence(parse_pounds(text)), False, file)
            except ValueError as error:
                where = f"{file}, row {unit.row}, column annual_budget"
                faults.append(Fault(where, str(error), text))
    notes.add_row_faults(faults, file)
    _ask_for_missing(file, [unit for unit in units if unit.id not in found], mapped, faults, notes)
    return found


def _describe_source(contract: TodaysContract, spent: tuple[str, str]) -> str:
    file, year = spent
    paid = f"{format_pounds(contract.pence)} paid to {' and '.join(contract.payees)} in {year}"
    parts = len(contract.units)
    return f"{file}: {paid}" + (f", in {parts} equal parts" if parts > 1 else "")


def _ask_for_missing(
    file: str,
    missing: Sequence[ListedUnit],
    mapped: MappedUnits,
    faults: Sequence[Fault],
    notes: ImportNotes,
) -> None:
    if not missing or faults:
        return
    names = [make_printable(unit.name) for unit in missing]
    named = join_names(shorten_list(names, _MOST_NAMED, _MOST_NAMED))
    what = format_count(len(missing), "unit")
    if mapped.without_budget == "leave_out":
        notes.left_out.append(f"{file}: {what} without a budget: {named}.")
        return
    text = (
        f"no budget was found for {what}: {named}; what is done with such units? A budget is "
        "written under [units.budgets], by the id of the unit."
    )
    notes.ask(("units", "without_budget"), text, ("leave_out",))


def build_unit_rows(
    units: Sequence[ListedUnit],
    places: Mapping[str, UnitPlace | None],
    budgets: Mapping[str, UnitBudget],
    providers: Mapping[str, str],
    contracts: Sequence[TodaysContract],
) -> list[dict[str, str]]:
    """The rows of units.csv; `providers` has the id of each unit's provider of today."""
    contract_of = {short: each.provider for each in contracts for short in each.units}
    rows = []
    for unit in units:
        place, budget = places[unit.id], budgets.get(unit.id)
        if place is None or budget is None:
            continue
        row = {
            "id": unit.id,
            "name": unit.name,
            "service": unit.service,
            "annual_budget": _write_pounds(budget.pence),
            "locality": place.locality,
        }
        if place.position is not None:
            row["lat"], row["lon"] = (f"{each:.6f}" for each in place.position)
        for column in ("need", "tupe_fte", "cpv"):
            if unit.cells[column]:
                row[column] = unit.cells[column]
        if unit.id in providers:
            row["provider"] = providers[unit.id]
        if unit.id in contract_of:
            row["contract"] = contract_of[unit.id]
        row["basis"] = "assumption" if budget.assumed else "source"
        row["source"] = budget.source
        rows.append(row)
    return rows


def _write_pounds(pence: int) -> str:
    whole, rest = divmod(pence, 100)
    return f"{whole}.{rest:02d}" if rest else str(whole)
