"""Verifies the other designs of a result: best by number of lots, comparisons, divided services."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from lotdesign.evaluation import Evaluation
from lotdesign.measures.registry import MEASURES
from lotdesign.money.lot_cost import list_integration_savings
from lotdesign.result.base import WrittenFigure
from lotdesign.result.build import evaluate_measures
from lotdesign.result.figures import read_figure
from lotdesign.result.model import BestByLotCount, DividedService, ReferenceComparison, Result
from lotdesign.scenario.scenario import Scenario
from lotdesign.verify.designs import (
    check_award,
    check_shortfalls,
    read_award,
    read_design,
    read_fallbacks,
)
from lotdesign.verify.tally import VerificationTally
from lotdesign.words import format_count


def check_compared_designs(scenario: Scenario, result: Result, tally: VerificationTally) -> None:
    """The best designs by number of lots (the ladder) and the comparisons."""
    counts = [rung.lots for rung in result.ladder]
    tally.check_equal("ladder: numbers of lots", counts, list(range(1, len(counts) + 1)))
    for rung in result.ladder:
        _check_ladder_rung(scenario, result, rung, tally)
    for other in result.comparisons:
        check_comparison(scenario, result, other, result.ladder, tally)


def _check_ladder_rung(
    scenario: Scenario, result: Result, rung: BestByLotCount, tally: VerificationTally
) -> None:
    what = f"ladder, {format_count(rung.lots, 'lot')}"
    found = rung.status in ("optimal", "feasible")
    tally.check_true(found == bool(rung.design), f"{what}: {rung.status}, against its design")
    if not rung.design:
        tally.check_equal(f"{what}: measures", rung.measures, {})
        return
    evaluation = _evaluate_stated_design(scenario, rung.design, rung, what, tally)
    if evaluation is None:
        return
    tally.check_equal(f"{what}: lots", rung.lots, len(rung.design))
    tally.check_true(evaluation.certified, f"{what}: a certificate is asked for and there is none")
    tally.check_equal(f"{what}: rules broken", (), evaluation.broken)
    tally.check_equal(f"{what}: measures", rung.measures, evaluate_measures(evaluation))
    _check_standing(result, rung.measures, what, tally)
    _check_rung_bound(scenario, rung, what, tally)


def _check_rung_bound(
    scenario: Scenario, rung: BestByLotCount, what: str, tally: VerificationTally
) -> None:
    """Only what is not proved best has a bound, and it is no worse than that."""
    measure = MEASURES[scenario.objectives[0].measure]
    bound, reached = _read_number(rung.bound), _read_number(rung.measures.get(measure.name))
    if rung.bound is None or reached is None:
        return
    holds = bound is not None and measure.sign * bound <= measure.sign * reached
    holds = holds and rung.status == "feasible"
    tally.check_true(holds, f"{what}: its bound, against its status and design")


def check_comparison(
    scenario: Scenario,
    result: Result,
    other: ReferenceComparison,
    ladder: Sequence[BestByLotCount],
    tally: VerificationTally,
) -> None:
    """A comparison's measures, broken rules, admissibility and rank."""
    what = f"comparison {other.id}"
    evaluation = _evaluate_stated_design(scenario, other.lots, other, what, tally)
    if evaluation is None:
        return
    tally.check_equal(f"{what}: measures", other.measures, evaluate_measures(evaluation))
    tally.check_equal(f"{what}: rules broken", other.broken, evaluation.broken)
    stated, found = (
        (other.certified, other.admissible),
        (evaluation.certified, evaluation.admissible),
    )
    tally.check_equal(f"{what}: certified, admissible", stated, found)
    tally.check_equal(f"{what}: rank", other.rank, _compute_rank(scenario, other, ladder))
    if other.admissible:
        _check_standing(result, other.measures, what, tally)


