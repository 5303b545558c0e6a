"""Units that no lot can hold: too large alone, or too small with all that they may be joined to."""

from collections.abc import Iterator, Sequence
from itertools import islice

from lotdesign.preflight.amounts import LotMeasure, bound_amount, describe_amount
from lotdesign.preflight.bands import StatedBand, list_bands, name_rules
from lotdesign.preflight.finding import PreflightFinding
from lotdesign.preflight.parts import UnitPart, find_reach, list_parts, list_splitting_rules
from lotdesign.scenario.cache import cache_by_scenario
from lotdesign.scenario.lot_limits import AmountBand, LotAmount
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_count, join_words, shorten_list

MOST_NAMED = 4
"""Units, places or providers that a sentence names; of more it names fewer and counts the rest."""
MOST_TOLD = 10
"""Parts, or units that must share a lot, of which a sentence each is written."""

HOLDS_MORE = {"value": "is worth more than", "units": "holds more than", "need": "has more than"}


def name_some(names: Sequence[str]) -> str:
    """Names as a list, of many only the first."""
    return join_words(shorten_list(names, MOST_NAMED - 1, MOST_NAMED))


def name_units(scenario: Scenario, units: Sequence[int]) -> str:
    """The units by their names, of many only the first."""
    return name_some([scenario.units[u].name for u in units])


def find_units_without_lot(scenario: Scenario) -> Iterator[PreflightFinding]:
    """A finding for the units that are too large, and for each part that is too small."""
    yield from _find_too_large(scenario)
    yield from islice(_find_too_small(scenario), MOST_TOLD)
    yield from islice(_find_torn_blocks(scenario), MOST_TOLD)


@cache_by_scenario
def merge_blocks(scenario: Scenario) -> tuple[frozenset[int], ...]:
    """Units that share a lot by one rule, or by several in a chain; each unit is in one block."""
    block_of = {u: frozenset((u,)) for u in range(len(scenario.units))}
    for rule in scenario.active_rules:
        for block in rule.list_blocks(scenario):
            merged = frozenset[int]().union(*(block_of[u] for u in block))
            block_of |= dict.fromkeys(merged, merged)
    return tuple(dict.fromkeys(block_of.values()))


def _list_tying_rules(scenario: Scenario, units: frozenset[int]) -> tuple[str, ...]:
    """The rules by which some of these units share a lot."""
    return tuple(
        rule.id
        for rule in scenario.active_rules
        if any(len(block & units) > 1 for block in rule.list_blocks(scenario))
    )


def list_too_large(scenario: Scenario, band: AmountBand) -> list[tuple[frozenset[int], LotMeasure]]:
    """The blocks that hold more than the band allows a lot, and the least that each holds."""
    most = band.most
    if most is None:
        return []
    bounds = bound_amount(scenario, band.amount)
    held = (
        (block, bounds.bound_below(block))
        for block in merge_blocks(scenario)
        if any(band.concerns(scenario.units[u].service) for u in block)
    )
    return [(block, least) for block, least in held if least > most]


def _find_too_large(scenario: Scenario) -> Iterator[PreflightFinding]:
    for stated in list_bands(scenario):
        large = list_too_large(scenario, stated.band)
        if stated.cause:  # of units alone it is told who could run them
            large = [(block, least) for block, least in large if len(block) > 1]
        if large:
            yield _describe_too_large(scenario, stated, large)


def _describe_too_large(
    scenario: Scenario, stated: StatedBand, large: Sequence[tuple[frozenset[int], LotMeasure]]
) -> PreflightFinding:
    band = stated.band
    named = [
        f"{name_units(scenario, sorted(block))} ({describe_amount(band.amount, least)})"
        for block, least in large
    ]
    tying = _list_tying_rules(scenario, frozenset[int]().union(*(block for block, _ in large)))
    text = (
        f"No lot can hold {name_some(named)}: {stated.source} allows "
        f"{describe_amount(band.amount, band.most or 0)} at most"
    )
    if tying:
        text += f", and {name_rules(tying)} {'asks' if len(tying) == 1 else 'ask'} for one lot"
    return PreflightFinding("impossible", f"{text}.", tuple(dict.fromkeys((*tying, *stated.rules))))


