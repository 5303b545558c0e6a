"""The section on who can bid for each lot, and which obstacles keep the others out."""

from collections.abc import Iterator, Mapping
from itertools import islice

from lotdesign.faults import make_printable
from lotdesign.market.eligibility import find_obstacles
from lotdesign.money.lot_cost import compute_lot_account
from lotdesign.report.page import NamedList, PageSection, Paragraph, ReportView
from lotdesign.report.wording import list_provider_names, list_unit_names, show_sentence
from lotdesign.result.model import LotResult, Result
from lotdesign.rules.route import ROUTE_WORDS
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.undivided import find_localities
from lotdesign.words import format_percent

_SHORT_OBSTACLES = {
    "turnover ": "turnover too small",
    "capacity ": "not enough capacity",
    "can absorb ": "too many staff would transfer",
    "takes no lot under ": "lot too small for them",
}
"""Start of an obstacle with a provider's own figures -> the obstacle without them."""

_AREA_OBSTACLE = "does not cover "

ELIGIBILITY_NOTE = (
    "Eligible and with capacity: the provider passes every test of the scenario for the lot. "
    "It does not mean that anybody bids or wins."
)

AWARD_NOTE = (
    "The indicative award proves that the market can carry all lots at once; it does not say "
    "who will get them."
)

PRICED_AWARD_NOTE = (
    "Providers ask different prices, so the award is part of the design: it is the award at which "
    "the design is best. It does not say who will get the lots."
)

CONSORTIUM_NOTE = (
    "Consortia are listed separately and do not count as bidders, because their members would "
    "count twice."
)

MOST_NAMED_PROVIDERS = 2
"""Providers with the same obstacle that are named rather than counted."""


def list_obstacles_by_provider(
    scenario: Scenario, lot: LotResult, most: int | None = None
) -> Mapping[str, tuple[str, ...]]:
    """Return provider id -> its obstacles, for all who are not eligible for the lot.

    The first ones, so many of each provider at most.
    """
    units = tuple(sorted(scenario.find_positions(lot.units)))
    value = compute_lot_account(scenario, units).value
    obstacles_by_provider = {
        provider.id: tuple(islice(find_obstacles(scenario, provider, units, value), most))
        for provider in scenario.providers or ()
    }
    return {provider: each for provider, each in obstacles_by_provider.items() if each}


def shorten_obstacle(obstacle: str, one_place: bool) -> str:
    """Return the kind of an obstacle, without the provider's own figures.

    A locality is named only where the lot lies in one: of several each provider may lack others.
    """
    for beginning, short in _SHORT_OBSTACLES.items():
        if obstacle.startswith(beginning):
            return short
    if obstacle.startswith(_AREA_OBSTACLE) and not one_place:
        return f"{_AREA_OBSTACLE}the whole area"
    return obstacle


def is_in_one_locality(scenario: Scenario, lot: LotResult) -> bool:
    """Tell whether the whole lot lies in one locality."""
    held = find_localities(scenario, scenario.find_positions(lot.units))
    return len(held) == 1 and "" not in held


def write_bidders_section(scenario: Scenario, result: Result, view: ReportView) -> PageSection:
    """Write an entry a lot: its units, who is eligible, and why the others are not."""
    entries = [
        NamedList(make_printable(lot.name, 160), tuple(_describe_lot(scenario, lot, view)))
        for lot in result.lots
    ]
    if scenario.providers is None:
        text = "The scenario lists no providers, so nothing is said about who can bid."
        return PageSection("What the lots hold", (*entries, Paragraph(text)))
    notes = [ELIGIBILITY_NOTE]
    if any(lot.award for lot in result.lots):
        notes.append(AWARD_NOTE if scenario.prices is None else PRICED_AWARD_NOTE)
    if scenario.consortia:
        notes.append(CONSORTIUM_NOTE)
    return PageSection("Who can bid", (Paragraph(" ".join(notes)), *entries))


def _describe_lot(scenario: Scenario, lot: LotResult, view: ReportView) -> Iterator[str]:
    yield f"Units: {list_unit_names(scenario, lot)}."
    providers = scenario.providers
    if lot.route != "external":
        yield f"Delivered {ROUTE_WORDS[lot.route]}; nobody bids for it."
    if providers is None or lot.route != "external":
        return
    small = set(lot.eligible_small)
    most = None if view.full else 8
    others = [each for each in lot.eligible if each not in small]
    can = f"{len(lot.eligible)} of {len(providers)}"
    yield f"Eligible and with capacity: {can}; of them small: {len(small)}."
    if small:
        yield f"Small: {list_provider_names(scenario, lot.eligible_small, most)}."
    if others:
        yield f"Not small: {list_provider_names(scenario, others, most)}."
    if not lot.accessible:
        needed = scenario.market.small_needed
        yield f"Does not count as open to small providers: {needed} eligible ones are needed."
    if lot.eligible_consortia:
        together = list_provider_names(scenario, lot.eligible_consortia, most)
        yield f"As consortia: {together}."
    yield from _describe_excluded(scenario, lot, view)
    if lot.award:
        winner = list_provider_names(scenario, [lot.award])
        yield f"Indicative award: {winner}{_describe_price(scenario, lot.award)}."


def _describe_price(scenario: Scenario, winner: str) -> str:
    if scenario.prices is None:
        return ""
    position = next(p for p, party in enumerate(scenario.parties) if party.id == winner)
    return f", at {format_percent(scenario.get_price(position) / 100)} of gross value"


def _describe_excluded(scenario: Scenario, lot: LotResult, view: ReportView) -> Iterator[str]:
    kept_out = list_obstacles_by_provider(scenario, lot, None if view.full else 1)
    if view.full:
        for provider, obstacles in kept_out.items():
            shown = show_sentence("; ".join(obstacles))
            yield f"Cannot: {list_provider_names(scenario, [provider])}: {shown}."
    elif kept_out:
        yield f"Cannot: {'; '.join(_group_by_obstacle(scenario, lot, kept_out))}."


def _group_by_obstacle(
    scenario: Scenario, lot: LotResult, kept_out: Mapping[str, tuple[str, ...]]
) -> Iterator[str]:
    """Group providers by their first obstacle."""
    local = is_in_one_locality(scenario, lot)
    groups: dict[str, list[str]] = {}
    for provider, obstacles in kept_out.items():
        groups.setdefault(shorten_obstacle(obstacles[0], local), []).append(provider)
    for reason, providers in sorted(groups.items(), key=lambda group: -len(group[1])):
        who = (
            str(len(providers))
            if len(providers) > MOST_NAMED_PROVIDERS
            else list_provider_names(scenario, providers)
        )
        yield f"{make_printable(reason, 160)}: {who}"
