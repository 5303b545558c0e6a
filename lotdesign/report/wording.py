"""Words that several reports share: names, routes, admissibility, endings, moves."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from lotdesign.design import ROUTES, Route
from lotdesign.faults import make_printable
from lotdesign.matching import match_lots
from lotdesign.measures.conditions import ADMISSIBLE
from lotdesign.measures.registry import ALL_MEASURES
from lotdesign.report.amounts import format_figure
from lotdesign.result.base import WrittenFigure
from lotdesign.result.model import LotResult, RuleResult
from lotdesign.rules.registry import RULE_KINDS
from lotdesign.scenario.rule import AWARD_SCOPES, Rule
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import join_words

SENTENCE_LENGTH = 400
"""Characters of a sentence that quotes several names."""

UNIT_NAME_LENGTH = 160
"""Characters of a unit's name; the part of a divided one ends with its locality."""

MOST_NAMES = 8
"""Names in a list before the rest is counted."""

ENGINE_TITLES = {"cp-sat": "CP-SAT", "highs": "HiGHS"}
"""Engine -> its name as people write it."""

BEST_BY_AIMS = "Best is by all aims in their order, each within its leeway, not by cost alone."
"""What the best of each number of lots means where there are several aims."""

BEST_BY_ONE_AIM = "Best is by the one aim, not by cost."
"""What it means where there is one aim, and that is not the cost."""

CHEAPER_BUT_BEHIND = "These keep every rule and cost less than the best by all aims of as many:"
"""Said above designs that are cheaper than the best of their number of lots."""

COST_TO_COUNCIL = "Cost to the council"
"""What a lot or a design costs the council: what is paid for it, and its own costs, less rent."""

PAID_TO_PROVIDER = "Paid to the provider"
"""What a lot's provider is paid; without VAT unless the words beside it say otherwise."""

ROUTE_LABELS: dict[Route, str] = {
    "external": "contract",
    "in_house": "in-house",
    "prime": "inside another contract",
}

NO_CERTIFICATE_WORDS = "the market cannot carry all its lots at once"
"""Said of a design that has no certificate and needs one."""

STOP_REASONS: Final = {
    "interrupted": "stopped by hand",
    "time limit": "stopped by the time limit",
    "memory limit": "stopped by the memory limit",
}
"""Value of `ended` or `termination` -> words; other values mean that nothing stopped the run."""

TOO_MANY_LOTS_REMARK = "There are too many lots to choose from: rules about single lots would help."

RoutedLots = Sequence[tuple[Sequence[str], Route]]
"""The unit ids of each lot, and its route."""


def show_sentence(text: str) -> str:
    """Escape a sentence with names in it for showing."""
    return make_printable(text, SENTENCE_LENGTH)


def list_unit_names(scenario: Scenario, lot: LotResult) -> str:
    """List all units of a lot by name; none is left out, as this is the design."""
    known = {unit.id: unit.name for unit in scenario.units}
    return "; ".join(make_printable(known.get(unit, unit), UNIT_NAME_LENGTH) for unit in lot.units)


def list_provider_names(
    scenario: Scenario, ids: Iterable[str], most: int | None = MOST_NAMES
) -> str:
    """List parties by name, those of one name counted; long lists are cut."""
    known = {party.id: party.name or party.id for party in scenario.parties}
    times = Counter(make_printable(known.get(each, each)) for each in ids)
    names = [name + (f" ({count} of them)" if count > 1 else "") for name, count in times.items()]
    if most is not None and len(names) > most:
        names = [*names[: most - 1], f"{len(names) - most + 1} more"]
    return "; ".join(names)


def name_measure(name: str) -> str:
    """Return the title of a measure as it stands inside a sentence."""
    title = ALL_MEASURES[name].title
    return title[:1].lower() + title[1:]


def name_provers(proofs: Iterable[str], titles: Mapping[str, str] = ENGINE_TITLES) -> str:
    """Return what proved something, the engines and methods in `titles` by their titles."""
    return join_words([titles.get(each, make_printable(each)) for each in proofs])


