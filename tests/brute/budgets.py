"""Steps 1 to 3 of section 3: budgets, uplift and promised savings."""

from fractions import Fraction

from tests.brute.case import Money, Promise, Row
from tests.brute.exact import is_blank, number, round_half_away, share_out, whole_pence
from tests.brute.years import Span

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


def uplifted(found: list[int], money: Money, bought: list[Span]) -> Yearly:
    """Step 2: v by year before promised savings; nothing in years in which it is not bought."""
    return [
        tuple(
            round_half_away(b * (1 + money.uplift) ** (year - 1)) if first <= year <= last else 0
            for year in range(1, money.years + 1)
        )
        for b, (first, last) in zip(found, bought, strict=True)
    ]


def cut(
    units: list[Row], found: list[int], before: Yearly, money: Money, bought: list[Span]
) -> Yearly:
    """Step 3: v by year after the promised savings that are found by the units bought then."""
    after = [list(amounts) for amounts in before]
    for service in {row["service"] for row in units}:
        for year in range(1, money.years + 1):
            members = [
                i
                for i, row in enumerate(units)
                if row["service"] == service and bought[i][0] <= year <= bought[i][1]
            ]
            weights = [found[i] for i in members]
            check_promises(money, service, year, sum(weights))
            amount = promised(money, {service}, year, units_only=True)
            shares = share_out(amount, weights) if members else ()
            for i, part in zip(members, shares, strict=True):
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
    here = [p for p in money.promises if p.service == service and p.runs(year)]
    if sum(p.bases[year - 1] for p in here) > budget:
        raise ValueError(f"more promised on {service} in year {year} than it has")


def read_promises(
    rows: list[Row], units: list[Row], money: Row, bought: list[Span]
) -> tuple[Promise, ...]:
    """The `[[money.promised]]` entries; over an absent service or year, an input error."""
    return tuple(_promise(row, units, money, bought) for row in rows)


def _promise(row: Row, units: list[Row], money: Row, bought: list[Span]) -> Promise:
    service, first = row["service"], int(row.get("first_year", 1))
    years = range(1, max(last for _, last in bought) + 1)
    if first not in years or all(unit["service"] != service for unit in units):
        raise ValueError(f"a promise that cannot be placed: {row}")
    members = [
        (b, span)
        for b, unit, span in zip(
            budgets(units, money.get("need_led", [])), units, bought, strict=True
        )
        if unit["service"] == service
    ]
    uplift = 1 + number(money.get("uplift", 0))
    amounts, bases = [], []
    for year in years:
        here = [b for b, (begins, ends) in members if begins <= year <= ends]
        grown = sum(round_half_away(b * uplift ** (year - 1)) for b in here)
        amounts.append(_of(row["annual"], grown))
        bases.append(_of(row["annual"], sum(here)))
    return Promise(
        service=service,
        first_year=first,
        amounts=tuple(amounts),
        bases=tuple(bases),
        once=bool(row.get("once", False)),
        by_units=row.get("found_by", "units") == "units",
        ends=max(ends for _, (_, ends) in members),
    )


def _of(annual: object, budget: int) -> int:
    """Pounds as they stand, or a percentage of a budget rounded once."""
    if isinstance(annual, str) and annual.endswith("%"):
        return round_half_away(number(annual) * budget)
    return whole_pence(annual)
