"""Rules about money: what each contract takes, year by year, of what there is (section 5)."""

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
    return tuple(
        sum(amounts.get(service, 0) for service in services)
        for amounts in contract.shared(rule.get("on", "paid"))
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
    services = set(rule.get("services") or case.services)
    years = range(1, case.money.years + 1)
    return [_before_promises(rule, year) - promised(case.money, services, year) for year in years]


def _before_promises(rule: Row, year: int) -> Exact:
    if isinstance(rule["annual"], list):
        if "cut" in rule or "uplift" in rule:
            raise ValueError("a listed envelope takes no cut or uplift")
        return pence(rule["annual"][year - 1])
    growth = (1 + number(rule.get("uplift", 0))) ** (year - 1)
    return pence(rule["annual"]) * (1 - number(rule.get("cut", 0))) * growth