def _evaluate_stated_design(
    scenario: Scenario,
    lots: Sequence[tuple[str, ...]],
    stated: ReferenceComparison | BestByLotCount,
    what: str,
    tally: VerificationTally,
) -> Evaluation | None:
    """The evaluation of a stated design, award and fallbacks; None for no valid design."""
    design = read_design(scenario, lots, stated.routes, tally, f"{what}: ")
    if design is None:
        return None
    if stated.award and len(stated.award) != len(design.lots):
        tally.check_true(False, f"{what}: an award does not have a party for each lot")
        return None
    award = read_award(scenario, design, stated.award, tally, f"{what}: ")
    without = read_fallbacks(scenario, design, stated.withdrawals, tally, f"{what}: ")
    evaluation = Evaluation(scenario, design, award, without)
    check_award(evaluation, tally, f"{what}: ")
    check_shortfalls(evaluation, tally)
    return evaluation


def _check_standing(
    result: Result, stated: Mapping[str, WrittenFigure], what: str, tally: VerificationTally
) -> None:
    """No admissible design where the result says infeasible, and none better than its bound."""
    tally.check_true(result.status != "infeasible", f"{what}: admissible, where nothing is to be")
    for first in result.objective[:1]:
        bound, reached = _read_number(first.bound), _read_number(stated.get(first.measure))
        if bound is not None and reached is not None and first.measure in MEASURES:
            sign = MEASURES[first.measure].sign
            tally.check_true(sign * bound <= sign * reached, f"{what}: better than the bound")


def _compute_rank(
    scenario: Scenario, other: ReferenceComparison, ladder: Sequence[BestByLotCount]
) -> int | None:
    """1 plus the number of designs on the ladder that are better by the first objective."""
    measure = MEASURES[scenario.objectives[0].measure]
    mine = _read_number(other.measures.get(measure.name))
    theirs = [_read_number(rung.measures.get(measure.name)) for rung in ladder]
    known = [measure.sign * each for each in theirs if each is not None]
    if mine is None or not known:
        return None
    return 1 + sum(each < measure.sign * mine for each in known)


def _read_number(figure: WrittenFigure) -> Fraction | None:
    """The figure as a number; None where it is none."""
    try:
        return None if figure is None else read_figure(figure)
    except ValueError:
        return None


def check_divided(evaluation: Evaluation, result: Result, tally: VerificationTally) -> None:
    """The divided services, in order: where their parts are, and the design with one contract."""
    units = evaluation.scenario.units
    parted = {unit.service for unit in units if unit.undivided_id != unit.id}
    stated = [each.service for each in result.divided]
    expected = [s for s in evaluation.scenario.services if s in parted and s in stated]
    tally.check_equal("divided services", stated, expected)
    for each in result.divided:
        parts = frozenset(
            u
            for u, unit in enumerate(units)
            if unit.service == each.service and unit.undivided_id != unit.id
        )
        _check_divided_places(evaluation, each, parts, tally)
        _check_one_contract(evaluation, result, each, parts, tally)


def _check_divided_places(
    evaluation: Evaluation, stated: DividedService, parts: frozenset[int], tally: VerificationTally
) -> None:
    scenario, what = evaluation.scenario, f"divided {stated.service}"
    units = scenario.units
    holding = [lot.units for lot in evaluation.design.lots if parts & set(lot.units)]
    mixed = {
        u for lot in holding for u in lot if any(units[v].service != stated.service for v in lot)
    }
    joined = {units[u].locality for u in mixed & parts}
    places = [place.id for place in scenario.localities]
    tally.check_equal(f"{what}: joined", stated.joined, tuple(p for p in places if p in joined))
    tally.check_equal(f"{what}: alone", stated.alone, tuple(p for p in places if p not in joined))
    saved = sum(max(list_integration_savings(scenario, lot)) for lot in holding)
    tally.check_equal(f"{what}: integration", stated.integration_pence, saved)


def _check_one_contract(
    evaluation: Evaluation,
    result: Result,
    stated: DividedService,
    parts: frozenset[int],
    tally: VerificationTally,
) -> None:
    """The design with one contract is admissible, and has the parts as a lot of their own."""
    other, what = stated.one_contract, f"divided {stated.service}"
    if other is None:
        return
    check_comparison(evaluation.scenario, result, other, (), tally)
    tally.check_true(other.admissible, f"{what}: one contract, and the design is not admissible")
    contract = {evaluation.scenario.units[u].id for u in parts}
    whole = contract in map(set, other.lots)
    tally.check_true(whole, f"{what}: its parts are not one lot of their own")
