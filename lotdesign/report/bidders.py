"""Who can bid for each lot, and why the others cannot."""

from collections.abc import Iterator, Mapping

from lotdesign.faults import shown
from lotdesign.report.names import provider_names, sentence, unit_names
from lotdesign.report.page import Entry, Section, Text
from lotdesign.report.reasons import in_one_place, in_short, reasons
from lotdesign.report.view import View
from lotdesign.result.model import LotResult, Result
from lotdesign.rules.route import DELIVERED
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import percent

WORDS = (
    "Eligible and with capacity: the provider passes every test of the scenario for the lot. "
    "It does not say that anybody bids or wins."
)
AWARD = (
    "The indicative award proves that the market can carry all lots at once; it does not say "
    "who gets them."
)
PRICED = (
    "The award is part of the design, because providers ask different prices: it is the one at "
    "which the design is best, and it does not say who gets the lots."
)
TOGETHER = (
    "Consortia are told apart from single bidders and do not count as such: their members would "
    "count twice."
)


FEW = 2
"""Providers kept out for one reason that are named rather than counted."""


def bidders(scenario: Scenario, result: Result, view: View) -> Section:
    """An entry a lot: its units, who is eligible, and why the others are not."""
    entries = [
        Entry(shown(lot.name, 160), tuple(_lines(scenario, lot, view))) for lot in result.lots
    ]
    if scenario.providers is None:
        said = "The scenario lists no providers, so nothing is said about who can bid."
        return Section("What the lots hold", (*entries, Text(said)))
    notes = [WORDS]
    if any(lot.award for lot in result.lots):
        notes.append(AWARD if scenario.prices is None else PRICED)
    if scenario.consortia:
        notes.append(TOGETHER)
    return Section("Who can bid", (Text(" ".join(notes)), *entries))


def _lines(scenario: Scenario, lot: LotResult, view: View) -> Iterator[str]:
    yield f"Units: {unit_names(scenario, lot)}."
    providers = scenario.providers
    if lot.route != "external":
        yield f"Delivered {DELIVERED[lot.route]}; nobody bids for it."
    if providers is None or lot.route != "external":
        return
    small = set(lot.eligible_small)
    most = None if view.full else 8
    others = [each for each in lot.eligible if each not in small]
    can = f"{len(lot.eligible)} of {len(providers)}"
    yield f"Eligible and with capacity: {can}; of them small: {len(small)}."
    if small:
        yield f"Small: {provider_names(scenario, lot.eligible_small, most)}."
    if others:
        yield f"Not small: {provider_names(scenario, others, most)}."
    if not lot.accessible:
        needed = scenario.market.small_needed
        yield f"Does not count as open to small providers: {needed} eligible ones are needed."
    if lot.eligible_consortia:
        together = provider_names(scenario, lot.eligible_consortia, most)
        yield f"Together, as consortia: {together}."
    yield from _cannot(scenario, lot, view)
    if lot.award:
        winner = provider_names(scenario, [lot.award])
        yield f"Indicative award: {winner}{_at_price(scenario, lot.award)}."


def _at_price(scenario: Scenario, winner: str) -> str:
    if scenario.prices is None:
        return ""
    position = next(p for p, party in enumerate(scenario.parties) if party.id == winner)
    return f", at {percent(scenario.price(position) / 100)} of gross value"


def _cannot(scenario: Scenario, lot: LotResult, view: View) -> Iterator[str]:
    kept_out = reasons(scenario, lot)
    if view.full:
        for provider, obstacles in kept_out.items():
            said = sentence("; ".join(obstacles))
            yield f"Cannot: {provider_names(scenario, [provider])}: {said}."
    elif kept_out:
        yield f"Cannot: {'; '.join(_grouped(scenario, lot, kept_out))}."


def _grouped(
    scenario: Scenario, lot: LotResult, kept_out: Mapping[str, tuple[str, ...]]
) -> Iterator[str]:
    """Each provider once, under the first thing that keeps it out."""
    local = in_one_place(scenario, lot)
    groups: dict[str, list[str]] = {}
    for provider, obstacles in kept_out.items():
        groups.setdefault(in_short(obstacles[0], local), []).append(provider)
    for reason, providers in sorted(groups.items(), key=lambda group: -len(group[1])):
        who = str(len(providers)) if len(providers) > FEW else provider_names(scenario, providers)
        yield f"{shown(reason, 160)}: {who}"
