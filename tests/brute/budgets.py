"""Steps 1 to 3 of section 3: budgets, uplift and promised savings."""

from fractions import Fraction

from tests.brute.case import Money, Promise, Row
from tests.brute.exact import is_blank, number, round_half_away, share_out, whole_pence

Yearly = list[tuple[int, ...]]


def budgets(units: list[Row], need_led: list[Row]) -> list[int]:
    """Step 1: b[u], after need-led funding."""
    found = [whole_pence(row["annual_budget"]) for row in units]
    for entry in need_led:
        members = [i for i, row in enumerate(units) if row["service"] == entry["service"]]
        pace = number(entry.get("pace", 1))
        weights = _need_weights([found[i] for i in members], [units[i] for i in members], pace)
        parts = share_out(sum(found[i] for i in members), weights)
        for i, part in zip(members, parts, strict=True):
            found[i] = part
    return found


def _need_weights(old: list[int], rows: list[Row], pace: Fraction) -> list[Fraction]:
    if any(is_blank(row.get("need")) for row in rows):
        raise ValueError("need-led funding over a unit without need")
    needs = [number(row["need"]) for row in rows]
    total, need = sum(old), sum(needs)
    by_budget = [Fraction(b, total) if total else Fraction(0) for b in old]
    by_need = [n / need if need else Fraction(0) for n in needs]
    return [(1 - pace) * b + pace * n for b, n in zip(by_budget, by_need, strict=True)]


def uplifted(found: list[int], money: Money) -> Yearly:
    """Step 2: v by year before promised savings."""
    growth = [(1 + money.uplift) ** year for year in range(money.years)]
    return [tuple(round_half_away(b * g) for g in growth) for b in found]


def cut(units: list[Row], found: list[int], before: Yearly, money: Money) -> Yearly:
    """Step 3: v by year after the promised savings that are found by the units."""
    after = [list(amounts) for amounts in before]
    for service in {row["service"] for row in units}:
        members = [i for i, row in enumerate(units) if row["service"] == service]
        weights = [found[i] for i in members]
        for year in range(1, money.years + 1):
            check_promises(money, service, year, sum(weights))
            amount = promised(money, {service}, year, units_only=True)
            for i, part in zip(members, share_out(amount, weights), strict=True):
                after[i][year - 1] -= part
    if any(v < 0 for amounts in after for v in amounts):
        raise ValueError("a gross value below zero")
    return [tuple(amounts) for amounts in after]


def promised(money: Money, services: set[str], year: int, *, units_only: bool = False) -> int:
    """The promised savings of some services in force in a year."""
    return sum(
        p.amounts[year - 1]
        for p in money.promises
        if p.service in services and p.runs(year) and (p.by_units or not units_only)
    )


def check_promises(money: Money, service: str, year: int, budget: int) -> None:
    """A sum in force above the service's budget is an input error."""
    if sum(p.base for p in money.promises if p.service == service and p.runs(year)) > budget:
        raise ValueError(f"more promised on {service} in year {year} than it has")


def read_promises(rows: list[Row], units: list[Row], money: Row, years: int) -> tuple[Promise, ...]:
    """The `[[money.promised]]` entries; over an absent service or year, an input error."""
    return tuple(_promise(row, units, money, years) for row in rows)


def _promise(row: Row, units: list[Row], money: Row, years: int) -> Promise:
    service, first = row["service"], int(row.get("first_year", 1))
    if not 1 <= first <= years or all(unit["service"] != service for unit in units):
        raise ValueError(f"a promise that cannot be placed: {row}")
    found = [
        b
        for b, unit in zip(budgets(units, money.get("need_led", [])), units, strict=True)
        if unit["service"] == service
    ]
    growth = [(1 + number(money.get("uplift", 0))) ** year for year in range(years)]
    annual = row["annual"]
    amounts = [_of(annual, sum(round_half_away(b * g) for b in found)) for g in growth]
    return Promise(
        service=service,
        first_year=first,
        amounts=tuple(amounts),
        base=_of(annual, sum(found)),
        once=bool(row.get("once", False)),
        by_units=row.get("found_by", "units") == "units",
    )


def _of(annual: object, budget: int) -> int:
    """Pounds as they stand, or a percentage of a budget rounded once."""
    if isinstance(annual, str) and annual.endswith("%"):
        return round_half_away(number(annual) * budget)
    return whole_pence(annual)
