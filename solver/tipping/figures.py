"""The assumed figures of money, routes, market and rents."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from typing import Any

from lotdesign.scenario.assumptions import SOURCE
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.sections import Promise
from lotdesign.scenario.written import written
from lotdesign.words import listed, named, pounds
from solver.tipping.figure import TIMES, Course, Figure, figure, setter

Reload = Callable[[str], Scenario]
"""The scenario with one more setting, PATH=VALUE."""


def figures(scenario: Scenario, reload: Reload | None) -> tuple[Figure, ...]:
    """The figures that the file sets and gives no source for.

    Those that change what units cost need the scenario's file; without `reload` they are left
    out.
    """
    alone = (*_money(scenario), *_routes(scenario), *_market(scenario))
    found = (*alone, *_reloaded(scenario, reload))
    return tuple(each for each in found if _assumed(scenario, each.path))


def left_out(scenario: Scenario) -> tuple[str, ...]:
    """The assumed figures that `figures` needs the file for."""
    return tuple(path for path, *_ in _of_units(scenario) if _assumed(scenario, path))


def _assumed(scenario: Scenario, path: str) -> bool:
    keys = path.split(".")
    if keys[0] == "units":
        return any(u.basis == "assumption" for u in scenario.units if u.id == keys[1])
    depth = 2 if keys[0] == "routes" else 1
    section: Any = reduce(getattr, keys[:depth], scenario)
    basis = scenario.basis.get(".".join(keys[: depth + 1]), "")
    return keys[depth] in section.model_fields_set and not basis.startswith(SOURCE)


def _money(scenario: Scenario) -> Iterator[Figure]:
    money = scenario.money

    def amount(path: str, title: str, held: int, course: Course) -> Figure:
        ends = (0, TIMES * held if held else 100_000_00)
        return figure(path, title, "pence", held, ends, course, setter(scenario, path))

    yield amount(
        "money.contract_management",
        "what a contract costs the council, a year",
        money.contract_management,
        "straight",
    )
    yield amount(
        "money.procurement", "what it costs to buy a contract", money.procurement, "straight"
    )
    yield figure(
        "money.discount_rate",
        "discount rate",
        "share",
        money.discount_rate,
        (0, Fraction(1, 5)),
        "one way",
        setter(scenario, "money.discount_rate"),
    )
    for i, joined in enumerate(money.integration):
        services = listed([named(service) for service in joined.services])
        title = f"what joining {services} saves, a year and locality"
        yield amount(f"money.integration.{i}.annual", title, joined.annual, "straight")
    for i, promise in enumerate(money.promised):
        if promise.found_by == "design" and not isinstance(promise.annual, Fraction):
            title = f"promised saving on {named(promise.service)} from year {promise.first_year}"
            path = f"money.promised.{i}.annual"
            ends = (0, min(TIMES * promise.annual, promise.annual + _left(scenario, promise)))
            at = setter(scenario, path)
            yield figure(path, title, "pence", promise.annual, ends, "straight", at)
    yield from _scale(scenario)


def _left(scenario: Scenario, promise: Promise) -> int:
    """How much more can be promised: no service promises more than it has."""
    units = {u.whole for u in scenario.units if u.service == promise.service}
    has = sum(scenario.budgets[unit] for unit in units)
    years = [year for year in range(1, scenario.years + 1) if promise.in_force(year)]
    return min(has - scenario.promised(promise.service, y) for y in years)


def _scale(scenario: Scenario) -> Iterator[Figure]:
    curve = scenario.money.scale
    savings = [point.saving for point in curve]
    rising = all(a <= b for a, b in pairwise(savings))
    falling = all(a >= b for a, b in pairwise(savings))
    for i, point in enumerate(curve):
        saving, value = f"money.scale.{i}.saving", f"money.scale.{i}.value"
        at = pounds(point.value)
        title = f"saving of a lot of {at} a year"
        ends = (min(Fraction(0), point.saving), 1)
        yield figure(
            saving, title, "share", point.saving, ends, "rounded", setter(scenario, saving)
        )
        before = curve[i - 1].value + 1 if i else 0
        after = curve[i + 1].value - 1 if i + 1 < len(curve) else TIMES * point.value
        course: Course = "one way" if rising or falling else "open"
        title = f"yearly value at which a lot saves {written(point.saving, 'share')}"
        yield figure(
            value, title, "pence", point.value, (before, after), course, setter(scenario, value)
        )


def _routes(scenario: Scenario) -> Iterator[Figure]:
    """What it takes to deliver lots in other ways than by contracts of their own."""
    in_house, prime = scenario.routes.in_house, scenario.routes.prime
    if in_house is not None:
        for key, title in (
            ("annual_management", "what it costs to run a lot in-house, a year"),
            ("liability_annual", "employee liabilities of a lot in-house, a year"),
        ):
            path, held = f"routes.in_house.{key}", getattr(in_house, key)
            ends = (0, TIMES * held if held else 100_000_00)
            yield figure(path, title, "pence", held, ends, "straight", setter(scenario, path))
    if prime is not None:
        path, title = "routes.prime.fee", "fee for carrying a lot inside another contract"
        at = setter(scenario, path)
        yield figure(path, title, "share", prime.fee, (0, 1), "rounded", at)


def _market(scenario: Scenario) -> Iterator[Figure]:
    if scenario.providers is None:
        return
    market = scenario.market
    yield figure(
        "market.turnover_multiple",
        "times the yearly value that a turnover must be",
        "",
        market.turnover_multiple,
        (0, TIMES * (market.turnover_multiple or 1)),
        "market",
        setter(scenario, "market.turnover_multiple"),
    )
    yield figure(
        "market.small_needed",
        "small providers that a lot needs to count as accessible",
        "providers",
        market.small_needed,
        (1, max(1, len(scenario.providers))),
        "market",
        setter(scenario, "market.small_needed"),
    )
    if market.small.max_turnover is not None:
        most = market.small.max_turnover
        yield figure(
            "market.small.max_turnover",
            "largest turnover of a small provider",
            "pence",
            most,
            (0, TIMES * most),
            "market",
            setter(scenario, "market.small.max_turnover"),
        )


def _of_units(scenario: Scenario) -> Iterator[tuple[str, str, str, Fraction, Fraction, Fraction]]:
    """Path, title, unit, value and ends of figures that change what units cost."""
    money = scenario.money
    uplift = "yearly uplift of budgets"
    tenth = Fraction(1, 10)
    yield "money.uplift", uplift, "share", money.uplift, -tenth, 2 * tenth
    for i, promise in enumerate(money.promised):
        title = f"promised saving on {named(promise.service)} from year {promise.first_year}"
        path, held = f"money.promised.{i}.annual", Fraction(promise.annual)
        if isinstance(promise.annual, Fraction):
            yield path, title, "share", held, Fraction(0), Fraction(1)
        elif promise.found_by == "units":
            yield path, title, "pence", held, Fraction(0), TIMES * held
    for i, led in enumerate(money.need_led):
        title = f"pace of need-led funding of {named(led.service)}"
        yield f"money.need_led.{i}.pace", title, "share", led.pace, Fraction(0), Fraction(1)
    if scenario.routes.several:
        yield from _rents(scenario)


def _rents(scenario: Scenario) -> Iterator[tuple[str, str, str, Fraction, Fraction, Fraction]]:
    """Rents come back from external lots alone; parts of a divided unit are left out."""
    for unit in scenario.units:
        if unit.rent and unit.whole == unit.id:
            path, title = f"units.{unit.id}.building_rent", f"rent of {unit.name}, a year"
            held = Fraction(unit.rent)
            yield path, title, "pence", held, Fraction(0), TIMES * held


def _reloaded(scenario: Scenario, reload: Reload | None) -> Iterator[Figure]:
    if reload is None:
        return

    def read_again(path: str, unit: str) -> Callable[[Fraction], Scenario]:
        return lambda value: reload(f"{path}={written(value, unit)}")

    for path, title, unit, value, low, high in _of_units(scenario):
        yield figure(path, title, unit, value, (low, high), "open", read_again(path, unit))
