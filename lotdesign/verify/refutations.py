"""Verifies that no design that a result or its scenario shows refutes what the result claims.

Best, impossible, best with so many lots, best with one contract: each holds of all designs, so one
design that is admissible and better says that it is wrong.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from lotdesign.design import ROUTES, Design
from lotdesign.evaluation import Evaluation
from lotdesign.measures.registry import MEASURES
from lotdesign.result.figures import FIGURE_PRECISION, write_figure
from lotdesign.result.model import BestByLotCount, Result
from lotdesign.scenario.figure_units import WHOLE_UNITS
from lotdesign.scenario.lot_names import list_reference_designs
from lotdesign.scenario.scenario import Scenario
from lotdesign.verify.aims import find_worst_kept, is_better, measure_signed
from lotdesign.verify.comparisons import build_references
from lotdesign.verify.divided import find_parts
from lotdesign.verify.ladder import describe_rung
from lotdesign.verify.proof_claims import PROVED
from lotdesign.verify.shown_designs import ShownDesign
from lotdesign.verify.stated_designs import read_number
from lotdesign.verify.tally import VerificationTally

MOST_UNITS_TRIED = 200
"""With more units no design is tried that the result does not show."""


def list_unstated_references(
    scenario: Scenario, result: Result, shown: Sequence[ShownDesign]
) -> Iterator[ShownDesign]:
    """The scenario's reference designs that a proved result leaves out, where none needs an award.

    None of large scenarios: judging a lot of a thousand units takes long.
    """
    stated = {each.evaluation.design for each in shown}
    few = len(scenario.units) <= MOST_UNITS_TRIED
    if scenario.needs_certificate or result.status not in PROVED or not few:
        return
    named = list_reference_designs(scenario)
    for (_, name), design in zip(named, build_references(scenario), strict=True):
        if design not in stated:
            yield ShownDesign(f"{name}, of the scenario", Evaluation(scenario, design))


def check_refutations(
    result: Result,
    evaluation: Evaluation | None,
    shown: Sequence[ShownDesign],
    tally: VerificationTally,
) -> None:
    """No admissible design of these refutes the answer, a rung, or a division.

    `evaluation` is of the answer's design, where there is one.
    """
    admissible = [each for each in shown if each.evaluation.admissible]
    for each in admissible:
        tally.check_claim(
            result.status != "infeasible", f"{each.what}: admissible, where nothing is to be"
        )
        _check_objectives(result, evaluation, each, tally)
    everything = [*admissible]
    if evaluation is not None and evaluation.admissible:
        everything.append(ShownDesign("the design", evaluation))
    by_count = {rung.lots: rung for rung in result.ladder}
    stated = {each.what: each.evaluation for each in shown}
    for each in everything:
        rung = by_count.get(each.lot_count)
        if rung is not None:
            _check_rung(rung, stated.get(describe_rung(rung)), each, tally)
        if evaluation is not None:
            _check_one_contract(result, stated, each, tally)
    _check_candidates(result, everything, tally)


def _check_objectives(
    result: Result, answer: Evaluation | None, other: ShownDesign, tally: VerificationTally
) -> None:
    """The design beats no bound among those that keep what the objectives before it allow."""
    scenario = other.evaluation.scenario
    for place, (asked, reached) in enumerate(
        zip(scenario.objectives, result.objective, strict=False)
    ):
        measure, is_last = MEASURES[asked.measure], place == len(scenario.objectives) - 1
        value = measure_signed(other.evaluation, measure)
        bound, optimum = read_number(reached.bound), read_number(reached.optimum)
        if value is None or reached.measure != asked.measure:
            return
        written = _round_as_written(value, measure.unit)
        beaten = bound is not None and written < measure.sign * bound
        tally.check_claim(not beaten, f"{other.what}: better than the bound")
        if not reached.proved or optimum is None:
            return
        worst = find_worst_kept(scenario, place, measure.sign * optimum)
        unsure = 0 if measure.unit in WHOLE_UNITS else 2 * Fraction(FIGURE_PRECISION)
        if answer is not None and is_last:
            own = measure_signed(answer, measure)
            worst, unsure = (worst if own is None else own), 0
        if value > worst - unsure:
            return
    if answer is not None and result.tie_proved and result.status == "optimal":
        first = _sort_key(answer.design) <= _sort_key(other.evaluation.design)
        tally.check_claim(first, f"{other.what}: as good, and comes first")


def _round_as_written(value: Fraction, unit: str) -> Fraction:
    return read_number(write_figure(value, unit)) or Fraction(0)


def _sort_key(design: Design) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Designs that are equally good come in this order."""
    return design.labels, tuple(ROUTES.index(lot.route) for lot in design.lots)


def _check_rung(
    rung: BestByLotCount, own: Evaluation | None, other: ShownDesign, tally: VerificationTally
) -> None:
    """What the ladder says of the design's number of lots holds beside the design."""
    what = describe_rung(rung)
    tally.check_claim(rung.status != "infeasible", f"{what}: none, and {other.what} has so many")
    if own is None:
        return
    if rung.status == "optimal":
        better = is_better(other.evaluation, own)
        tally.check_claim(not better, f"{what}: called best, and {other.what} is better")
    measure = MEASURES[own.scenario.objectives[0].measure]
    value, bound = measure_signed(other.evaluation, measure), read_number(rung.bound)
    if value is not None and bound is not None:
        written = _round_as_written(value, measure.unit)
        holds = written >= measure.sign * bound
        tally.check_claim(holds, f"{what}: {other.what} is better than its bound")


def _check_one_contract(
    result: Result,
    stated: Mapping[str, Evaluation],
    other: ShownDesign,
    tally: VerificationTally,
) -> None:
    """A design with one contract for a divided service is no better than the one called best."""
    for each in result.divided:
        parts = find_parts(other.evaluation, each.service)
        if not any(parts == set(lot.units) for lot in other.evaluation.design.lots):
            continue
        what = f"divided {each.service}"
        exists = each.one_contract is not None
        tally.check_claim(exists, f"{what}: none has one contract, and {other.what} has")
        own = stated.get(f"{what}: one contract")
        better = own is not None and is_better(other.evaluation, own)
        tally.check_claim(not better, f"{what}: {other.what} is better with one contract")


def _check_candidates(
    result: Result, admissible: Sequence[ShownDesign], tally: VerificationTally
) -> None:
    """Lots of admissible designs are among those that there were to choose from."""
    lots = {lot.units for each in admissible for lot in each.evaluation.design.lots}
    if result.candidates:
        enough = len(lots) <= result.candidates
        tally.check_claim(enough, f"candidates: {result.candidates:,}, and {len(lots):,} are shown")
