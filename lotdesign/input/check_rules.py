"""Cross-checks of rules and objectives: their references, and the data that they need."""

from collections.abc import Callable, Iterator
from itertools import chain

from lotdesign.input.check_areas import collect_areas
from lotdesign.input.check_names import ReferenceNames, find_unknown
from lotdesign.input.check_terms import find_contract_years
from lotdesign.input.raw import DocumentFlaw, ValuePath
from lotdesign.input.validation import ScenarioDraft
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.name_values import parse_names
from lotdesign.scenario.rows import UnitRow
from lotdesign.scenario.rule import RuleReferences, ScenarioInput
from lotdesign.scenario.yearly_budgets import find_position
from lotdesign.words import format_count, name_one

_MOST_LISTED_BLANKS = 3
"""Blank cells of a column that are reported one by one."""


def check_rules(draft: ScenarioDraft, names: ReferenceNames) -> Iterator[DocumentFlaw]:
    """Unknown references of rules, and yearly lists that do not fit the term."""
    references = _collect_rule_references(draft, names)
    for loc, rule in draft.iterate_entries(draft.document.rule, "rule"):
        for parameter, right in rule.find_faults(references):
            yield DocumentFlaw((*loc, parameter), right)


def check_invalid_rules(draft: ScenarioDraft, names: ReferenceNames) -> Iterator[DocumentFlaw]:
    """Unknown units and services of rules that have other faults and so were left out."""
    known = _collect_rule_references(draft, names).by_parameter
    for loc, rule in draft.raw.list_entries("rule"):
        for parameter in known if loc in draft.left_out else ():
            for name in _parse_rule_names(rule.get(parameter, [])):
                what = name_one(parameter)
                yield from find_unknown((*loc, parameter), what, name, known[parameter])


def _parse_rule_names(value: object) -> tuple[str, ...]:
    try:
        return parse_names(value)
    except ValueError:
        return ()


def _collect_rule_references(draft: ScenarioDraft, names: ReferenceNames) -> RuleReferences:
    years = find_contract_years(draft)
    areas = collect_areas(draft, names)
    return RuleReferences(names.units, names.services, names.providers, years, names.parts, areas)


def check_market(draft: ScenarioDraft, names: ReferenceNames) -> Iterator[DocumentFlaw]:
    """Rules and objectives about the market where there is no table of providers."""
    if draft.document.providers is not None or "providers" in draft.flawed:
        return
    right = "needs a table of providers; name its file in [data], or switch this off"
    for loc, rule in draft.iterate_entries(draft.document.rule, "rule"):
        if rule.is_active and rule.reads_market:
            yield DocumentFlaw((*loc, "kind"), right, rule.kind)
    for loc, objective in draft.iterate_entries(draft.document.objective, "objective"):
        if MEASURES[objective.measure].reads_market:
            yield DocumentFlaw((*loc, "measure"), right, objective.measure)


def check_objective_measures(draft: ScenarioDraft, names: ReferenceNames) -> Iterator[DocumentFlaw]:
    """Objectives whose measure is named twice, and a scenario without any."""
    seen: set[str] = set()
    for loc, objective in draft.iterate_entries(draft.document.objective, "objective"):
        if objective.measure in seen:
            yield DocumentFlaw(
                (*loc, "measure"), "stands twice; name a measure once", objective.measure
            )
        seen.add(objective.measure)
    if not seen and "objective" not in draft.flawed:
        yield DocumentFlaw(("objective",), "name a measure, or leave the key out")


def check_needs(draft: ScenarioDraft, names: ReferenceNames) -> Iterator[DocumentFlaw]:
    """Units without the need that a rule or an objective reads."""
    reader = _name_reader(draft, "need")
    if reader:
        yield from _find_blanks(
            draft, "need", f"{reader} needs it", lambda unit: unit.need is not None
        )


def check_neighbours_given(draft: ScenarioDraft, names: ReferenceNames) -> Iterator[DocumentFlaw]:
    """Rules that ask what touches, where there is no table of neighbours and units lie apart."""
    is_given = "neighbours" in draft.raw.values or "neighbours" in draft.flawed
    divided = {unit for section in draft.document.divide for unit in section.units}
    inside = {unit.locality for unit in draft.document.units} - {""}
    if divided:
        inside |= {place.id for place in draft.document.localities}
    if is_given or len(inside) < 2:
        return
    right = (
        "needs a table of neighbours, as units lie in more than one locality; name its file in "
        "[data], or switch this off"
    )
    for loc, rule in draft.iterate_entries(draft.document.rule, "rule"):
        if rule.is_active and rule.reads_input("neighbours"):
            yield DocumentFlaw((*loc, "kind"), right, rule.kind)


def check_positions(draft: ScenarioDraft, names: ReferenceNames) -> Iterator[DocumentFlaw]:
    """Units and localities without the position that a rule or an objective reads."""
    reader = _name_reader(draft, "positions")
    if not reader:
        return
    places = list(draft.iterate_entries(draft.document.localities, "localities"))
    placed = {place.id for _, place in places if find_position(place)}
    known = {place.id for _, place in places}
    yield from _find_blanks(
        draft,
        "x",
        f"{reader} needs x and y (or lat and lon) of each unit or of its locality",
        lambda unit: unit.locality not in known - placed or find_position(unit) is not None,
    )
    for loc, place in places if draft.document.divide else ():
        if place.id not in placed:
            yield DocumentFlaw(
                (*loc, "x"), f"is blank; {reader} needs a place for parts of divided units"
            )


def _name_reader(draft: ScenarioDraft, data: ScenarioInput) -> str:
    """The first active rule, or else the objective, that depends on the data; "" for none."""
    rules = (
        f"rule {rule.id}"
        for rule in draft.document.rule
        if rule.is_active and rule.reads_input(data)
    )
    measures = (
        f"the measure {objective.measure}"
        for objective in draft.document.objective
        if data in MEASURES[objective.measure].reads
    )
    return next(chain(rules, measures), "")


def _find_blanks(
    draft: ScenarioDraft, column: str, why: str, filled: Callable[[UnitRow], bool]
) -> Iterator[DocumentFlaw]:
    """A flaw for each blank cell, or one for the column where there are many."""
    units = draft.iterate_entries(draft.document.units, "units")
    blanks: list[ValuePath] = [loc for loc, unit in units if not filled(unit)]
    if len(blanks) > _MOST_LISTED_BLANKS:
        yield DocumentFlaw(("units", column), f"{format_count(len(blanks), 'cell')} blank; {why}")
    else:
        yield from (DocumentFlaw((*loc, column), f"is blank; {why}") for loc in blanks)
