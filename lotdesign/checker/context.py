"""Whether the designs beside the answer are what the result says of them."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from lotdesign.checker.award import check_award, read_award
from lotdesign.checker.structure import read_design
from lotdesign.checker.tally import Tally
from lotdesign.checker.withdrawal import check_shortfalls, read_without
from lotdesign.ledger import Ledger
from lotdesign.measures.registry import MEASURES
from lotdesign.result.build import measures
from lotdesign.result.figures import number
from lotdesign.result.model import Comparison, Figure, Result, Rung
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import plural


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
    ledger = _ledger(scenario, rung.design, rung, what, tally)
    if ledger is None:
        return
    tally.same(f"{what}: lots", rung.lots, len(rung.design))
    tally.true(ledger.certified, f"{what}: a certificate is asked for and there is none")
    tally.same(f"{what}: rules broken", (), ledger.broken)
    tally.same(f"{what}: measures", rung.measures, measures(ledger))
    _check_standing(result, rung.measures, what, tally)


def check_comparison(
    scenario: Scenario, result: Result, other: Comparison, ladder: Sequence[Rung], tally: Tally
) -> None:
    """Its measures, the rules that it breaks, whether it is admissible, and its rank."""
    what = f"comparison {other.id}"
    ledger = _ledger(scenario, other.lots, other, what, tally)
    if ledger is None:
        return
    tally.same(f"{what}: measures", other.measures, measures(ledger))
    tally.same(f"{what}: rules broken", other.broken, ledger.broken)
    said, found = (other.certified, other.admissible), (ledger.certified, ledger.admissible)
    tally.same(f"{what}: certified, admissible", said, found)
    tally.same(f"{what}: rank", other.rank, _rank(scenario, other, ladder))
    if other.admissible:
        _check_standing(result, other.measures, what, tally)


def _ledger(
    scenario: Scenario,
    lots: Sequence[tuple[str, ...]],
    said: Comparison | Rung,
    what: str,
    tally: Tally,
) -> Ledger | None:
    """The design with the award and the fallbacks that are said of it."""
    design = read_design(scenario, lots, said.routes, tally, f"{what}: ")
    if design is None:
        return None
    if said.award and len(said.award) != len(design.lots):
        tally.true(False, f"{what}: an award does not have a party for each lot")
        return None
    award = read_award(scenario, design, said.award, tally, f"{what}: ")
    without = read_without(scenario, design, said.withdrawals, tally, f"{what}: ")
    ledger = Ledger(scenario, design, award, without)
    check_award(ledger, tally, f"{what}: ")
    check_shortfalls(ledger, tally)
    return ledger


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
