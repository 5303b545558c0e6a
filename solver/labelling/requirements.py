"""What a scenario must be like to be solved by labelling units, and what its rules then ask."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from lotdesign.rules.apart import ApartRule
from lotdesign.rules.contiguous import ContiguousRule
from lotdesign.rules.lot_count import LotCountRule
from lotdesign.rules.lot_size import LotSizeRule
from lotdesign.rules.lot_value import LotValueRule
from lotdesign.rules.together import TogetherRule
from lotdesign.scenario.rule import Rule
from lotdesign.scenario.scenario import Scenario
from solver.candidates.money import value_scale, value_terms

MOST_LOTS = 8
"""With more lots the model is too loose to prove anything."""
MOST_LABEL_VARIABLES = 1_000
"""Units times lots, at most."""
LABELLING_MEASURE = "cut_neighbours"


@dataclass(frozen=True)
class LotBand:
    """Every lot's sum of weights, one a unit, lies between two bounds."""

    weights: Sequence[int]
    least: int | None
    most: int | None


@dataclass(frozen=True)
class LabellingRequirements:
    """All that the rules ask: how many lots, bands, and units that share a lot or do not.

    `connected` asks each lot's local units to be one area.
    """

    counts: range
    bands: tuple[LotBand, ...]
    together_groups: tuple[frozenset[int], ...]
    apart_pairs: tuple[tuple[frozenset[int], frozenset[int]], ...]
    connected: bool


def read_requirements(scenario: Scenario) -> LabellingRequirements | None:
    """The terms of a scenario of few lots; None where the numbers of units do not say it all."""
    rules = scenario.active_rules
    objectives = [objective.measure for objective in scenario.objectives]
    plain = scenario.routes.offered == ("external",) and not scenario.divided
    if objectives != [LABELLING_MEASURE] or not plain or scenario.needs_certificate:
        return None
    if any(
        rule.kind not in _BANDS_BY_KIND or not _concerns_every_lot(rule, scenario) for rule in rules
    ):
        return None
    if any(isinstance(rule, LotValueRule) for rule in rules) and len(value_terms(scenario)) > 1:
        return None
    counts = _find_lot_counts(
        [rule for rule in rules if isinstance(rule, LotCountRule)], len(scenario.units)
    )
    most = max(counts, default=0)
    if most > MOST_LOTS or most * len(scenario.units) > MOST_LABEL_VARIABLES:
        return None
    return LabellingRequirements(
        counts=counts,
        bands=tuple(band for rule in rules for band in _list_bands(rule, scenario)),
        together_groups=tuple(
            scenario.find_positions(rule.units) for rule in rules if isinstance(rule, TogetherRule)
        ),
        apart_pairs=tuple(
            pair
            for rule in rules
            if isinstance(rule, ApartRule)
            for pair in combinations(rule.list_groups(scenario), 2)
        ),
        connected=any(isinstance(rule, ContiguousRule) for rule in rules),
    )


def _concerns_every_lot(rule: Rule, scenario: Scenario) -> bool:
    """Whether the rule looks at every lot, whatever services it holds."""
    services: Sequence[str] | None = getattr(rule, "services", None)
    return services is None or set(scenario.services) <= set(services)


def _find_lot_counts(rules: Sequence[LotCountRule], units: int) -> range:
    """The numbers of lots that the rules allow."""
    least = max((rule.min or 1 for rule in rules), default=1)
    most = min((units if rule.max is None else rule.max for rule in rules), default=units)
    return range(max(1, least), min(units, most) + 1)


def _list_value_bands(rule: Rule, scenario: Scenario) -> Iterator[LotBand]:
    assert isinstance(rule, LotValueRule)
    (weights,), parts = value_terms(scenario), value_scale(scenario)
    least = None if rule.min is None else rule.min * parts
    yield LotBand(weights, least, None if rule.max is None else rule.max * parts)


def _list_size_bands(rule: Rule, scenario: Scenario) -> Iterator[LotBand]:
    assert isinstance(rule, LotSizeRule)
    yield LotBand((1,) * len(scenario.units), rule.min, rule.max)


def _list_no_bands(rule: Rule, scenario: Scenario) -> Iterator[LotBand]:
    yield from ()


_BANDS_BY_KIND: Mapping[str, Callable[[Rule, Scenario], Iterator[LotBand]]] = {
    "lot_value": _list_value_bands,
    "lot_size": _list_size_bands,
    "lot_count": _list_no_bands,
    "together": _list_no_bands,
    "apart": _list_no_bands,
    "contiguous": _list_no_bands,
}
"""The kinds of rule that can be said of numbered units, and their bands."""


def _list_bands(rule: Rule, scenario: Scenario) -> Iterator[LotBand]:
    return _BANDS_BY_KIND[rule.kind](rule, scenario)