def list_rule_ids(ids: Iterable[str]) -> str:
    """List rules by their ids."""
    return join_words([make_printable(each) for each in ids])


def add_route(text: str, route: Route) -> str:
    """Append the route to a lot's text unless it is external."""
    return text if route == "external" else f"{text} ({ROUTE_LABELS[route]})"


def summarise_routes(routes: Iterable[Route]) -> str:
    """Count the routes of a design: 2 contract, 1 in-house."""
    times = Counter(routes or ("external",))
    if len(times) == 1:
        return ROUTE_LABELS[next(iter(times))]
    return ", ".join(f"{times[route]} {ROUTE_LABELS[route]}" for route in ROUTES if times[route])


def explain_inadmissibility(has_design: bool, broken: Sequence[str], certified: bool) -> str:
    """Say why a design is not admissible, or that there is none."""
    if not has_design:
        return "there is no design"
    parts = [f"it breaks {list_rule_ids(broken)}"] if broken else []
    return "; ".join([*parts, *([] if certified else [NO_CERTIFICATE_WORDS])])


def describe_admissibility(broken: Collection[str], admissible: bool) -> str:
    """Say in a cell whether a design keeps every rule."""
    if broken:
        return f"breaks {len(broken)}"
    return "yes" if admissible else "no certificate"


def lacks_unreported_certificate(
    certified: bool, broken: Collection[str], rules: Iterable[RuleResult | Rule]
) -> bool:
    """Tell whether it is still to be said that the market cannot carry the lots.

    A broken rule about awards says so already.
    """
    kinds = (RULE_KINDS.get(rule.kind) for rule in rules if rule.id in broken)
    return not certified and not any(kind and kind.scope in AWARD_SCOPES for kind in kinds)


def explain_stop(ended: str) -> str:
    """Say why a study was stopped; "" where it came to its end."""
    if ended == "too many lots":
        return TOO_MANY_LOTS_REMARK
    how = STOP_REASONS.get(ended, "")
    return how and f"{how.capitalize()}: what was found by then follows; there may be more."


def describe_unmet_condition(
    condition: str, measure: str, value: WrittenFigure, standing: str
) -> str:
    """Say which condition does not hold and why; `standing` is why a design is not admissible."""
    if measure == ADMISSIBLE:
        finding = standing
    elif value is None:
        finding = "there is no such figure"
    else:
        finding = f"it is {format_figure(value, ALL_MEASURES[measure].unit, exact=True)}"
    return f"{make_printable(condition)} does not hold: {finding}"


def describe_moves(
    names: Mapping[str, str], before: RoutedLots, after: RoutedLots
) -> Iterator[str]:
    """Yield a line for each lot of `after` that `before` lacks, then how many stay."""
    match = {j: i for i, j in match_lots([lot for lot, _ in before], [lot for lot, _ in after])}
    same = 0
    for j, (lot, route) in enumerate(after):
        old, by = before[match[j]] if j in match else ((), "external")
        parts = [*_describe_unit_changes(names, old, lot), *_describe_route_change(by, route)]
        if parts:
            yield f"{join_unit_names(names, lot)} ({', '.join(parts)})"
        else:
            same += 1
    if same:
        yield f"The other {'lot' if same == 1 else f'{same} lots'} stay{'s' if same == 1 else ''}."


def join_unit_names(names: Mapping[str, str], lot: Sequence[str]) -> str:
    """List all units of a lot by name; none is left out, as this is the design."""
    return "; ".join(names.get(unit, unit) for unit in lot)


def _describe_unit_changes(
    names: Mapping[str, str], old: Sequence[str], new: Sequence[str]
) -> Iterator[str]:
    if not old:
        yield "a lot of its own"
        return
    gains = [unit for unit in new if unit not in old]
    loses = [unit for unit in old if unit not in new]
    if gains:
        yield f"with {join_unit_names(names, gains)}"
    if loses:
        yield f"without {join_unit_names(names, loses)}"


def _describe_route_change(old: Route, new: Route) -> Iterator[str]:
    """Name the new route where it differs."""
    if new != old:
        yield "under a contract" if new == "external" else ROUTE_LABELS[new]
