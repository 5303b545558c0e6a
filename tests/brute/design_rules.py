"""Rules that tie the lots of a design together (section 5)."""

from collections.abc import Callable

from tests.brute.budgets import promised
from tests.brute.case import Case, Row
from tests.brute.charge import baseline, sum_years
from tests.brute.design import Design
from tests.brute.exact import Exact, number, pence
from tests.brute.lot_rules import selected
from tests.brute.overlap import changed_pairs

Check = Callable[[Design, Row], bool]


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


def taken(design: Design, rule: Row) -> list[int]:
    """What the envelope's services take by year, by attribution."""
    services = rule.get("services") or design.case.services
    shared = [lot.shared(rule.get("on", "paid")).by_year for lot in design.lots]
    return [
        sum(lot[year].get(service, 0) for lot in shared for service in services)
        for year in range(design.case.money.years)
    ]


def saved(design: Design) -> list[int]:
    """Baseline minus cost by year."""
    costs = sum_years(lot.cost for lot in design.lots)
    return [b - c for b, c in zip(baseline(design.case), costs, strict=True)]


def _envelope(design: Design, rule: Row) -> bool:
    limits = envelope(design.case, rule)
    return all(t <= limit for t, limit in zip(taken(design, rule), limits, strict=True))


def _saving(design: Design, rule: Row) -> bool:
    found, annual = saved(design), rule["annual"]
    targets = annual if isinstance(annual, list) else [annual] * len(found)
    return all(s >= pence(target) for s, target in zip(found, targets, strict=True))


def _lot_count(design: Design, rule: Row) -> bool:
    count = sum(selected(rule, lot) for lot in design.lots)
    return int(rule.get("min", 0)) <= count <= int(rule.get("max", count))


def _balance(design: Design, rule: Row) -> bool:
    by_need = rule["measure"] == "need"
    amounts = [lot.need if by_need else lot.value for lot in design.lots if selected(rule, lot)]
    total, tolerance = sum(amounts), number(rule["tolerance"])
    low, high = (1 - tolerance) * total, (1 + tolerance) * total
    return all(low <= len(amounts) * amount <= high for amount in amounts)


def _change(design: Design, rule: Row) -> bool:
    return changed_pairs(design) <= int(rule["max_pairs"])


def _small_bidders(design: Design, rule: Row) -> bool:
    if "share" in rule:
        return design.accessible_value >= number(rule["share"]) * design.total_value
    if rule["lots"] == "all":
        return all(design.accessible)
    return sum(design.accessible) >= int(rule["lots"])


def _award(design: Design, rule: Row) -> bool:
    # Every award rule asks for the one certificate that keeps them all.
    return design.certificate is not None


CHECKS: dict[str, Check] = {
    "envelope": _envelope,
    "saving": _saving,
    "lot_count": _lot_count,
    "balance": _balance,
    "change": _change,
    "small_bidders": _small_bidders,
    "award": _award,
}
