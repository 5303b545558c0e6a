"""The assumed figures of money and market, and the scenario at any of their values."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import Any, Literal

from lotdesign.faults import InputFaults
from lotdesign.scenario.assumptions import SOURCE
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.sections import Promise
from lotdesign.scenario.written import written
from lotdesign.words import listed, named, pounds

Course = Literal["straight", "rounded", "one way", "market", "open"]
"""How what a design costs follows the figure.

In a straight line; in one but for rounding; ever up or ever down; not at all, but who can bid
does, fewer and fewer or more and more; in no way that could be relied on.
"""

Reload = Callable[[str], Scenario]
"""The scenario with one more setting, PATH=VALUE."""

SHARE = Fraction(1, 10_000)
TIMES = 10
"""Amounts are followed from nought to so many times what they are."""


@dataclass(frozen=True)
class Figure:
    """One figure: at step k it is `value` + k `step`, from step `low` to step `high`."""

    path: str
    title: str
    unit: str
    value: Fraction
    step: Fraction
    low: int
    high: int
    course: Course
    scenario_at: Callable[[Fraction], Scenario]

    def at(self, step: int) -> Scenario | None:
        """The scenario at a step; None where it is not a valid one."""
        try:
            return self.scenario_at(self.value + step * self.step)
        except InputFaults:
            return None

    def text(self, step: int) -> str:
        """The value at a step as people write it."""
        return written(self.value + step * self.step, self.unit)


def figures(scenario: Scenario, reload: Reload | None) -> tuple[Figure, ...]:
    """The figures that the file sets and gives no source for.

    Those that change what units cost need the scenario's file; without `reload` they are left
    out.
    """
    found = (*_money(scenario), *_market(scenario), *_reloaded(scenario, reload))
    return tuple(figure for figure in found if _assumed(scenario, figure.path))


def left_out(scenario: Scenario) -> tuple[str, ...]:
    """The assumed figures that `figures` needs the file for."""
    return tuple(path for path, *_ in _of_units(scenario) if _assumed(scenario, path))


def _assumed(scenario: Scenario, path: str) -> bool:
    section, key = path.split(".")[:2]
    given = {"money": scenario.money, "market": scenario.market}[section].model_fields_set
    return key in given and not scenario.basis.get(f"{section}.{key}", "").startswith(SOURCE)


def _figure(
    path: str,
    title: str,
    unit: str,
    value: Fraction | int,
    ends: tuple[Fraction | int, Fraction | int],
    course: Course,
    scenario_at: Callable[[Fraction], Scenario],
) -> Figure:
    step = {"share": SHARE, "": Fraction(1, 100)}.get(unit, Fraction(1))
    held = Fraction(value)
    low, high = (Fraction(end) for end in ends)
    return Figure(
        path,
        title,
        unit,
        held,
        step,
        -max(0, floor((held - low) / step)),
        max(0, floor((high - held) / step)),
        course,
        scenario_at,
    )


def _money(scenario: Scenario) -> Iterator[Figure]:
    money = scenario.money

    def amount(path: str, title: str, held: int, course: Course, **at: Any) -> Figure:
        ends = (0, TIMES * held if held else 100_000_00)
        return _figure(path, title, "pence", held, ends, course, _setter(scenario, path))

    yield amount(
        "money.contract_management",
        "what a contract costs the council, a year",
        money.contract_management,
        "straight",
    )
    yield amount(
        "money.procurement", "what it costs to buy a contract", money.procurement, "straight"
    )
    yield _figure(
        "money.discount_rate",
        "discount rate",
        "share",
        money.discount_rate,
        (0, Fraction(1, 5)),
        "one way",
        _setter(scenario, "money.discount_rate"),
    )
    for i, joined in enumerate(money.integration):
        services = listed([named(service) for service in joined.services])
        title = f"what joining {services} saves, a year and locality"
        yield amount(f"money.integration.{i}.annual", title, joined.annual, "straight")
    for i, promise in enumerate(money.promised):
        if promise.found_by == "design":
            title = f"promised saving on {named(promise.service)} from year {promise.first_year}"
            path = f"money.promised.{i}.annual"
            ends = (0, min(TIMES * promise.annual, _most(scenario, promise)))
            at = _setter(scenario, path)
            yield _figure(path, title, "pence", promise.annual, ends, "straight", at)
    yield from _scale(scenario)


def _most(scenario: Scenario, promise: Promise) -> int:
    """The most that can be promised: no service promises more than it has."""
    units = {u.whole for u in scenario.units if u.service == promise.service}
    has = sum(scenario.budgets[unit] for unit in units)
    years = [year for year in range(1, scenario.years + 1) if promise.in_force(year)]
    return promise.annual + min(has - scenario.promised(promise.service, y) for y in years)


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
        yield _figure(
            saving, title, "share", point.saving, ends, "rounded", _setter(scenario, saving)
        )
        before = curve[i - 1].value + 1 if i else 0
        after = curve[i + 1].value - 1 if i + 1 < len(curve) else TIMES * point.value
        course: Course = "one way" if rising or falling else "open"
        title = f"yearly value at which a lot saves {written(point.saving, 'share')}"
        yield _figure(
            value, title, "pence", point.value, (before, after), course, _setter(scenario, value)
        )


def _market(scenario: Scenario) -> Iterator[Figure]:
    if scenario.providers is None:
        return
    market = scenario.market
    yield _figure(
        "market.turnover_multiple",
        "times the yearly value that a turnover must be",
        "",
        market.turnover_multiple,
        (0, TIMES * (market.turnover_multiple or 1)),
        "market",
        _setter(scenario, "market.turnover_multiple"),
    )
    yield _figure(
        "market.small_needed",
        "small providers that a lot needs to count as accessible",
        "providers",
        market.small_needed,
        (1, max(1, len(scenario.providers))),
        "market",
        _setter(scenario, "market.small_needed"),
    )
    if market.small.max_turnover is not None:
        most = market.small.max_turnover
        yield _figure(
            "market.small.max_turnover",
            "largest turnover of a small provider",
            "pence",
            most,
            (0, TIMES * most),
            "market",
            _setter(scenario, "market.small.max_turnover"),
        )


def _of_units(scenario: Scenario) -> Iterator[tuple[str, str, str, Fraction, Fraction, Fraction]]:
    """Path, title, unit, value and ends of figures that change what units cost."""
    money = scenario.money
    uplift = "yearly uplift of budgets"
    tenth = Fraction(1, 10)
    yield "money.uplift", uplift, "share", money.uplift, -tenth, 2 * tenth
    for i, promise in enumerate(money.promised):
        if promise.found_by == "units":
            title = f"promised saving on {named(promise.service)} from year {promise.first_year}"
            held = Fraction(promise.annual)
            path = f"money.promised.{i}.annual"
            yield path, title, "pence", held, Fraction(0), TIMES * held
    for i, led in enumerate(money.need_led):
        title = f"pace of need-led funding of {named(led.service)}"
        yield f"money.need_led.{i}.pace", title, "share", led.pace, Fraction(0), Fraction(1)


def _reloaded(scenario: Scenario, reload: Reload | None) -> Iterator[Figure]:
    if reload is None:
        return

    def setter(path: str, unit: str) -> Callable[[Fraction], Scenario]:
        return lambda value: reload(f"{path}={written(value, unit)}")

    for path, title, unit, value, low, high in _of_units(scenario):
        yield _figure(path, title, unit, value, (low, high), "open", setter(path, unit))


def _setter(scenario: Scenario, path: str) -> Callable[[Fraction], Scenario]:
    """The scenario with another value in one place of [money] or [market]."""
    section, *keys = path.split(".")
    held = getattr(scenario, section)

    def at(value: Fraction) -> Scenario:
        exact = value.numerator if value.denominator == 1 and keys[-1] not in _EXACT else value
        changed: Any = {section: _changed(held, keys, exact)}
        return replace(scenario, **changed)

    return at


_EXACT = ("saving", "discount_rate", "turnover_multiple")
"""Keys that hold fractions."""


def _changed(held: Any, keys: list[str], value: Any) -> Any:
    """A copy of a section, or of a list of sections, with one value in it changed."""
    if not keys:
        return value
    if isinstance(held, tuple):
        place = int(keys[0])
        return (*held[:place], _changed(held[place], keys[1:], value), *held[place + 1 :])
    inner = _changed(getattr(held, keys[0]), keys[1:], value)
    return held.model_copy(update={keys[0]: inner})
