"""Whether the designs beside the answer are what the result says of them.

Their awards are not written down: that there is one, and what it makes of a measure or rule,
is taken from the result.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from lotdesign.checker.structure import read_design
from lotdesign.checker.tally import Tally
from lotdesign.ledger import Ledger
from lotdesign.measures.registry import MEASURES
from lotdesign.result.build import measures
from lotdesign.result.figures import number
from lotdesign.result.model import Comparison, Figure, Result, Rung
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import plural

CERTIFIED = frozenset(name for name, measure in MEASURES.items() if measure.needs_certificate)
"""Measures of a design's award; stating one says that there is an award."""


def check_context(scenario: Scenario, result: Result, tally: Tally) -> None:
    """The ladder and the comparisons."""
    counts = [rung.lots for rung in result.ladder]
    tally.same("ladder: numbers of lots", counts, list(range(1, len(counts) + 1)))
    for rung in result.ladder:
        _check_rung(scenario, result, rung, tally)
    for other in result.comparisons:
        check_comparison(scenario, result, other, result.ladder, tally)


def _check_rung(scenario: Scenario, result: Result, rung: Rung, tally: Tally) -> None:
    what = f"ladder, {plural(rung.lots, 'lot')}"
    found = rung.status in ("optimal", "feasible")
    tally.true(found == bool(rung.design), f"{what}: {rung.status}, against its design")
    if not rung.design:
        tally.same(f"{what}: measures", rung.measures, {})
        return
    ledger = _ledger(scenario, rung.design, what, tally)
    if ledger is None:
        return
    tally.same(f"{what}: lots", rung.lots, len(rung.design))
    tally.same(f"{what}: rules broken", (), _broken(ledger))
    _check_measures(ledger, rung.measures, what, tally)
    _check_standing(result, rung.measures, what, tally)


def check_comparison(
    scenario: Scenario, result: Result, other: Comparison, ladder: Sequence[Rung], tally: Tally
) -> None:
    """Its measures, the rules that it breaks, whether it is admissible, and its rank."""
    what = f"comparison {other.id}"
    ledger = _ledger(scenario, other.lots, what, tally)
    if ledger is None:
        return
    _check_measures(ledger, other.measures, what, tally)
    certified = {rule.id for rule in scenario.active_rules if rule.needs_certificate}
    plain = tuple(rule for rule in other.broken if rule not in certified)
    tally.same(f"{what}: rules broken", plain, _broken(ledger))
    awarded = bool(CERTIFIED & set(other.measures)) or not scenario.needs_certificate
    tally.same(f"{what}: admissible", other.admissible, awarded and not other.broken)
    tally.same(f"{what}: rank", other.rank, _rank(scenario, other, ladder))
    if other.admissible:
        _check_standing(result, other.measures, what, tally)


def _ledger(
    scenario: Scenario, lots: Sequence[tuple[str, ...]], what: str, tally: Tally
) -> Ledger | None:
    design = read_design(scenario, lots, tally, f"{what}: ")
    return None if design is None else Ledger(scenario, design)


def _broken(ledger: Ledger) -> tuple[str, ...]:
    rules = (rule for rule in ledger.scenario.active_rules if not rule.needs_certificate)
    return tuple(rule.id for rule in rules if not rule.judge(ledger).met)


def _check_measures(ledger: Ledger, said: Mapping[str, Figure], what: str, tally: Tally) -> None:
    plain = {name: value for name, value in said.items() if name not in CERTIFIED}
    tally.same(f"{what}: measures", plain, measures(ledger))


def _check_standing(result: Result, said: Mapping[str, Figure], what: str, tally: Tally) -> None:
    """An admissible design is none that the result calls impossible or better than can be."""
    tally.true(result.status != "infeasible", f"{what}: admissible, where nothing is to be")
    for first in result.objective[:1]:
        bound, reached = _number(first.bound), _number(said.get(first.measure))
        if bound is not None and reached is not None and first.measure in MEASURES:
            sign = MEASURES[first.measure].sign
            tally.true(sign * bound <= sign * reached, f"{what}: better than the bound")


def _rank(scenario: Scenario, other: Comparison, ladder: Sequence[Rung]) -> int | None:
    """1 and the number of rungs that are better by the first objective."""
    measure = MEASURES[scenario.objectives[0].measure]
    mine = _number(other.measures.get(measure.name))
    theirs = [_number(rung.measures.get(measure.name)) for rung in ladder]
    known = [measure.sign * each for each in theirs if each is not None]
    if mine is None or not known:
        return None
    return 1 + sum(each < measure.sign * mine for each in known)


def _number(figure: Figure) -> Fraction | None:
    """The figure as a number, where it is one."""
    try:
        return None if figure is None else number(figure)
    except ValueError:
        return None
