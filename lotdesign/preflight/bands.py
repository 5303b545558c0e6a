"""The bands that every lot of a scenario keeps, by its rules and by what providers can take."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from lotdesign.market.eligibility import find_small_parties
from lotdesign.preflight.amounts import describe_amount
from lotdesign.scenario.cache import cache_by_scenario
from lotdesign.scenario.consortia import Party
from lotdesign.scenario.lot_limits import AmountBand
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import join_words


@dataclass(frozen=True, slots=True)
class StatedBand:
    """A band, the rules that it follows from, and what else, in words."""

    band: AmountBand
    rules: tuple[str, ...]
    cause: str = ""

    @property
    def source(self) -> str:
        """What asks for it: rule size; rule access (the largest small provider)."""
        named = name_rules(self.rules) if self.rules else "the market"
        return f"{named} ({self.cause})" if self.cause else named


def name_rules(rules: tuple[str, ...] | list[str]) -> str:
    """Rules by their ids: rule size, rules connected and size."""
    return f"rule{'s' if len(rules) > 1 else ''} {join_words(rules)}"


@cache_by_scenario
def list_bands(scenario: Scenario, lots: int | None = None) -> tuple[StatedBand, ...]:
    """The bands of single lots; those too that hold for so many lots where that is given."""
    ruled = (
        StatedBand(band, (rule.id,))
        for rule in scenario.active_rules
        for band in rule.bound_each_lot(scenario, lots)
    )
    return (*ruled, *_list_market_bands(scenario))


def _list_market_bands(scenario: Scenario) -> Iterator[StatedBand]:
    """The most that a lot may be worth for enough providers to be able to take it."""
    if scenario.providers is None or scenario.routes.offered != ("external",):
        return
    singles = len(scenario.providers)
    small = find_small_parties(scenario)
    for rule in scenario.active_rules:
        needed, small_alone = rule.count_bidders_asked(scenario)
        who = [p for p in range(singles) if p in small or not small_alone]
        yield from _cap_by_parties(scenario, who, needed, (rule.id,), small_alone)
    if scenario.needs_certificate:
        rules = tuple(rule.id for rule in scenario.active_rules if rule.needs_certificate)
        yield from _cap_by_parties(scenario, [*range(len(scenario.parties))], 1, rules[:1], False)


def _cap_by_parties(
    scenario: Scenario, who: list[int], needed: int, rules: tuple[str, ...], small: bool
) -> Iterator[StatedBand]:
    """The band that at least `needed` of these parties can take, where there are as many."""
    limits = [find_largest_lot(scenario, scenario.parties[p]) for p in who]
    known = sorted((limit for limit in limits if limit is not None), reverse=True)
    unlimited = len(limits) - len(known)
    if needed > unlimited and needed <= len(limits):
        most = known[needed - unlimited - 1]
        kind = "small provider" if small else "provider"
        many = f"no {needed} {kind}s take" if needed > 1 else f"no {kind} takes"
        cause = f"{many} a lot above {describe_amount('value', most)}"
        yield StatedBand(AmountBand("value", 0, most), rules, cause)


def find_largest_lot(scenario: Scenario, party: Party) -> Fraction | None:
    """The largest market value of a lot that a party may take, pence a year; None: any."""
    limits = []
    if party.capacity is not None:
        limits.append(Fraction(party.capacity))
    if party.annual_turnover is not None and scenario.market.turnover_multiple:
        limits.append(Fraction(party.annual_turnover) / scenario.market.turnover_multiple)
    return min(limits, default=None)
