"""Solves with one engine or two; raises EngineContradiction where both cannot be right."""

from collections.abc import Iterator
from dataclasses import replace

from lotdesign.design import Design
from lotdesign.faults import EngineContradiction
from lotdesign.result.build import ReachedObjective
from lotdesign.result.figures import write_figure
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import join_words
from solver.backends.base import EngineOutcome
from solver.backends.registry import ENGINE_TITLES, EngineName
from solver.candidate_mip import CandidateMip
from solver.candidate_solve import solve_candidates
from solver.candidates.table import CandidateTable
from solver.outcome import SolveOutcome
from solver.solve_context import SolveContext

SECOND_ENGINE_SECONDS = 60.0
"""Seconds that `auto` gives the second engine to agree that the rules are impossible."""

NamedOutcome = tuple[str, SolveOutcome]
"""The title of an engine, and what it found."""


def solve_with_engines(
    scenario: Scenario, candidates: CandidateTable, context: SolveContext
) -> SolveOutcome:
    """The best design of these candidates, by the engine that was chosen or by both.

    "auto" asks a second engine before it calls the scenario infeasible. Raises
    EngineContradiction where two engines cannot both be right.
    """
    if context.choice == "both":
        return _solve_with_both(scenario, candidates, context)
    context = context.use_solving_engine()
    outcome = solve_candidates(scenario, candidates, context).attribute_to(context.engine)
    if context.choice == "auto" and outcome.status == "infeasible":
        return _confirm_by_each(outcome, scenario, candidates, context)
    return outcome


def _confirm_by_each(
    outcome: SolveOutcome, scenario: Scenario, candidates: CandidateTable, context: SolveContext
) -> SolveOutcome:
    """The same outcome, once HiGHS was asked too, and CP-SAT where HiGHS had a part in it.

    A proof in which both had a part is not two proofs: each engine then has to find it alone.
    """
    asked: tuple[EngineName, ...] = ("highs",)
    alone = outcome.proved_by
    if "highs" in outcome.proved_by:
        asked, alone = ("cp-sat", "highs"), ()
    for engine in asked:
        answer = confirm_infeasible(
            scenario, candidates, context, SECOND_ENGINE_SECONDS, engine=engine
        )
        if answer.status == "infeasible":
            alone = (*alone, engine)
        outcome = replace(outcome, interrupted=outcome.interrupted or answer.interrupted)
    return replace(
        outcome, proved_by=alone or outcome.proved_by[:1], engines_asked=("cp-sat", "highs")
    )


def confirm_infeasible(
    scenario: Scenario,
    candidates: CandidateTable,
    context: SolveContext,
    seconds: float,
    *,
    engine: EngineName = "highs",
) -> EngineOutcome:
    """Asks an engine for any design of a scenario that the other has proved infeasible.

    Raises EngineContradiction where it finds one; "unknown" where it takes more than `seconds`.
    """
    if not len(candidates):
        return EngineOutcome("infeasible")
    mip = CandidateMip(scenario, candidates, context.limit_to(seconds).use_engine(engine))
    outcome = mip.find_any()
    if outcome.solution is not None:
        design = mip.read_design(outcome.solution)
        other = next(title for name, title in ENGINE_TITLES.items() if name != engine)
        refutation = _describe_refutation(scenario, other, ENGINE_TITLES[engine], design)
        raise EngineContradiction((refutation,))
    return outcome


def _solve_with_both(
    scenario: Scenario, candidates: CandidateTable, context: SolveContext
) -> SolveOutcome:
    """Solves with each engine in half of the time; the better outcome where they agree."""
    half = context.limit_to(context.share_of_time_left(0.5)).use_engine("cp-sat")
    first = solve_candidates(scenario, candidates, half).attribute_to(half.engine)
    if first.interrupted:
        return first
    rest = context.use_engine("highs")
    second = solve_candidates(scenario, candidates, rest).attribute_to(rest.engine)
    named = (ENGINE_TITLES["cp-sat"], first), (ENGINE_TITLES["highs"], second)
    contradictions = tuple(list_contradictions(scenario, *named))
    if contradictions:
        raise EngineContradiction(contradictions)
    return replace(
        max((first, second), key=_progress_key),
        proved_by=(*first.proved_by, *second.proved_by),
        engines_asked=("cp-sat", "highs"),
    )


