"""Small closed parts: every way to cut one into lots is tried."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from lotdesign.money.lot_cost import compute_market_value
from lotdesign.pence import Pence
from lotdesign.preflight.amounts import LotMeasure
from lotdesign.preflight.bands import StatedBand, list_bands, name_rules
from lotdesign.preflight.finding import PreflightFinding
from lotdesign.preflight.lone_units import name_units
from lotdesign.preflight.lot_numbers import is_told_of_parts
from lotdesign.preflight.parts import list_parts, list_splitting_rules
from lotdesign.scenario.lot_limits import LotAmount
from lotdesign.scenario.scenario import Scenario

MOST_UNITS = 10
"""Parts of more units are left to a search."""
MOST_SETS = 2**13
"""Sets of units that are looked at in all parts together."""


def find_uncut_small_parts(scenario: Scenario) -> Iterator[PreflightFinding]:
    """A finding for each small closed part that nothing else may join and that cannot be cut."""
    if is_told_of_parts(scenario):
        return
    sets = 0
    for part in list_parts(scenario):
        alone = part.is_closed and len(part.reach) == len(part.units) <= MOST_UNITS
        sets += 2 ** len(part.units) if alone else 0
        if not alone or sets > MOST_SETS or _can_be_cut(scenario, part.units, list_bands(scenario)):
            continue
        bands = _drop_needless(scenario, part.units)
        ruled = {name for stated in bands for name in stated.rules}
        ruled |= {rule.id for rule in list_splitting_rules(scenario)}
        ruled |= {r.id for r in scenario.active_rules if r.list_blocks(scenario)}
        rules = tuple(rule.id for rule in scenario.active_rules if rule.id in ruled)
        text = (
            f"{name_units(scenario, part.units)} cannot be cut into lots: no way to share them out "
            f"keeps {name_rules(rules)}."
        )
        yield PreflightFinding("impossible", text, rules)


def _drop_needless(scenario: Scenario, units: tuple[int, ...]) -> list[StatedBand]:
    """Bands without any of which the part could be cut."""
    kept = list(list_bands(scenario))
    for stated in list_bands(scenario):
        fewer = [each for each in kept if each is not stated]
        if not _can_be_cut(scenario, units, fewer):
            kept = fewer
    return kept


def _can_be_cut(scenario: Scenario, units: tuple[int, ...], bands: Sequence[StatedBand]) -> bool:
    """Whether the units can be shared out to lots that each keep the bands; sets are bits."""
    fits: dict[int, bool] = {}
    cut: dict[int, bool] = {0: True}

    def is_lot(held: int) -> bool:
        if held not in fits:
            some = tuple(u for i, u in enumerate(units) if held >> i & 1)
            fits[held] = _keeps_bands(scenario, some, bands) and _may_share(scenario, some)
        return fits[held]

    def can_cut(rest: int) -> bool:
        if rest not in cut:
            first = rest & -rest
            others = rest ^ first
            beside = others
            cut[rest] = False
            while True:
                if is_lot(first | beside) and can_cut(others ^ beside):
                    cut[rest] = True
                    break
                if not beside:
                    break
                beside = (beside - 1) & others
        return cut[rest]

    return can_cut((1 << len(units)) - 1)


def _keeps_bands(scenario: Scenario, units: tuple[int, ...], bands: Sequence[StatedBand]) -> bool:
    for stated in bands:
        band = stated.band
        if any(band.concerns(scenario.units[u].service) for u in units):
            held = _measure_lot(scenario, units, band.amount)
            if held < band.least or (band.most is not None and held > band.most):
                return False
    return True


def _measure_lot(scenario: Scenario, units: tuple[int, ...], amount: LotAmount) -> LotMeasure:
    if amount == "units":
        return len(units)
    if amount == "need":
        return sum((scenario.units[u].need or Fraction(0) for u in units), Fraction(0))
    yearly = zip(*(scenario.units[u].gross for u in units), strict=True)
    gross = [Pence(sum(year)) for year in yearly]
    return compute_market_value(gross, scenario.find_years(units), scenario.market.value_basis)


def _may_share(scenario: Scenario, units: tuple[int, ...]) -> bool:
    """Whether the rules that keep units apart, or together, allow a lot of these."""
    held = frozenset(units)
    splits = (rule.split_units(scenario, held) for rule in list_splitting_rules(scenario))
    if any(split is not None and split.is_broken for split in splits):
        return False
    blocks = (block for rule in scenario.active_rules for block in rule.list_blocks(scenario))
    return all(block <= held or not block & held for block in blocks)
