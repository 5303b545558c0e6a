"""Loads a scenario: reads its files, checks them and computes what follows."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from lotdesign.faults import Fault, InputFaults
from lotdesign.input.cases import read_cases
from lotdesign.input.cross_checks import find_cross_check_flaws
from lotdesign.input.document import ScenarioDocument, choose_document_model
from lotdesign.input.name_remarks import find_name_remarks
from lotdesign.input.raw import RawDocument, locate_faults
from lotdesign.input.settings import apply_settings
from lotdesign.input.sources import read_scenario_files
from lotdesign.input.validation import ScenarioDraft, extract_valid_part
from lotdesign.pence import Pence
from lotdesign.scenario.consortia import build_consortia
from lotdesign.scenario.distinct_names import tell_names_apart
from lotdesign.scenario.rows import FundingRow, LocalityRow, ProviderRow
from lotdesign.scenario.scenario import Scenario, ScenarioCase, Unit
from lotdesign.scenario.yearly_budgets import (
    count_contract_years,
    cut_promised_savings,
    divide_units,
    find_position,
    find_years_bought,
    fund_by_need,
    uplift_budget,
)

RowWithName = TypeVar("RowWithName", FundingRow, LocalityRow, ProviderRow)


def prepare_scenario(
    document: ScenarioDocument, raw: RawDocument, remarks: tuple[str, ...] = ()
) -> Scenario:
    """Build the scenario of a document without faults that was read from `raw`."""
    pairs = {(pair.a, pair.b) for pair in document.neighbours}
    rows = document.providers
    providers = None if rows is None else _fill_in_names(_expand_copies(rows))
    return Scenario(
        name=raw.name,
        sha256=raw.sha256,
        files_sha256=raw.files_sha256,
        settings=raw.settings,
        authority=document.authority,
        term=document.term,
        money=document.money,
        market=document.market,
        units=prepare_units(document),
        localities=_name_localities(document),
        neighbours=frozenset(pairs | {(b, a) for a, b in pairs}),
        providers=providers,
        consortia=build_consortia(document.consortium, providers or ()),
        provider_copies=_find_copy_positions(rows or ()),
        gone=_fill_in_names(tuple(row for row in rows or () if row.count == 0)),
        rules=document.rule,
        objectives=document.objective,
        options=document.option,
        basis=document.basis,
        law=document.law,
        standards=document.standard,
        routes=document.routes,
        funding=_fill_in_names(document.funding),
        appraisal=document.appraisal,
        criteria=document.criterion,
        scores=document.scores,
        dropped=document.dropped,
        divide=document.divide,
        notice=document.notice,
        stress=document.stress,
        budgets={row.id: row.annual_budget for row in document.units},
        remarks=remarks,
    )


def prepare_units(document: ScenarioDocument) -> tuple[Unit, ...]:
    """The units with each year's gross value, divided where the document says so."""
    years = count_contract_years(document.units, document.term)
    bought = find_years_bought(document.units, document.term)
    budgets = fund_by_need(document.units, document.money)
    taken = cut_promised_savings(document.units, budgets, document.money, years, bought)
    places = {place.id: find_position(place) for place in document.localities}
    units = []
    for row in document.units:
        before_savings = uplift_budget(
            budgets[row.id], document.money.uplift, years, bought[row.id]
        )
        gross = tuple(Pence(v - cut) for v, cut in zip(before_savings, taken[row.id], strict=True))
        own = find_position(row)
        units.append(
            Unit(
                id=row.id,
                undivided_id=row.id,
                name=row.name or row.id,
                service=row.service,
                locality=row.locality,
                position=own if own is not None else places.get(row.locality),
                need=row.need,
                tupe_fte=row.tupe_fte or Fraction(0),
                contract=row.contract or f"\0{row.id}",  # no name in a file holds a NUL
                provider=row.provider,
                rent=row.building_rent,
                procedure=row.procedure,
                regime=row.regime,
                cpv=row.cpv,
                basis=row.basis,
                source=row.source,
                budget=budgets[row.id],
                first_year=bought[row.id].first,
                last_year=bought[row.id].last,
                gross=gross,
                gross_before_savings=before_savings,
            )
        )
    divided = divide_units(units, document.divide, _name_localities(document))
    told = tell_names_apart({unit.id: unit.name for unit in divided})
    return tuple(replace(unit, name=told[unit.id]) for unit in divided)


def _name_localities(document: ScenarioDocument) -> tuple[LocalityRow, ...]:
    """The localities, those that share a name told apart."""
    named = _fill_in_names(document.localities)
    told = tell_names_apart({place.id: place.name for place in named})
    return tuple(place.model_copy(update={"name": told[place.id]}) for place in named)


def _fill_in_names(rows: tuple[RowWithName, ...]) -> tuple[RowWithName, ...]:
    """Use the id of a row as its name where it has none."""
    return tuple(row if row.name else row.model_copy(update={"name": row.id}) for row in rows)


def _expand_copies(rows: tuple[ProviderRow, ...]) -> tuple[ProviderRow, ...]:
    """Replace each counted provider by its copies id-1 ... id-n; none of one that is gone."""
    return tuple(
        row if row.count == 1 else row.model_copy(update={"id": f"{row.id}-{i}", "count": 1})
        for row in rows
        for i in range(1, row.count + 1)
    )


def _find_copy_positions(rows: tuple[ProviderRow, ...]) -> dict[str, tuple[int, ...]]:
    """Id of each row -> the positions of its copies; no row that is gone."""
    positions, first = {}, 0
    for row in rows:
        if row.count:
            positions[row.id] = tuple(range(first, first + row.count))
            first += row.count
    return positions


def load(path: str | Path, settings: Iterable[str] = (), off: Iterable[str] = ()) -> Scenario:
    """Load the scenario at `path`: a folder, a TOML file, or `-` for stdin.

    `settings` are "PATH=VALUE" as for --set, `off` the ids of rules that shall not apply.
    Raises InputFaults with every fault that can be found at once.

    >>> import lotdesign as ld
    >>> scenario = ld.load("examples/tiny", ["market.small_needed=1"])
    >>> len(scenario.units), [rule.id for rule in scenario.rules]
    (6, ['access', 'connected'])
    """
    raw, faults = read_scenario_files(path)
    return build_scenario(raw, settings, off, faults)


def build_scenario(
    raw: RawDocument,
    settings: Iterable[str] = (),
    off: Iterable[str] = (),
    faults: Iterable[Fault] = (),
) -> Scenario:
    """Build the scenario of a raw document with these settings.

    Raises InputFaults with every fault; `faults` are those that reading the files found.
    """
    raw, unfit = apply_settings(raw, settings, off)
    draft, flaws = extract_valid_part(raw, choose_document_model(raw.values))
    if draft is not None:
        flaws += find_cross_check_flaws(draft)
    every_fault = locate_faults([*faults, *unfit], flaws, raw)
    cases: list[ScenarioCase] = []
    if draft is not None:
        cases, wrong = read_cases(draft, raw, None if every_fault else _build_case)
        every_fault += wrong
    if every_fault or draft is None:
        raise InputFaults(every_fault)
    remarks = (*raw.remarks, *find_name_remarks(draft))
    return replace(prepare_scenario(draft.document, raw, remarks), cases=tuple(cases))


def _build_case(draft: ScenarioDraft, raw: RawDocument) -> Scenario:
    return prepare_scenario(draft.document, raw, raw.remarks)
