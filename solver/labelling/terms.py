"""What a scenario must be like to be solved by numbering units, and what its rules then say."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from lotdesign.rules.apart import Apart
from lotdesign.rules.base import Rule
from lotdesign.rules.contiguous import Contiguous
from lotdesign.rules.lot_count import LotCount
from lotdesign.rules.lot_size import LotSize
from lotdesign.rules.lot_value import LotValue
from lotdesign.rules.together import Together
from lotdesign.scenario.scenario import Scenario
from solver.facts.values import value_scale, value_terms

MOST_LOTS = 8
"""With more lots the model is too loose to prove anything."""
MOST_LABELS = 1_000
"""Units times lots, at most."""
MEASURE = "cut_neighbours"


@dataclass(frozen=True)
class Band:
    """Every lot's sum of weights, one a unit, lies between two bounds."""

    weights: Sequence[int]
    least: int | None
    most: int | None


@dataclass(frozen=True)
class Terms:
    """All that the rules ask: how many lots, bands, and units that share a lot or do not.

    `connected` asks each lot's local units to be one area.
    """

    counts: range
    bands: tuple[Band, ...]
    together: tuple[frozenset[int], ...]
    apart: tuple[tuple[frozenset[int], frozenset[int]], ...]
    connected: bool


def terms_of(scenario: Scenario) -> Terms | None:
    """The terms of a scenario of few lots; None where the numbers of units do not say it all."""
    rules = scenario.active_rules
    objectives = [objective.measure for objective in scenario.objectives]
    plain = scenario.routes.allowed == ("external",) and not scenario.divided
    if objectives != [MEASURE] or not plain or scenario.needs_certificate:
        return None
    if any(rule.kind not in _STATED or not _of_every_lot(rule, scenario) for rule in rules):
        return None
    if any(isinstance(rule, LotValue) for rule in rules) and len(value_terms(scenario)) > 1:
        return None
    counts = _counts([rule for rule in rules if isinstance(rule, LotCount)], len(scenario.units))
    most = max(counts, default=0)
    if most > MOST_LOTS or most * len(scenario.units) > MOST_LABELS:
        return None
    return Terms(
        counts=counts,
        bands=tuple(band for rule in rules for band in _bands(rule, scenario)),
        together=tuple(
            scenario.positions(rule.units) for rule in rules if isinstance(rule, Together)
        ),
        apart=tuple(
            pair
            for rule in rules
            if isinstance(rule, Apart)
            for pair in combinations(rule.groups(scenario), 2)
        ),
        connected=any(isinstance(rule, Contiguous) for rule in rules),
    )


def _of_every_lot(rule: Rule, scenario: Scenario) -> bool:
    """Whether the rule looks at every lot, whatever services it holds."""
    services: Sequence[str] | None = getattr(rule, "services", None)
    return services is None or set(scenario.services) <= set(services)


def _counts(rules: Sequence[LotCount], units: int) -> range:
    """The numbers of lots that the rules allow."""
    least = max((rule.min or 1 for rule in rules), default=1)
    most = min((units if rule.max is None else rule.max for rule in rules), default=units)
    return range(max(1, least), min(units, most) + 1)


def _value(rule: Rule, scenario: Scenario) -> Iterator[Band]:
    assert isinstance(rule, LotValue)
    (weights,), parts = value_terms(scenario), value_scale(scenario)
    least = None if rule.min is None else rule.min * parts
    yield Band(weights, least, None if rule.max is None else rule.max * parts)


def _size(rule: Rule, scenario: Scenario) -> Iterator[Band]:
    assert isinstance(rule, LotSize)
    yield Band((1,) * len(scenario.units), rule.min, rule.max)


def _nothing(rule: Rule, scenario: Scenario) -> Iterator[Band]:
    yield from ()


_STATED: Mapping[str, Callable[[Rule, Scenario], Iterator[Band]]] = {
    "lot_value": _value,
    "lot_size": _size,
    "lot_count": _nothing,
    "together": _nothing,
    "apart": _nothing,
    "contiguous": _nothing,
}
"""The kinds of rule that can be said of numbered units, and their bands."""


def _bands(rule: Rule, scenario: Scenario) -> Iterator[Band]:
    return _STATED[rule.kind](rule, scenario)
