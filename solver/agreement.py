"""Where two engines' answers to the same scenario cannot both be right."""

from collections.abc import Iterator

from lotdesign.result.build import Reached
from lotdesign.result.figures import figure
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import listed
from solver.solve import Found

Named = tuple[str, Found]
"""An engine as people write it, and what it found."""


def contradictions(scenario: Scenario, one: Named, other: Named) -> Iterator[str]:
    """One sentence for each thing on which two answers contradict each other.

    Later objectives are compared only while the earlier ones agree.
    """
    for (name, found), (second, rival) in ((one, other), (other, one)):
        if found.design is None and found.proved and rival.design is not None:
            lots = lots_in_words(scenario, rival)
            yield f"{name} calls the rules impossible, but {second} has a design: {lots}"
            return
    for mine, theirs in zip(one[1].reached, other[1].reached, strict=False):
        fault = _values(one[0], mine, other[0], theirs)
        if fault:
            yield fault
        if fault or not (mine.proved and theirs.proved):
            return
    yield from _designs(scenario, one, other)


def lots_in_words(scenario: Scenario, found: Found) -> str:
    """The lots of a design: a, b | c."""
    assert found.design is not None
    return " | ".join(
        ", ".join(scenario.units[u].id for u in lot.units) for lot in found.design.lots
    )


def _values(name: str, mine: Reached, rival: str, theirs: Reached) -> str:
    measure = mine.measure
    values = [figure(each.value, measure.unit) for each in (mine, theirs)]
    bounds = [figure(each.bound, measure.unit) for each in (mine, theirs)]
    if mine.proved and theirs.proved:
        if mine.value == theirs.value:
            return ""
        return f"{measure.name}: {name} proves that the best is {values[0]}, {rival} {values[1]}"
    if _beats(mine, theirs):
        return f"{measure.name}: {rival} proves that none beats {bounds[1]}, {name} has {values[0]}"
    if _beats(theirs, mine):
        return f"{measure.name}: {name} proves that none beats {bounds[0]}, {rival} has {values[1]}"
    return ""


def _beats(one: Reached, other: Reached) -> bool:
    """Whether a value lies beyond the bound that the other has proved."""
    sign = one.measure.sign
    return other.bound is not None and sign * one.value < sign * other.bound


def _designs(scenario: Scenario, one: Named, other: Named) -> Iterator[str]:
    """The design, and with it the award, is unique where both have settled all ties."""
    pair = (one[1], other[1])
    if not all(found.proved and found.tie_proved and found.design for found in pair):
        return
    if pair[0].design != pair[1].design:
        told = [f"{name} shows {lots_in_words(scenario, found)}" for name, found in (one, other)]
        yield f"of equally good designs {listed(told)} as the first"
    elif pair[0].award != pair[1].award:
        yield f"{one[0]} and {other[0]} show different indicative awards"
