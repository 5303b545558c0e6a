"""Puts a result in context, part by part in the order of their worth.

How it compares with other designs, the best for each number of lots, services kept in one contract,
and what each rule changes.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from lotdesign.result.base import ComparedPart, RuleEffect
from lotdesign.result.model import BestByLotCount, Result
from lotdesign.scenario.lot_names import list_reference_designs
from lotdesign.scenario.scenario import Scenario
from solver.backends.base import ignore_progress
from solver.backends.complete_enumeration import EnumeratingEngine
from solver.backends.portfolio import PortfolioEngine
from solver.comparisons.best_by_lot_count import (
    build_rung,
    find_best_by_lot_count,
    has_few_candidates,
)
from solver.comparisons.reference_designs import (
    certify_reference_designs,
    compare_design,
    compare_divided_services,
    has_divided_services,
    rank_among_rungs,
)
from solver.comparisons.rule_relevance import assess_rule_relevance
from solver.outcome import SolveOutcome
from solver.solve_context import SolveContext
from solver.strategy import MANY_UNITS, chooses_few_large_lots

COMPARISON_SECONDS = 120.0
"""Seconds that a run without a time limit may take to compare its design."""
SHARE_OF_TIME = 0.5
"""Share of the time left that one part may take before those that follow."""

ResultListener = Callable[[Result], None]
"""Called with a result that has more in it than the one before."""


def put_in_context(
    scenario: Scenario,
    result: Result,
    outcome: SolveOutcome,
    context: SolveContext,
    keep: ResultListener = lambda result: None,
) -> Result:
    """The result with its comparisons, as far as they come until the time is over or Ctrl-C.

    `keep` is called with the result so far after each step. Raises EngineContradiction where two
    engines cannot both be right.
    """
    context = replace(
        _use_comparing_engine(context).start_from(None),
        settings=replace(context.settings, raise_on_interrupt=True),
        report_progress=ignore_progress,
        tell=None,
    )
    if context.deadline is None:
        context = context.limit_to(COMPARISON_SECONDS)
    so_far = mark_left_out(scenario, result, outcome, context)
    if context.is_late and len(scenario.units) >= MANY_UNITS:
        return so_far  # a comparison may take as long as the search, which is out of time
    parts = _ComparedParts(scenario, outcome, context)
    try:
        for write in (parts.compare, parts.fill_ladder, parts.divide, parts.assess_rules):
            for more in write(so_far):
                so_far = more
                keep(so_far)
    except KeyboardInterrupt:
        return so_far.model_copy(update={"termination": "interrupted"})
    return so_far


def mark_left_out(
    scenario: Scenario, result: Result, outcome: SolveOutcome, context: SolveContext
) -> Result:
    """The result, which says of every part that could follow that it is left out."""
    parts = _ComparedParts(scenario, outcome, context)
    known = outcome.design is not None and outcome.all_listed
    due: dict[ComparedPart, bool] = {
        "comparisons": True,
        "ladder": bool(parts.list_lot_counts()),
        "divided": known and has_divided_services(scenario),
        "effects": parts.can_assess_rules and bool(scenario.active_rules),
    }
    return result.model_copy(update={"left_out": tuple(part for part in due if due[part])})


def _use_comparing_engine(context: SolveContext) -> SolveContext:
    """The same with an engine for many small questions, unless one engine alone was chosen."""
    solving = context.use_solving_engine()
    if not isinstance(solving.engine, PortfolioEngine):
        return solving
    return replace(solving, engine=EnumeratingEngine(solving.engine))


@dataclass(frozen=True)
class _ComparedParts:
    """Each part as results that have more and more of it; one that comes to its end is in."""

    scenario: Scenario
    outcome: SolveOutcome
    context: SolveContext

    def compare(self, result: Result) -> Iterator[Result]:
        """Today's contracts, the options, one contract for all, and one a unit."""
        names = list_reference_designs(self.scenario)
        context = self._limit("comparing with other designs", len(names))
        done = 0
        for each in certify_reference_designs(self.scenario, context.engine, context.deadline):
            compared = compare_design(self.scenario, each, ())
            result = result.model_copy(update={"comparisons": (*result.comparisons, compared)})
            done += 1
            context.progress.report_step("comparing with other designs", done, len(names))
            yield result
        if done == len(names):
            yield _put_in(result, "comparisons")

    def fill_ladder(self, result: Result) -> Iterator[Result]:
        """The best design for each number of lots, numbers near that of the best design first."""
        counts = self.list_lot_counts()
        if not counts:
            return
        what = "the best design for each number of lots"
        context = self._limit(what, len(counts))
        rungs: dict[int, BestByLotCount] = {}
        for count, found in self._find_best_by_count(context):
            rungs[count] = build_rung(self.scenario, count, found)
            context.progress.report_step(what, len(rungs), len(counts))
            result = _rank(self.scenario, result, _fill_up(rungs))
            yield result
        if rungs and all(rung.status != "unknown" for rung in rungs.values()):
            yield _put_in(result, "ladder")

    def list_lot_counts(self) -> Sequence[int]:
        """The numbers of lots that are tried; none where lots are neither listed nor few."""
        if self.outcome.all_listed:
            few = has_few_candidates(self.outcome.candidates)
            return range(1, len(self.scenario.units) + 1) if few else ()
        if not chooses_few_large_lots(self.scenario, self.context):
            return ()
        from solver.comparisons.large_lots import list_large_lot_counts

        return list_large_lot_counts(self.scenario, self.outcome)

    def _find_best_by_count(self, context: SolveContext) -> Iterator[tuple[int, SolveOutcome]]:
        if self.outcome.all_listed:
            return find_best_by_lot_count(self.scenario, self.outcome, context)
        from solver.comparisons.large_lots import find_best_large_lots_by_count

        return find_best_large_lots_by_count(self.scenario, self.outcome, context)

    def divide(self, result: Result) -> Iterator[Result]:
        """For each service with divided units, the best design that keeps it in one contract."""
        design = self.outcome.design
        if design is None or not self.outcome.all_listed:
            return
        context = self._limit("divided services in one contract", 0)
        found = tuple(compare_divided_services(self.scenario, design, context))
        result = result.model_copy(update={"divided": found})
        yield result if context.is_late else _put_in(result, "divided")

    def assess_rules(self, result: Result) -> Iterator[Result]:
        """What switching off each rule would change."""
        if not self.can_assess_rules:
            return
        what, rules = "switching off one rule after the other", self.scenario.active_rules
        self.context.progress.report_step(what, 0, len(rules))
        for done, (id_, effect) in enumerate(self._find_effects(), 1):
            result = result.model_copy(
                update={
                    "rules": tuple(
                        rule.model_copy(update={"effect": effect}) if rule.id == id_ else rule
                        for rule in result.rules
                    )
                }
            )
            self.context.progress.report_step(what, done, len(rules))
            yield result
        if not self.context.is_late:
            yield _put_in(result, "effects")

    @property
    def can_assess_rules(self) -> bool:
        """Whether the design is proved, of lots that are listed or few and large."""
        outcome = self.outcome
        return (
            outcome.design is not None
            and outcome.proved
            and (outcome.all_listed or chooses_few_large_lots(self.scenario, self.context))
        )

    def _find_effects(self) -> Iterator[tuple[str, RuleEffect]]:
        if self.outcome.all_listed:
            return assess_rule_relevance(self.scenario, self.outcome, self.context)
        from solver.comparisons.large_lots import assess_large_lot_rules

        return assess_large_lot_rules(self.scenario, self.outcome, self.context)

    def _limit(self, what: str, steps: int) -> SolveContext:
        """The context with a share of the time left for a part that begins."""
        self.context.progress.report_step(what, 0, steps)
        return self.context.limit_to(self.context.share_of_time_left(SHARE_OF_TIME))


def _put_in(result: Result, part: ComparedPart) -> Result:
    """The result, which no longer says that it leaves a part out."""
    left_out = tuple(each for each in result.left_out if each != part)
    return result.model_copy(update={"left_out": left_out})


def _fill_up(rungs: dict[int, BestByLotCount]) -> tuple[BestByLotCount, ...]:
    """The rungs up to the most lots asked for; of numbers not asked yet nothing is known."""
    return tuple(
        rungs.get(count) or BestByLotCount(lots=count, status="unknown")
        for count in range(1, max(rungs) + 1)
    )


def _rank(scenario: Scenario, result: Result, rungs: Sequence[BestByLotCount]) -> Result:
    """The result with this ladder, and each comparison's place among its rungs."""
    ranked = (
        each.model_copy(update={"rank": rank_among_rungs(scenario, each.measures, rungs)})
        for each in result.comparisons
    )
    return result.model_copy(update={"ladder": tuple(rungs), "comparisons": tuple(ranked)})
