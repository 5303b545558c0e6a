"""Numbers of lots: how many rules and values ask for, and how many they leave room for.

Lots that hold units of a closed part hold nothing of another one, so that what the parts ask for
adds up. Some bands depend on the number of lots; then each number is tried.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lotdesign.preflight.amounts import LotMeasure, bound_amount, describe_amount
from lotdesign.preflight.bands import StatedBand, list_bands, name_rules
from lotdesign.preflight.finding import PreflightFinding
from lotdesign.preflight.lone_units import (
    MOST_TOLD,
    find_units_without_lot,
    list_too_large,
    list_too_small,
    name_units,
)
from lotdesign.preflight.parts import (
    UnitPart,
    list_parts,
    list_splitting_rules,
    split_into_parts,
)
from lotdesign.preflight.winners import describe_lot_caps, sum_lot_caps
from lotdesign.scenario.cache import cache_by_scenario
from lotdesign.scenario.lot_limits import LotAmount
from lotdesign.scenario.rule import Rule
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_count

MOST_NUMBERS_TOLD = 3
"""Numbers of lots of which it is told one by one why they are wrong."""
MOST_NUMBERS_TRIED = 200_000
"""Numbers of lots, times parts, that are tried at most."""


@dataclass(frozen=True, slots=True)
class LotNumberBound:
    """A fewest or most number of lots, the rules that it follows from, and why, in words."""

    lots: int
    rules: tuple[str, ...]
    reason: str = ""
    who: str = ""
    """Who leaves the room, where it is not the rules."""


@dataclass(frozen=True, slots=True)
class PartAmount:
    """What a closed part holds: the least, and the most that lots with its units hold together."""

    least: LotMeasure
    most: LotMeasure


@cache_by_scenario
def measure_part(scenario: Scenario, part: UnitPart, amount: LotAmount) -> PartAmount:
    """How much of an amount a closed part holds."""
    bounds = bound_amount(scenario, amount)
    return PartAmount(bounds.bound_below(part.units), bounds.bound_sum_above(part.reach))


def bound_lots_of_part(
    scenario: Scenario, part: UnitPart, bands: Sequence[StatedBand]
) -> tuple[LotNumberBound, LotNumberBound]:
    """The fewest and the most lots with units of a closed part, by these bands of each lot."""
    services = {scenario.units[u].service for u in part.units}
    fewest, most = LotNumberBound(1, ()), LotNumberBound(len(part.units), ())
    for stated in bands:
        band = stated.band
        if not all(map(band.concerns, services)):
            continue
        held = measure_part(scenario, part, band.amount)
        if band.most is not None:
            asked = _divide_up(held.least, band.most, len(scenario.units) + 1)
            most_held = describe_amount(band.amount, band.most)
            reason = stated.cause or f"no lot with more than {most_held}"
            fewest = max(fewest, LotNumberBound(asked, stated.rules, reason), key=_count)
        if band.least > 0:
            reason = f"no lot with less than {describe_amount(band.amount, band.least)}"
            left = LotNumberBound(int(held.most // band.least), stated.rules, reason)
            most = min(most, left, key=_count)
    return fewest, most


def _count(bound: LotNumberBound) -> int:
    return bound.lots


def _divide_up(amount: LotMeasure, most: LotMeasure, otherwise: int) -> int:
    """The fewest lots that hold an amount; `otherwise` where a lot holds nothing."""
    if not amount:
        return 1
    return int(-(-amount // most)) if most > 0 else otherwise


def find_uncut_parts(scenario: Scenario) -> Iterator[PreflightFinding]:
    """A finding for each closed part whose lots would be too large if few, too small if many."""
    told = 0
    for part in filter(lambda part: part.is_closed, list_parts(scenario)):
        fewest, most = bound_lots_of_part(scenario, part, list_bands(scenario))
        if fewest.lots > max(1, most.lots) and told < MOST_TOLD:
            told += 1
            yield _describe_uncut(scenario, part, fewest, most)


def _describe_uncut(
    scenario: Scenario, part: UnitPart, fewest: LotNumberBound, most: LotNumberBound
) -> PreflightFinding:
    worth = describe_amount("value", measure_part(scenario, part, "value").least)
    apart: tuple[str, ...] = ()
    if len(part.units) < len(scenario.units):
        apart = tuple(rule.id for rule in list_splitting_rules(scenario))
    whom = f", which {name_rules(apart)} {_agree(apart)} apart," if apart else ""
    asked = f"{name_rules(fewest.rules)} ({fewest.reason})" if fewest.rules else "the market"
    left = f"{name_rules(most.rules)} ({most.reason})" if most.rules else "their number"
    text = (
        f"{name_units(scenario, part.units)}{whom} cannot be cut into lots: worth {worth}, they "
        f"need at least {format_count(fewest.lots, 'lot')} by {asked}, and at most {most.lots:,} "
        f"by {left}."
    )
    return PreflightFinding(
        "impossible", text, tuple(dict.fromkeys((*apart, *fewest.rules, *most.rules)))
    )


def _agree(rules: Sequence[str]) -> str:
    return "keeps" if len(rules) == 1 else "keep"


def find_contradicting_lot_counts(scenario: Scenario) -> Iterator[PreflightFinding]:
    """A finding where more lots are asked for than rules, units or providers leave room for."""
    units = len(scenario.units)
    splitting = list_splitting_rules(scenario)
    tight = min(_list_rooms(scenario), key=_count, default=LotNumberBound(units, ()))
    asking = max(_list_floors(scenario), key=_count, default=LotNumberBound(1, ()))
    room = min(tight.lots, units)
    if asking.lots <= room:
        return
    if asking.reason:
        asking = _shorten_floor(scenario, splitting, room)
    named = name_rules(asking.rules) if asking.rules else "the market"
    verb = "ask" if len(asking.rules) > 1 else "asks"
    asked = f"{named[:1].upper()}{named[1:]} {verb} for at least {format_count(asking.lots, 'lot')}"
    asked += f", {asking.reason}" if asking.reason else ""
    if tight.lots >= units:
        text = f"{asked}, and there are {format_count(units, 'unit')}."
        yield PreflightFinding("impossible", text, asking.rules)
    elif asking.rules != tight.rules or asking.lots > 1:
        leaves = (
            f"{tight.who} leave room" if tight.who else f"{name_rules(tight.rules)} leaves room"
        )
        text = f"{asked}, and {leaves} for {tight.lots:,} at most"
        text += f": {tight.reason}." if tight.reason else "."
        rules = tuple(dict.fromkeys((*asking.rules, *tight.rules)))
        yield PreflightFinding("impossible", text, rules)


def _list_floors(scenario: Scenario) -> Iterator[LotNumberBound]:
    """The fewest lots by each rule, and by what the bands of all parts ask for together."""
    units = len(scenario.units)
    for rule in scenario.active_rules:
        fewest = rule.bound_lot_count(scenario)[0]
        largest = max(1, rule.bound_lot_units(scenario)[1])
        yield LotNumberBound(max(fewest, -(-units // largest)), (rule.id,))
    if not is_told_of_parts(scenario):
        yield sum_part_floors(scenario, ())
        yield sum_part_floors(scenario, list_splitting_rules(scenario))


@cache_by_scenario
def is_told_of_parts(scenario: Scenario) -> bool:
    """Whether some unit or part has no lots at all, so that their number says nothing more."""
    checks = (find_units_without_lot, find_uncut_parts)
    return any(True for check in checks for _ in check(scenario))


def sum_part_floors(scenario: Scenario, splitting: Sequence[Rule]) -> LotNumberBound:
    """The fewest lots of all closed parts by these rules together, by the bands of each lot."""
    parts = [part for part in split_into_parts(scenario, splitting) if part.is_closed]
    found = [bound_lots_of_part(scenario, part, list_bands(scenario))[0] for part in parts]
    asking = max(found, key=_count, default=LotNumberBound(1, ()))
    named = {name for bound in found for name in bound.rules} | {rule.id for rule in splitting}
    rules = tuple(rule.id for rule in scenario.active_rules if rule.id in named)
    worth = bound_amount(scenario, "value").bound_below(u for part in parts for u in part.units)
    reason = f"as {describe_amount('value', worth)} is bought"
    if len(parts) > 1:
        reason += f" in {len(parts)} parts that share no lots"
    if asking.reason:
        reason += f", {asking.reason}"
    return LotNumberBound(sum(map(_count, found)), rules, reason)


def _shorten_floor(scenario: Scenario, splitting: Sequence[Rule], room: int) -> LotNumberBound:
    """The sum of the parts by as few rules as still ask for more lots than there is room for."""
    kept = list(splitting)
    for rule in splitting:
        fewer = [each for each in kept if each is not rule]
        if sum_part_floors(scenario, fewer).lots > room:
            kept = fewer
    return sum_part_floors(scenario, kept)


def _list_rooms(scenario: Scenario) -> Iterator[LotNumberBound]:
    """The most lots by each rule, by the least that lots hold, and by who may win them."""
    units = len(scenario.units)
    for rule in scenario.active_rules:
        most = rule.bound_lot_count(scenario)[1]
        smallest = max(1, rule.bound_lot_units(scenario)[0])
        yield LotNumberBound(min(most, units // smallest), (rule.id,))
    for part in () if is_told_of_parts(scenario) else split_into_parts(scenario, ()):
        yield bound_lots_of_part(scenario, part, list_bands(scenario))[1]
    caps = sum_lot_caps(scenario)
    if caps is not None:
        asking = [rule.id for rule in scenario.active_rules if rule.needs_certificate]
        capping = [r.id for r in scenario.active_rules if r.provider_lot_cap is not None]
        rules = tuple(dict.fromkeys((*capping, *asking[:1])))
        yield LotNumberBound(caps, rules, describe_lot_caps(scenario), "the providers")


def find_ruled_out_numbers(scenario: Scenario) -> Iterator[PreflightFinding]:
    """A finding where some bands depend on the number of lots, and no number is right."""
    if len(list_bands(scenario, 1)) == len(list_bands(scenario)):
        return
    fewest = max(map(_count, _list_floors(scenario)))
    most = min(len(scenario.units), *map(_count, _list_rooms(scenario)))
    parts = [part for part in list_parts(scenario) if part.is_closed]
    if fewest > most or (most - fewest + 1) * (len(parts) + 1) > MOST_NUMBERS_TRIED:
        return
    told: list[str] = []
    named: dict[str, None] = {}
    for lots in range(fewest, most + 1):
        why = _rule_out_number(scenario, lots)
        if why is None:
            return
        told.append(f"with {format_count(lots, 'lot')} {why.text}")
        named |= dict.fromkeys(why.rules)
    shown = told
    if len(told) > MOST_NUMBERS_TOLD:
        shown = [*told[: MOST_NUMBERS_TOLD - 1], "and so on", told[-1]]
    text = f"No number of lots from {fewest:,} to {most:,} is right: {'; '.join(shown)}."
    yield PreflightFinding("impossible", text, tuple(named))


def _rule_out_number(scenario: Scenario, lots: int) -> PreflightFinding | None:
    """Why no design has just so many lots, or None where arithmetic does not tell."""
    bands = list_bands(scenario, lots)
    for low in bands:
        for high in bands:
            mine, theirs = low.band, high.band
            alike = (mine.amount, mine.services) == (theirs.amount, theirs.services)
            if alike and theirs.most is not None and mine.least > theirs.most:
                least, most = (describe_amount(mine.amount, e) for e in (mine.least, theirs.most))
                text = f"a lot must hold {least} at least and {most} at most"
                return _finding(text, low.rules, high.rules)
    for stated in bands:
        band = stated.band
        large = list_too_large(scenario, band)
        if large:
            block, held = large[0]
            most = describe_amount(band.amount, band.most or 0)
            text = (
                f"{stated.source} allows {most} at most, and {name_units(scenario, sorted(block))} "
                f"{'comes' if len(block) == 1 else 'come'} to {describe_amount(band.amount, held)}"
            )
            return _finding(text, stated.rules)
    return _rule_out_by_parts(scenario, lots, bands)


def _rule_out_by_parts(
    scenario: Scenario, lots: int, bands: Sequence[StatedBand]
) -> PreflightFinding | None:
    splitting = tuple(rule.id for rule in list_splitting_rules(scenario))
    for whole in split_into_parts(scenario, ()):
        fewest, most = bound_lots_of_part(scenario, whole, bands)
        if not fewest.lots <= lots <= most.lots:
            broken = fewest if fewest.lots > lots else most
            worth = describe_amount("value", measure_part(scenario, whole, "value").least)
            return _finding(f"{worth} cannot be shared out ({broken.reason})", broken.rules)
    for part in list_parts(scenario):
        for stated in bands:
            units = list_too_small(scenario, part, stated.band)
            if units:
                band = stated.band
                held = bound_amount(scenario, band.amount).bound_above(part.reach)
                text = (
                    f"{stated.source} asks for {describe_amount(band.amount, band.least)} at "
                    f"least, and lots with {name_units(scenario, units)} hold "
                    f"{describe_amount(band.amount, held)} at most"
                )
                return _finding(text, splitting, stated.rules)
    total = 0
    for part in (part for part in list_parts(scenario) if part.is_closed):
        fewest, most = bound_lots_of_part(scenario, part, bands)
        if fewest.lots > most.lots:
            text = (
                f"{name_units(scenario, part.units)} need {fewest.lots:,} at least "
                f"({fewest.reason}) and {most.lots:,} at most ({most.reason})"
            )
            return _finding(text, splitting, fewest.rules, most.rules)
        total += fewest.lots
    if total > lots:
        rules = (name for stated in bands for name in stated.rules)
        return _finding(f"{total:,} are needed", splitting, tuple(rules))
    return None


def _finding(text: str, *rules: tuple[str, ...]) -> PreflightFinding:
    return PreflightFinding(
        "impossible", text, tuple(dict.fromkeys(name for some in rules for name in some))
    )
