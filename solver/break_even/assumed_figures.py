"""The assumed figures of money, routes, market and rents."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from typing import Any

from lotdesign.assumptions import SOURCE
from lotdesign.scenario.money_section import PromisedSaving
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.values import write_value
from lotdesign.words import format_pounds, join_words, spell_out_id
from solver.break_even.varied_figure import (
    MOST_TIMES,
    CostResponse,
    VariedFigure,
    build_figure,
    make_setter,
)

ReloadScenario = Callable[[str], Scenario]
"""The scenario with one more setting, PATH=VALUE."""


def list_assumed_figures(
    scenario: Scenario, reload: ReloadScenario | None
) -> tuple[VariedFigure, ...]:
    """The figures that the file sets and gives no source for.

    Those that change what units cost need the scenario's file; without `reload` they are left
    out.
    """
    alone = (
        *_list_money_figures(scenario),
        *_list_route_figures(scenario),
        *_list_market_figures(scenario),
    )
    found = (*alone, *_list_reloaded_figures(scenario, reload))
    return tuple(each for each in found if _is_assumed(scenario, each.path))


def list_unfollowed_figures(scenario: Scenario) -> tuple[str, ...]:
    """The assumed figures that `figures` needs the file for."""
    return tuple(
        path for path, *_ in _list_unit_cost_figures(scenario) if _is_assumed(scenario, path)
    )


def _is_assumed(scenario: Scenario, path: str) -> bool:
    keys = path.split(".")
    if keys[0] == "units":
        return any(u.basis == "assumption" for u in scenario.units if u.id == keys[1])
    depth = 2 if keys[0] == "routes" else 1
    section: Any = reduce(getattr, keys[:depth], scenario)
    basis = scenario.basis.get(".".join(keys[: depth + 1]), "")
    return keys[depth] in section.model_fields_set and not basis.startswith(SOURCE)


def _list_money_figures(scenario: Scenario) -> Iterator[VariedFigure]:
    money = scenario.money

    def amount(path: str, title: str, held: int, course: CostResponse) -> VariedFigure:
        ends = (0, MOST_TIMES * held if held else 100_000_00)
        return build_figure(path, title, "pence", held, ends, course, make_setter(scenario, path))

    yield amount(
        "money.contract_management",
        "what a contract costs the council, a year",
        money.contract_management,
        "straight",
    )
    yield amount(
        "money.procurement", "what it costs to buy a contract", money.procurement, "straight"
    )
    yield build_figure(
        "money.discount_rate",
        "discount rate",
        "share",
        money.discount_rate,
        (0, Fraction(1, 5)),
        "one way",
        make_setter(scenario, "money.discount_rate"),
    )
    for i, joined in enumerate(money.integration):
        services = join_words([spell_out_id(service) for service in joined.services])
        title = f"what joining {services} saves, a year and locality"
        yield amount(f"money.integration.{i}.annual", title, joined.annual, "straight")
    for i, promise in enumerate(money.promised):
        if promise.found_by == "design" and not isinstance(promise.annual, Fraction):
            title = (
                f"promised saving on {spell_out_id(promise.service)} from year {promise.first_year}"
            )
            path = f"money.promised.{i}.annual"
            ends = (
                0,
                min(
                    MOST_TIMES * promise.annual,
                    promise.annual + _remaining_budget(scenario, promise),
                ),
            )
            at = make_setter(scenario, path)
            yield build_figure(path, title, "pence", promise.annual, ends, "straight", at)
    yield from _list_scale_figures(scenario)


def _remaining_budget(scenario: Scenario, promise: PromisedSaving) -> int:
    """How much more can be promised: no service promises more than it has."""
    units = {u.undivided_id for u in scenario.units if u.service == promise.service}
    has = sum(scenario.budgets[unit] for unit in units)
    years = [year for year in range(1, scenario.years + 1) if promise.is_in_force(year)]
    return min(has - scenario.sum_promised(promise.service, y) for y in years)


def _list_scale_figures(scenario: Scenario) -> Iterator[VariedFigure]:
    curve = scenario.money.scale
    savings = [point.saving for point in curve]
    rising = all(a <= b for a, b in pairwise(savings))
    falling = all(a >= b for a, b in pairwise(savings))
    for i, point in enumerate(curve):
        saving, value = f"money.scale.{i}.saving", f"money.scale.{i}.value"
        at = format_pounds(point.value)
        title = f"saving of a lot of {at} a year"
        ends = (min(Fraction(0), point.saving), 1)
        yield build_figure(
            saving, title, "share", point.saving, ends, "rounded", make_setter(scenario, saving)
        )
        before = curve[i - 1].value + 1 if i else 0
        after = curve[i + 1].value - 1 if i + 1 < len(curve) else MOST_TIMES * point.value
        course: CostResponse = "one way" if rising or falling else "open"
        title = f"yearly value at which a lot saves {write_value(point.saving, 'share')}"
        yield build_figure(
            value,
            title,
            "pence",
            point.value,
            (before, after),
            course,
            make_setter(scenario, value),
        )


def _list_route_figures(scenario: Scenario) -> Iterator[VariedFigure]:
    """What it takes to deliver lots in other ways than by contracts of their own."""
    in_house, prime = scenario.routes.in_house, scenario.routes.prime
    if in_house is not None:
        for key, title in (
            ("annual_management", "what it costs to run a lot in-house, a year"),
            ("liability_annual", "employee liabilities of a lot in-house, a year"),
        ):
            path, held = f"routes.in_house.{key}", getattr(in_house, key)
            ends = (0, MOST_TIMES * held if held else 100_000_00)
            yield build_figure(
                path, title, "pence", held, ends, "straight", make_setter(scenario, path)
            )
    if prime is not None:
        path, title = "routes.prime.fee", "fee for carrying a lot inside another contract"
        at = make_setter(scenario, path)
        yield build_figure(path, title, "share", prime.fee, (0, 1), "rounded", at)


def _list_market_figures(scenario: Scenario) -> Iterator[VariedFigure]:
    if scenario.providers is None:
        return
    market = scenario.market
    yield build_figure(
        "market.turnover_multiple",
        "times the yearly value that a turnover must be",
        "",
        market.turnover_multiple,
        (0, MOST_TIMES * (market.turnover_multiple or 1)),
        "market",
        make_setter(scenario, "market.turnover_multiple"),
    )
    yield build_figure(
        "market.small_needed",
        "small providers that a lot needs to count as accessible",
        "providers",
        market.small_needed,
        (1, max(1, len(scenario.providers))),
        "market",
        make_setter(scenario, "market.small_needed"),
    )
    if market.small.max_turnover is not None:
        most = market.small.max_turnover
        yield build_figure(
            "market.small.max_turnover",
            "largest turnover of a small provider",
            "pence",
            most,
            (0, MOST_TIMES * most),
            "market",
            make_setter(scenario, "market.small.max_turnover"),
        )


def _list_unit_cost_figures(
    scenario: Scenario,
) -> Iterator[tuple[str, str, str, Fraction, Fraction, Fraction]]:
    """Path, title, unit, value and ends of figures that change what units cost."""
    money = scenario.money
    uplift = "yearly uplift of budgets"
    tenth = Fraction(1, 10)
    yield "money.uplift", uplift, "share", money.uplift, -tenth, 2 * tenth
    for i, promise in enumerate(money.promised):
        title = f"promised saving on {spell_out_id(promise.service)} from year {promise.first_year}"
        path, held = f"money.promised.{i}.annual", Fraction(promise.annual)
        if isinstance(promise.annual, Fraction):
            yield path, title, "share", held, Fraction(0), Fraction(1)
        elif promise.found_by == "units":
            yield path, title, "pence", held, Fraction(0), MOST_TIMES * held
    for i, led in enumerate(money.need_led):
        title = f"pace of need-led funding of {spell_out_id(led.service)}"
        yield f"money.need_led.{i}.pace", title, "share", led.pace, Fraction(0), Fraction(1)
    if scenario.routes.has_choice:
        yield from _list_rents(scenario)


def _list_rents(scenario: Scenario) -> Iterator[tuple[str, str, str, Fraction, Fraction, Fraction]]:
    """Rents come back from external lots alone; parts of a divided unit are left out."""
    for unit in scenario.units:
        if unit.rent and unit.undivided_id == unit.id:
            path, title = f"units.{unit.id}.building_rent", f"rent of {unit.name}, a year"
            held = Fraction(unit.rent)
            yield path, title, "pence", held, Fraction(0), MOST_TIMES * held


def _list_reloaded_figures(
    scenario: Scenario, reload: ReloadScenario | None
) -> Iterator[VariedFigure]:
    if reload is None:
        return

    def read_again(path: str, unit: str) -> Callable[[Fraction], Scenario]:
        return lambda value: reload(f"{path}={write_value(value, unit)}")

    for path, title, unit, value, low, high in _list_unit_cost_figures(scenario):
        yield build_figure(path, title, unit, value, (low, high), "open", read_again(path, unit))
