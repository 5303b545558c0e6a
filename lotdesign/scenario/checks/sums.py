"""Checks that add the money up; they need units, money and term without a flaw."""

from collections.abc import Iterator

from lotdesign.scenario.budgets import cuts, need_led, uplifted
from lotdesign.scenario.draft import Draft
from lotdesign.scenario.flaws import Flaw
from lotdesign.words import pounds

NEEDS = frozenset({"units", "money", "term"})


def promised_in_force(draft: Draft) -> Iterator[Flaw]:
    """A service that promises more in a year than it has before uplift."""
    promises = draft.document.money.promised
    for service in dict.fromkeys(promise.service for promise in promises):
        has = sum(u.annual_budget for u in draft.document.units if u.service == service)
        for year in range(1, draft.document.term.years + 1):
            taken = sum(p.saved(year, has) for p in promises if p.service == service)
            if taken > has:
                right = f"year {year} takes {pounds(taken)}; the service has {pounds(has)}"
                yield Flaw(("money", "promised"), right, service)
                break


def gross_below_zero(draft: Draft) -> Iterator[Flaw]:
    """A unit whose cut is more than its uplifted budget, as a negative uplift can do."""
    document = draft.document
    years = document.term.years
    budgets = need_led(document.units, document.money)
    taken = cuts(document.units, budgets, document.money, years)
    for unit in document.units:
        before = uplifted(budgets[unit.id], document.money.uplift, years)
        for year, (amount, cut) in enumerate(zip(before, taken[unit.id], strict=True), 1):
            if cut > amount:
                right = f"year {year} has {pounds(amount)} and promises {pounds(cut)} of it"
                yield Flaw(("money", "promised"), right, unit.id)
                break
