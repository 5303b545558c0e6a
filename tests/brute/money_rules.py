"""Rules about money: what each contract takes, year by year, of what there is (section 5)."""

from collections.abc import Collection, Mapping
from fractions import Fraction

from tests.brute.budgets import promised
from tests.brute.case import Case, Row
from tests.brute.charge import baseline, sum_years
from tests.brute.contract import Contract
from tests.brute.exact import Exact, number, pence

KINDS = frozenset(("envelope", "saving"))


def takes(case: Case, rule: Row, contract: Contract) -> tuple[int, ...]:
    """What a contract takes by year: its services' amounts, or its cost."""
    if rule["kind"] == "saving":
        return contract.cost
    services = rule.get("services") or case.services
    if "area" in rule:
        return tuple(
            _inside(case, rule, contract.cells(year, rule.get("on", "paid")), services)
            for year in range(case.money.years)
        )
    return tuple(
        sum(amounts.get(service, 0) for service in services)
        for amounts in contract.shared(rule.get("on", "paid"))
    )


def _inside(
    case: Case, rule: Row, cells: Mapping[tuple[str, str], int], services: Collection[str]
) -> int:
    """What belongs to the services in the localities of the rule's area."""
    areas = {unit.locality: case.area(unit, rule["by"]) for unit in case.units}
    return sum(
        amount
        for (service, locality), amount in cells.items()
        if service in services and areas[locality] == rule["area"]
    )


def most(case: Case, rule: Row) -> list[Exact]:
    """The most that all contracts together may take by year."""
    if rule["kind"] == "envelope":
        return envelope(case, rule)
    annual = rule["annual"]
    targets = annual if isinstance(annual, list) else [annual] * case.money.years
    return [b - pence(target) for b, target in zip(baseline(case), targets, strict=True)]


def holds(case: Case, rule: Row, contracts: list[Contract]) -> bool:
    """Whether every year stays within what there is."""
    taken = sum_years(takes(case, rule, contract) for contract in contracts)
    return all(t <= limit for t, limit in zip(taken, most(case, rule), strict=True))


def envelope(case: Case, rule: Row) -> list[Exact]:
    """The exact envelope by year, less the promised savings of its services."""
    years = range(1, case.money.years + 1)
    return [_before_promises(rule, year) - promised_of(case, rule, year) for year in years]


def promised_of(case: Case, rule: Row, year: int) -> Exact:
    """The promised savings of its services in force in a year, or their part in its area."""
    return sum(
        promised(case.money, {service}, year) * _part_in_area(case, rule, service, year)
        for service in set(rule.get("services") or case.services)
    )


def _part_in_area(case: Case, rule: Row, service: str, year: int) -> Exact:
    """The part of a service's b that lies in the rule's area, of the units bought in the year."""
    if "area" not in rule:
        return 1
    here = [u for u in case.units if u.service == service and u.first <= year <= u.last]
    total = sum(unit.budget for unit in here)
    inside = sum(u.budget for u in here if case.area(u, rule["by"]) == rule["area"])
    return Fraction(inside, total) if total else 0


def _before_promises(rule: Row, year: int) -> Exact:
    if isinstance(rule["annual"], list):
        if "cut" in rule or "uplift" in rule:
            raise ValueError("a listed envelope takes no cut or uplift")
        return pence(rule["annual"][year - 1])
    growth = (1 + number(rule.get("uplift", 0))) ** (year - 1)
    return pence(rule["annual"]) * (1 - number(rule.get("cut", 0))) * growth
