"""Cross-checks of money: promises, scale curve, routes, funding, and sums below zero."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from lotdesign.design import Route
from lotdesign.input.check_names import ReferenceNames, find_unknown, find_unknown_reach
from lotdesign.input.check_terms import find_contract_years
from lotdesign.input.raw import DocumentFlaw
from lotdesign.input.validation import ScenarioDraft
from lotdesign.scenario.yearly_budgets import (
    count_contract_years,
    cut_promised_savings,
    find_years_bought,
    fund_by_need,
    uplift_budget,
)
from lotdesign.words import format_pounds

SECTIONS_OF_SUMS = frozenset({"units", "money", "term"})


def check_need_led(draft: ScenarioDraft, names: ReferenceNames) -> Iterator[DocumentFlaw]:
    """Need-led funding of an unknown service or of one twice, and units without a need."""
    seen: Counter[str] = Counter()
    for loc, step in draft.iterate_entries(draft.document.money.need_led, "money", "need_led"):
        yield from find_unknown((*loc, "service"), "service", step.service, names.services)
        seen[step.service] += 1
        if seen[step.service] == 2:
            yield DocumentFlaw((*loc, "service"), "stands twice; one pace a service", step.service)
    for place, unit in draft.iterate_entries(draft.document.units, "units"):
        if unit.need is None and seen[unit.service]:
            yield DocumentFlaw(
                (*place, "need"), "is blank; need-led funding of its service needs it"
            )


def check_promised(draft: ScenarioDraft, names: ReferenceNames) -> Iterator[DocumentFlaw]:
    """Promised savings of an unknown service, or from a year outside the contract."""
    years = find_contract_years(draft)
    for loc, promise in draft.iterate_entries(draft.document.money.promised, "money", "promised"):
        yield from find_unknown((*loc, "service"), "service", promise.service, names.services)
        if years is not None and promise.first_year > years:
            right = f"must be a contract year, from 1 to {years}"
            yield DocumentFlaw(
                (*loc, "first_year"), right, draft.write_value_at((*loc, "first_year"))
            )


def check_integration(draft: ScenarioDraft, names: ReferenceNames) -> Iterator[DocumentFlaw]:
    """Integration savings of unknown services."""
    for loc, joined in draft.iterate_entries(
        draft.document.money.integration, "money", "integration"
    ):
        for service in joined.services:
            yield from find_unknown((*loc, "services"), "service", service, names.services)


def check_scale(draft: ScenarioDraft, names: ReferenceNames) -> Iterator[DocumentFlaw]:
    """Points of the scale curve whose values do not ascend."""
    points = list(draft.iterate_entries(draft.document.money.scale, "money", "scale"))
    for (_, before), (loc, point) in pairwise(points):
        if point.value <= before.value:
            right = f"must be above the value of the point before, {format_pounds(before.value)}"
            yield DocumentFlaw((*loc, "value"), right, draft.write_value_at((*loc, "value")))


def check_promised_sums(draft: ScenarioDraft) -> Iterator[DocumentFlaw]:
    """Services that promise more in a year than the budgets, before uplift, of units bought."""
    document = draft.document
    promises = document.money.promised
    bought = find_years_bought(document.units, document.term)
    budgets = fund_by_need(document.units, document.money)
    for service in dict.fromkeys(promise.service for promise in promises):
        members = [unit.id for unit in document.units if unit.service == service]
        last = max(bought[member].last for member in members)
        for year in range(1, count_contract_years(document.units, document.term) + 1):
            has = sum(budgets[member] for member in members if year in bought[member])
            taken = sum(p.compute_saving(year, has, last) for p in promises if p.service == service)
            if taken > has:
                takes = f"year {year} takes {format_pounds(taken)}"
                right = f"{takes}; the service has {format_pounds(has)}"
                yield DocumentFlaw(("money", "promised"), right, service)
                break


def check_gross_values(draft: ScenarioDraft) -> Iterator[DocumentFlaw]:
    """Units whose cut is more than their uplifted budget, as a negative uplift can do."""
    document = draft.document
    years = count_contract_years(document.units, document.term)
    bought = find_years_bought(document.units, document.term)
    budgets = fund_by_need(document.units, document.money)
    taken = cut_promised_savings(document.units, budgets, document.money, years, bought)
    for unit in document.units:
        before = uplift_budget(budgets[unit.id], document.money.uplift, years, bought[unit.id])
        for year, (amount, cut) in enumerate(zip(before, taken[unit.id], strict=True), 1):
            if cut > amount:
                has = f"year {year} has {format_pounds(amount)}"
                right = f"{has} and promises {format_pounds(cut)} of it"
                yield DocumentFlaw(("money", "promised"), right, unit.id)
                break


def check_routes(draft: ScenarioDraft, names: ReferenceNames) -> Iterator[DocumentFlaw]:
    """Rules and options that name a route that the scenario does not offer."""
    if "routes" in draft.flawed:
        return
    for loc, rule in draft.iterate_entries(draft.document.rule, "rule"):
        if rule.is_active and rule.named_route is not None:
            yield from _check_offered(draft, (*loc, "route"), rule.named_route)
    for loc, option in draft.iterate_entries(draft.document.option, "option"):
        for i, route in enumerate(option.routes):
            yield from _check_offered(draft, (*loc, "routes", i), route)


def _check_offered(
    draft: ScenarioDraft, loc: tuple[str | int, ...], route: Route
) -> Iterator[DocumentFlaw]:
    if route not in draft.document.routes.offered:
        right = f"nobody offers this route; write what it costs under [routes.{route}]"
        yield DocumentFlaw(loc, right, route)


def check_funding(draft: ScenarioDraft, names: ReferenceNames) -> Iterator[DocumentFlaw]:
    """Unknown services and localities of sources, and a rule on funding without any source."""
    years = find_contract_years(draft)
    for loc, source in draft.iterate_entries(draft.document.funding, "funding"):
        yield from find_unknown_reach(loc, source, names)
        listed = isinstance(source.annual, tuple) and len(source.annual) != years
        if listed and years is not None:
            yield DocumentFlaw(
                (*loc, "annual"), f"write one amount, or {years}: one a contract year"
            )
    if not draft.document.funding and "funding" not in draft.flawed:
        right = "needs sources of money; write each as [[funding]]"
        for loc, rule in draft.iterate_entries(draft.document.rule, "rule"):
            if rule.is_active and "funding" in rule.reads:
                yield DocumentFlaw((*loc, "kind"), right, rule.kind)
