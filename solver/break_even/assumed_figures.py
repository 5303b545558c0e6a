"""The assumed figures of money, routes, market, rents and terms, and the scenario at their values.

A figure is assumed where the file sets it and gives no source for it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from math import floor
from typing import Any, Literal

from lotdesign.assumptions import SOURCE
from lotdesign.faults import InputFaults
from lotdesign.scenario.money_section import PromisedSaving
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.values import write_value
from lotdesign.words import format_pounds, join_words, spell_out_id

CostResponse = Literal["linear", "rounded", "monotone", "market", "unknown"]
"""How the cost of a design follows the figure.

`linear`; `rounded`, linear but for the rounding of each lot; `monotone`, ever up or ever down;
`market`, the cost stays but lots gain bidders, or lose them, monotonically; `unknown` otherwise.
"""

ReloadScenario = Callable[[str], Scenario]
"""The scenario with one more setting, PATH=VALUE."""

FigureRange = tuple[Fraction | int, Fraction | int]

SHARE_STEP = Fraction(1, 10_000)
"""The step of shares, 0.01%; amounts go by pence, numbers without a unit by hundredths."""
MOST_TIMES = 10
"""Amounts are varied from 0 to so many times what they are."""
MOST_YEARS_MORE = 10
"""Terms are varied from 1 to so many years more than they are."""
RANGE_OF_NOTHING = 100_000_00
"""Pence up to which an amount is varied that is 0 now."""
_FRACTION_KEYS = ("saving", "discount_rate", "turnover_multiple", "fee")
"""Keys that hold fractions, also of whole numbers."""


@dataclass(frozen=True)
class VariedFigure:
    """One figure: at step k it is `value` + k `step`, from step `low` to step `high`.

    `value` and `step` are in the unit that people write, which `unit` names.
    """

    path: str
    title: str
    unit: str
    value: Fraction
    step: Fraction
    low: int
    high: int
    cost_response: CostResponse
    scenario_at: Callable[[Fraction], Scenario]

    def build_scenario(self, step: int) -> Scenario | None:
        """The scenario at a step; None where it is not valid."""
        try:
            return self.scenario_at(self.value + step * self.step)
        except InputFaults:
            return None

    def format_step(self, step: int) -> str:
        """The value at a step as people write it."""
        return write_value(self.value + step * self.step, self.unit)


def list_assumed_figures(
    scenario: Scenario, reload: ReloadScenario | None
) -> tuple[VariedFigure, ...]:
    """The assumed figures, each with the range in which it is varied.

    Those that change what units cost need the scenario's file; without `reload` they are left
    out.
    """
    figures = (
        *_list_money_figures(scenario),
        *_list_route_figures(scenario),
        *_list_market_figures(scenario),
        *(_list_unit_cost_figures(scenario, reload) if reload else ()),
    )
    return tuple(figure for figure in figures if _is_assumed(scenario, figure.path))


def list_unfollowed_figures(scenario: Scenario) -> tuple[str, ...]:
    """The paths of the assumed figures that `list_assumed_figures` needs `reload` for."""
    figures = _list_unit_cost_figures(scenario, _refuse_reload)
    return tuple(figure.path for figure in figures if _is_assumed(scenario, figure.path))


def _refuse_reload(setting: str) -> Scenario:
    raise ValueError(f"no file to set {setting} in")


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
    yield _vary_amount(
        scenario, "money.contract_management", "what a contract costs the council, a year"
    )
    yield _vary_amount(scenario, "money.procurement", "what it costs to buy a contract")
    ends = (0, Fraction(1, 5))
    path = "money.discount_rate"
    yield _vary(scenario, path, "discount rate", "share", ends, "monotone")
    for i, joined in enumerate(money.integration):
        services = join_words([spell_out_id(service) for service in joined.services])
        title = f"what joining {services} saves, a year and locality"
        yield _vary_amount(scenario, f"money.integration.{i}.annual", title)
    for i, promise in enumerate(money.promised):
        if promise.found_by == "design" and not isinstance(promise.annual, Fraction):
            path, most = f"money.promised.{i}.annual", MOST_TIMES * promise.annual
            most = min(most, promise.annual + _find_unpromised_budget(scenario, promise))
            yield _vary(scenario, path, _title_promise(promise), "pence", (0, most), "linear")
    yield from _list_scale_figures(scenario)


def _title_promise(promise: PromisedSaving) -> str:
    return f"promised saving on {spell_out_id(promise.service)} from year {promise.first_year}"


def _find_unpromised_budget(scenario: Scenario, promise: PromisedSaving) -> int:
    """Pence a year by which the promise can rise: no service promises more than it has."""
    units = [unit for unit in scenario.units if unit.service == promise.service]
    last = scenario.service_years[promise.service].last
    years = [year for year in range(1, scenario.years + 1) if promise.is_in_force(year, last)]
    return min(
        (
            sum(unit.budget for unit in units if unit.first_year <= year <= unit.last_year)
            - scenario.sum_promised(promise.service, year)
            for year in years
        ),
        default=0,
    )


def _list_scale_figures(scenario: Scenario) -> Iterator[VariedFigure]:
    curve = scenario.money.scale
    savings = [point.saving for point in curve]
    rising = all(a <= b for a, b in pairwise(savings))
    falling = all(a >= b for a, b in pairwise(savings))
    for i, point in enumerate(curve):
        path = f"money.scale.{i}.saving"
        title = f"saving of a lot of {format_pounds(point.value)} a year"
        yield _vary(scenario, path, title, "share", (min(Fraction(0), point.saving), 1), "rounded")
        before = curve[i - 1].value + 1 if i else 0
        after = curve[i + 1].value - 1 if i + 1 < len(curve) else MOST_TIMES * point.value
        response: CostResponse = "monotone" if rising or falling else "unknown"
        path = f"money.scale.{i}.value"
        title = f"yearly value at which a lot saves {write_value(point.saving, 'share')}"
        yield _vary(scenario, path, title, "pence", (before, after), response)


def _list_route_figures(scenario: Scenario) -> Iterator[VariedFigure]:
    """What it takes to deliver lots in other ways than by contracts of their own."""
    if scenario.routes.in_house is not None:
        for key, title in (
            ("annual_management", "what it costs to run a lot in-house, a year"),
            ("liability_annual", "employee liabilities of a lot in-house, a year"),
        ):
            yield _vary_amount(scenario, f"routes.in_house.{key}", title)
    if scenario.routes.prime is not None:
        title = "fee for carrying a lot inside another contract"
        yield _vary(scenario, "routes.prime.fee", title, "share", (0, 1), "rounded")


def _list_market_figures(scenario: Scenario) -> Iterator[VariedFigure]:
    if scenario.providers is None:
        return
    market = scenario.market
    path, title = (
        "market.turnover_multiple",
        "turnover that a bidder needs, in yearly values of the lot",
    )
    ends: FigureRange = (0, MOST_TIMES * (market.turnover_multiple or 1))
    yield _vary(scenario, path, title, "", ends, "market")
    path = "market.small_needed"
    title = "small providers that a lot needs to count as accessible"
    ends = (1, max(1, len(scenario.providers)))
    yield _vary(scenario, path, title, "providers", ends, "market")
    if market.small.max_turnover is not None:
        path, title = "market.small.max_turnover", "largest turnover of a small provider"
        ends = (0, MOST_TIMES * market.small.max_turnover)
        yield _vary(scenario, path, title, "pence", ends, "market")


def _list_unit_cost_figures(scenario: Scenario, reload: ReloadScenario) -> Iterator[VariedFigure]:
    """Figures that change what units cost, for which the file is read again."""

    def vary(
        path: str, title: str, unit: str, value: Fraction, low: Fraction | int, high: Fraction | int
    ) -> VariedFigure:
        def scenario_at(value: Fraction) -> Scenario:
            return reload(f"{path}={write_value(value, unit)}")

        return _build_figure(path, title, unit, value, (low, high), "unknown", scenario_at)

    money = scenario.money
    tenth = Fraction(1, 10)
    yield vary("money.uplift", "yearly uplift of budgets", "share", money.uplift, -tenth, 2 * tenth)
    for i, promise in enumerate(money.promised):
        path, title = f"money.promised.{i}.annual", _title_promise(promise)
        value = Fraction(promise.annual)
        if isinstance(promise.annual, Fraction):
            yield vary(path, title, "share", value, 0, 1)
        elif promise.found_by == "units":
            yield vary(path, title, "pence", value, 0, MOST_TIMES * value)
    for i, led in enumerate(money.need_led):
        title = f"pace of need-led funding of {spell_out_id(led.service)}"
        yield vary(f"money.need_led.{i}.pace", title, "share", led.pace, 0, 1)
    for n, term in enumerate(scenario.term.service, 1):
        who = join_words([spell_out_id(service) for service in term.services])
        for key, title in (
            ("initial", f"years of the first term of {who}"),
            ("first_year", f"contract year in which {who} begins"),
        ):
            value = Fraction(getattr(term, key))
            yield vary(f"term.service.{n}.{key}", title, "years", value, 1, value + MOST_YEARS_MORE)
    if scenario.routes.has_choice:
        # Rents come back from external lots alone; parts of a divided unit are left out.
        for unit in scenario.units:
            if unit.rent and unit.undivided_id == unit.id:
                path, title = f"units.{unit.id}.building_rent", f"rent of {unit.name}, a year"
                yield vary(path, title, "pence", Fraction(unit.rent), 0, MOST_TIMES * unit.rent)


def _vary_amount(scenario: Scenario, path: str, title: str) -> VariedFigure:
    """An amount in pence that costs follow in a straight line."""
    most = MOST_TIMES * _read_value(scenario, path) or RANGE_OF_NOTHING
    return _vary(scenario, path, title, "pence", (0, most), "linear")


def _vary(
    scenario: Scenario, path: str, title: str, unit: str, ends: FigureRange, response: CostResponse
) -> VariedFigure:
    """A figure of [money], [market] or [routes], which is set without reading the file again."""
    value = _read_value(scenario, path)
    section, *keys = path.split(".")

    def scenario_at(value: Fraction) -> Scenario:
        is_whole = value.denominator == 1 and keys[-1] not in _FRACTION_KEYS
        exact = value.numerator if is_whole else value
        changed: Any = {section: _replace_value(getattr(scenario, section), keys, exact)}
        return replace(scenario, **changed)

    return _build_figure(path, title, unit, value, ends, response, scenario_at)


def _build_figure(
    path: str,
    title: str,
    unit: str,
    value: Fraction | int,
    ends: FigureRange,
    response: CostResponse,
    scenario_at: Callable[[Fraction], Scenario],
) -> VariedFigure:
    """The figure between two ends, in the smallest steps of its unit."""
    step = {"share": SHARE_STEP, "": Fraction(1, 100)}.get(unit, Fraction(1))
    exact, (low, high) = Fraction(value), (Fraction(end) for end in ends)
    steps_down = max(0, floor((exact - low) / step))
    steps_up = max(0, floor((high - exact) / step))
    return VariedFigure(
        path, title, unit, exact, step, -steps_down, steps_up, response, scenario_at
    )


def _read_value(scenario: Scenario, path: str) -> Any:
    value: Any = scenario
    for key in path.split("."):
        value = value[int(key)] if isinstance(value, tuple) else getattr(value, key)
    return value


def _replace_value(section: Any, keys: list[str], value: Any) -> Any:
    """A copy of a section, or of a list of sections, with one value in it changed."""
    if not keys:
        return value
    if isinstance(section, tuple):
        place = int(keys[0])
        changed = _replace_value(section[place], keys[1:], value)
        return (*section[:place], changed, *section[place + 1 :])
    inner = _replace_value(getattr(section, keys[0]), keys[1:], value)
    return section.model_copy(update={keys[0]: inner})
