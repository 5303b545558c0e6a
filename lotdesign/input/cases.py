"""Reads the scenario of each [[case]]: the whole scenario with its changes, checked anew."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from lotdesign.faults import Fault, InputFaults, make_printable
from lotdesign.input.cross_checks import find_cross_check_flaws
from lotdesign.input.document import choose_document_model
from lotdesign.input.raw import RawDocument, ValuePath, get_value, locate_faults
from lotdesign.input.settings import parse_setting_value, replace_value, resolve_path
from lotdesign.input.validation import ScenarioDraft, extract_valid_part
from lotdesign.rules.registry import RULE_KINDS
from lotdesign.scenario.scenario import Scenario, ScenarioCase
from lotdesign.scenario.stress_sections import CaseSection

ScenarioBuilder = Callable[[ScenarioDraft, RawDocument], Scenario]
"""Builds the scenario of a draft without faults that was read from a raw document."""

_FREE_SECTIONS = ("money", "market")
_OPEN_PATHS = (
    "a case changes money., market. or a provider's figure (providers.p3.capacity), or a number "
    "of an envelope or a saving (envelope-youth.annual)"
)


def read_cases(
    draft: ScenarioDraft, raw: RawDocument, build: ScenarioBuilder | None
) -> tuple[list[ScenarioCase], list[Fault]]:
    """The scenario in each case, and the faults, each of which names its case.

    Without `build`, where the scenario as it stands has faults, only paths are looked at.
    """
    cases, faults = [], []
    for _, section in draft.iterate_entries(draft.document.case, "case"):
        place = f"{raw.file}, case {make_printable(section.id)}"
        changed, unfit = _apply_changes(raw, section.changes, place)
        if build is not None and not unfit:
            scenario, unfit = _read_anew(changed, place, build)
            if scenario is not None:
                cases.append(_name_case(section, scenario))
        faults += unfit
    return cases, faults


def _name_case(section: CaseSection, scenario: Scenario) -> ScenarioCase:
    return ScenarioCase(section.id, section.name or section.id, section.changes, scenario)


def _apply_changes(
    raw: RawDocument, changes: Iterable[str], place: str
) -> tuple[RawDocument, list[Fault]]:
    """The document with the changes made in order, and faults of those that cannot be made."""
    values = {key: value for key, value in raw.values.items() if key != "case"}
    changed, faults = replace(raw, values=values), []
    for change in changes:
        path, equals, text = (part.strip() for part in change.partition("="))
        try:
            if not equals:
                raise InputFaults([Fault(place, "write PATH=VALUE", change)])
            loc = resolve_path(changed, path)
            if not _is_open(changed, loc):
                raise InputFaults([Fault(place, _OPEN_PATHS, path)])
            changed = replace_value(changed, loc, parse_setting_value(text), f"{place}, {path}")
            changed = replace(changed, parts=(*changed.parts, ("--set", change.encode())))
        except InputFaults as error:
            faults += [Fault(f"{place}, {path}", each.right, each.found) for each in error.faults]
    return changed, faults


def _is_open(raw: RawDocument, loc: ValuePath) -> bool:
    """Whether a case may change the value at this path."""
    if loc[0] in _FREE_SECTIONS:
        return True
    if loc[0] == "providers":
        return len(loc) == 3
    if loc[0] == "rule" and len(loc) == 3:
        kind = RULE_KINDS.get(str(get_value(raw.values, loc[:2]).get("kind")))
        return kind is not None and loc[2] in kind.case_numbers
    return False


def _read_anew(
    raw: RawDocument, place: str, build: ScenarioBuilder
) -> tuple[Scenario | None, list[Fault]]:
    draft, flaws = extract_valid_part(raw, choose_document_model(raw.values))
    if draft is not None:
        flaws += find_cross_check_flaws(draft)
    faults = list(_name_the_case(locate_faults([], flaws, raw), place))
    return (None if draft is None or faults else build(draft, raw)), faults


def _name_the_case(faults: Iterable[Fault], place: str) -> Iterator[Fault]:
    """The faults, each with its case, also where it shows in a place that the case leaves alone."""
    for fault in faults:
        named = fault.where.startswith(place)
        yield fault if named else replace(fault, where=f"{place}: {fault.where}")
