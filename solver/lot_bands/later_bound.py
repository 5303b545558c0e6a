"""A bound on the fewest cut pairs as a later aim: column generation where all other rules are left.

Rules about providers and money, and the aims before, are left out. What every design of the rest
cuts at least, every admissible one does.
"""

from dataclasses import dataclass, replace

from lotdesign.design import Design
from lotdesign.scenario.scenario import Scenario
from solver.backends.base import ignore_progress
from solver.column_generation.requirements import CUT_PAIRS_MEASURE, LotBand, read_requirements
from solver.constraints.registry import state_requirements
from solver.lot_bands.bands import LotBands
from solver.progress import ProgressReporter
from solver.solve_context import SolveContext


@dataclass(frozen=True)
class CutPairsAnswer:
    """A bound on the cut pairs, and a design that cuts few, which may break rules left out.

    `engines` were asked for it.
    """

    bound: int
    design: Design | None
    engines: tuple[str, ...]


def bound_cut_pairs(
    scenario: Scenario, place: int, bands: LotBands, design: Design, context: SolveContext
) -> CutPairsAnswer | None:
    """The answer for the objective at this place and designs of so many lots.

    Begins from a design of any number. None where the objective is another measure, or the rest of
    the rules cannot be stated for column generation. Raises KeyboardInterrupt on Ctrl-C.
    """
    wanted = scenario.objectives[place]
    if wanted.measure != CUT_PAIRS_MEASURE:
        return None
    from solver.column_generation.frontier_search import solve_by_frontier

    stated = (
        rule
        for rule in scenario.active_rules
        if rule.concerns_every_lot(scenario) and state_requirements(rule, scenario) is not None
    )
    relaxed = replace(
        scenario, rules=tuple(stated), objectives=(wanted,), providers=None, consortia=()
    )
    requirements = read_requirements(relaxed)
    if requirements is None:
        return None
    inside = tuple(LotBand(band.weights, band.least, band.most) for band in bands.bands)
    requirements = replace(requirements, counts=range(bands.count, bands.count + 1), bands=inside)
    alone = replace(
        context, report_progress=ignore_progress, tell=None, progress=ProgressReporter()
    )
    outcome = solve_by_frontier(relaxed, requirements, alone.start_from(design, None))
    if outcome is not None and outcome.interrupted:
        raise KeyboardInterrupt
    if outcome is None or not outcome.reached or outcome.reached[0].bound is None:
        return None
    engines = outcome.attribute_to(context.engine).engines_asked
    return CutPairsAnswer(int(outcome.reached[0].bound), outcome.design, engines)