def _progress_key(outcome: SolveOutcome) -> tuple[bool, bool, bool, list[object]]:
    """Sorts outcomes by what is known: proofs, a design, objectives reached, and their values."""
    values = [-each.measure.sign * each.value for each in outcome.reached]
    known = outcome.proved, outcome.tie_proved, outcome.design is not None
    return *known, [len(values), *values]


def list_contradictions(
    scenario: Scenario, one: NamedOutcome, other: NamedOutcome
) -> Iterator[str]:
    """Yields a sentence for each point on which two outcomes contradict each other.

    Values are compared exactly, each with the other's proven bound. Later objectives are compared
    only while the earlier ones agree.
    """
    for (name, outcome), (rival, rivals) in ((one, other), (other, one)):
        if outcome.status == "infeasible" and rivals.design is not None:
            yield _describe_refutation(scenario, name, rival, rivals.design)
            return
    for mine, theirs in zip(one[1].reached, other[1].reached, strict=False):
        contradiction = _compare_values(one[0], mine, other[0], theirs)
        if contradiction:
            yield contradiction
        if contradiction or not (mine.proved and theirs.proved):
            return
    yield from _compare_designs(scenario, one, other)


def _describe_refutation(scenario: Scenario, name: str, rival: str, design: Design) -> str:
    lots = describe_lots(scenario, design)
    return f"{name} calls the rules impossible, but {rival} has a design: {lots}"


def describe_lots(scenario: Scenario, design: Design) -> str:
    """Writes the lots of a design by unit ids: a, b | c."""
    return " | ".join(", ".join(scenario.units[u].id for u in lot.units) for lot in design.lots)


def _compare_values(name: str, mine: ReachedObjective, rival: str, theirs: ReachedObjective) -> str:
    """A sentence where two values or bounds of one objective contradict each other; else ""."""
    measure = mine.measure
    values = [write_figure(each.value, measure.unit) for each in (mine, theirs)]
    bounds = [write_figure(each.bound, measure.unit) for each in (mine, theirs)]
    if mine.proved and theirs.proved:
        if mine.value == theirs.value:
            return ""
        return f"{measure.name}: {name} proves that the best is {values[0]}, {rival} {values[1]}"
    if _beats_bound(mine, theirs):
        return f"{measure.name}: {rival} proves that none beats {bounds[1]}, {name} has {values[0]}"
    if _beats_bound(theirs, mine):
        return f"{measure.name}: {name} proves that none beats {bounds[0]}, {rival} has {values[1]}"
    return ""


def _beats_bound(one: ReachedObjective, other: ReachedObjective) -> bool:
    """Whether a value lies beyond the bound that the other has proved."""
    sign = one.measure.sign
    return other.bound is not None and sign * one.value < sign * other.bound


def _compare_designs(scenario: Scenario, one: NamedOutcome, other: NamedOutcome) -> Iterator[str]:
    """Compares designs and awards, which are unique where both have settled all ties."""
    first, second = one[1], other[1]
    if first.design is None or second.design is None:
        return
    if not all(each.proved and each.tie_proved for each in (first, second)):
        return
    if first.design != second.design:
        shown = [
            f"{name} shows {describe_lots(scenario, design)}"
            for name, design in ((one[0], first.design), (other[0], second.design))
        ]
        yield f"of equally good designs {join_words(shown)} as the first"
    elif first.award != second.award:
        yield f"{one[0]} and {other[0]} show different indicative awards"
