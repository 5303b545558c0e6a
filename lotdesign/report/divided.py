"""Where a divided service joined others, and what that gives against one contract for it."""

from collections.abc import Iterator

from lotdesign.measures.registry import MEASURES
from lotdesign.report.amounts import measured, pounds
from lotdesign.report.page import Block, Section, Table, Text
from lotdesign.result.model import DividedService, Figure, Result
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import enumerated, named

SHOWN = (
    "whole_life_cost",
    "net_present_cost",
    "lots",
    "accessible_lots",
    "fewest_small_bidders",
    "value_spread",
    "cut_neighbours",
    "travel",
    "units_moved",
    "largest_provider_share",
)


def divided(scenario: Scenario, result: Result) -> Section:
    """A paragraph and a small table for each divided service."""
    blocks = [block for each in result.divided for block in _blocks(scenario, result, each)]
    return Section("Divided services, against one contract", tuple(blocks))


def _blocks(scenario: Scenario, result: Result, service: DividedService) -> Iterator[Block]:
    yield Text(_where(scenario, service))
    other = service.one_contract
    if other is None:
        yield Text(f"No design keeps all of {named(service.service)} in one contract (proved).")
        return
    rows = tuple(
        (
            MEASURES[name].title,
            measured(name, result.measures[name]),
            measured(name, other.measures[name]),
            _difference(name, result.measures[name], other.measures[name]),
        )
        for name in SHOWN
        if name in result.measures and name in other.measures
    )
    headers = ("Measure", "This design", other.name, "Gives or costs")
    yield Table(headers, rows, figures=frozenset((1, 2, 3)))


def _where(scenario: Scenario, service: DividedService) -> str:
    names = {place.id: place.name or place.id for place in scenario.localities}
    what = named(service.service)
    saves = f"Joining services saves {pounds(service.integration_pence)} a year."
    if not service.joined:
        return f"{what[:1].upper()}{what[1:]} joins no other service."
    joined = enumerated([names[place] for place in service.joined])
    alone = enumerated([names[place] for place in service.alone])
    apart = f" It stays apart in {alone}." if alone else ""
    return f"{what[:1].upper()}{what[1:]} joins other services in {joined}.{apart} {saves}"


def _difference(name: str, mine: Figure, other: Figure) -> str:
    """The signed difference and whether it is better here."""
    gain = float(mine or 0) - float(other or 0)
    if not gain:
        return "same"
    better = (MEASURES[name].sign * gain) < 0
    whole = not isinstance(mine, str)
    size = measured(name, round(abs(gain)) if whole else f"{abs(gain):.6f}")
    return f"{size} {'less' if gain < 0 else 'more'}, {'better' if better else 'worse'}"