def _find_too_small(scenario: Scenario) -> Iterator[PreflightFinding]:
    for part in list_parts(scenario):
        for stated in list_bands(scenario):
            units = list_too_small(scenario, part, stated.band)
            if units:
                yield _describe_too_small(scenario, part, units, stated)


def list_too_small(scenario: Scenario, part: UnitPart, band: AmountBand) -> list[int]:
    """The units of a part that no lot can hold, as it would hold less than the band asks for."""
    if not band.least or bound_amount(scenario, band.amount).bound_above(part.reach) >= band.least:
        return []
    return [u for u in part.units if band.concerns(scenario.units[u].service)]


def _describe_too_small(
    scenario: Scenario, part: UnitPart, units: Sequence[int], stated: StatedBand
) -> PreflightFinding:
    band = stated.band
    most = bound_amount(scenario, band.amount).bound_above(part.reach)
    apart = find_keeping_apart(scenario, units[0], band.amount, band.least)
    text = (
        f"{describe_most(scenario, part, units, apart, band.amount, most)}, and {stated.source} "
        f"asks for {describe_amount(band.amount, band.least)} at least."
    )
    return PreflightFinding("impossible", text, tuple(dict.fromkeys((*apart, *stated.rules))))


def describe_most(
    scenario: Scenario,
    part: UnitPart,
    units: Sequence[int],
    apart: Sequence[str],
    amount: LotAmount,
    most: LotMeasure,
) -> str:
    """How much lots with these units hold at most, as the rules keep them `apart` from others."""
    one, reason = len(units) == 1, ""
    if apart:
        others = len(part.reach) - len(units)
        whom = f"only {format_count(others, 'other unit')}" if others else "no other unit"
        lets = "lets" if len(apart) == 1 else "let"
        it = "it share a lot" if one else "them share a lot"
        reason = f"{name_rules(list(apart))} {lets} {it} with {whom}, so "
    which = "it" if one else "one of them"
    return (
        f"{name_units(scenario, units)}: {reason}no lot that holds {which} {HOLDS_MORE[amount]} "
        f"{describe_amount(amount, most)}"
    )


def find_keeping_apart(
    scenario: Scenario, unit: int, amount: LotAmount, least: LotMeasure
) -> tuple[str, ...]:
    """Rules that keep a unit from lots that hold the least amount; none of them can be left out."""
    bounds = bound_amount(scenario, amount)
    splitting = list_splitting_rules(scenario)
    kept = list(splitting)
    for rule in splitting:
        fewer = [each for each in kept if each is not rule]
        if bounds.bound_above(find_reach(scenario, unit, fewer)) < least:
            kept = fewer
    return tuple(rule.id for rule in kept)


def _find_torn_blocks(scenario: Scenario) -> Iterator[PreflightFinding]:
    """A finding for each block of which two units never share a lot."""
    reach_of = {u: part.reach for part in list_parts(scenario) for u in part.units}
    for block in merge_blocks(scenario):
        torn = next((u for u in sorted(block) if not block <= reach_of[u]), None)
        if torn is not None:
            yield _describe_torn(scenario, block, torn, min(block - reach_of[torn]))


def _describe_torn(
    scenario: Scenario, block: frozenset[int], one: int, other: int
) -> PreflightFinding:
    splitting = list_splitting_rules(scenario)
    kept = list(splitting)
    for rule in splitting:
        fewer = [each for each in kept if each is not rule]
        if other not in find_reach(scenario, one, fewer):
            kept = fewer
    tying, apart = _list_tying_rules(scenario, block), tuple(rule.id for rule in kept)
    text = (
        f"{name_units(scenario, sorted((one, other)))} must share a lot by {name_rules(tying)}, "
        f"and may not by {name_rules(apart)}."
    )
    return PreflightFinding("impossible", text, tuple(dict.fromkeys((*tying, *apart))))
