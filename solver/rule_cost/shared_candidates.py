"""One list of candidates for all variants of a scenario, and what relaxations rule out of it.

Variants differ in rules, in one step of a parameter, or in the market; each has a part of the list.
For any duals of the unit rows a design costs at least a bound plus the reduced costs of its lots,
whatever the rules. So beside a design that is known to be admissible only candidates with small
reduced costs are left to search, often by duals that were worked out for another variant.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from lotdesign.design import Design
from lotdesign.measures.base import MeasureValue
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.rule import Rule
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags, Ints
from solver.candidate_listing import TooManyLots, list_candidates
from solver.candidate_mip import build_partition_model
from solver.candidates.table import CandidateTable
from solver.constraints.registry import filter_candidates
from solver.exact.branch_and_cut.root_duals import RootRelaxation
from solver.exact.reduced_cost_fixing import FEWEST_FOR_LP, RelaxationDuals
from solver.exact.search import ModelSearch
from solver.model.expressions import LinearExpression, round_down_to_fit
from solver.model.goals import Goal
from solver.model.linear_model import LinearModel
from solver.objectives.registry import build_ranked_objectives
from solver.solve_context import SolveContext
from solver.whatif.candidate_lists import rebind_candidates
from solver.whatif.variants import replace_rules

MOST_WITHOUT_RULES, MOST_SHARED_CANDIDATES = 12_000, 40_000
"""A longer list, without any rule or with one, is not shared: others are made sooner."""
MOST_LISTS_TRIED = 4
"""Lists that are tried before none is shared: under no rule, then under one rule alone."""
ENOUGH_RULED_OUT = 1_500
"""With no more candidates left than this, no further duals are worked out."""

MARKET_INPUTS = frozenset({"providers", "small_needed", "prices"})


@dataclass(frozen=True)
class SharedRelaxation:
    """The relaxation of the unit rows over a list of lots, which holds for any rules and market.

    `known` are the duals that were worked out so far. Scenarios have one objective.
    """

    table: CandidateTable
    context: SolveContext
    known: list[RelaxationDuals] = field(default_factory=list)

    def mark_possible(self, goal: Goal, value: MeasureValue, admitted: Flags) -> Flags:
        """Those admitted candidates, (N,), that designs of this signed value or better may have.

        Further duals are worked out where the known ones leave many: those of this list's own
        market, which are good for any. Raises KeyboardInterrupt on Ctrl-C where the settings ask
        for it.
        """
        search = self._build_search(admitted)
        expression = round_down_to_fit(goal.express_at_most(value)).expression
        left = min(
            (_mark_within(each, search, expression) for each in self.known),
            key=np.count_nonzero,
            default=admitted,
        )
        if self.goal is not None and np.count_nonzero(left) > ENOUGH_RULED_OUT:
            further = self._root.solve_duals(admitted)
            if further is not None:
                self.known.append(further)
                left = left & _mark_within(further, search, expression)
        return left

    def _build_search(self, admitted: Flags) -> ModelSearch:
        context, units = self.context, len(self.table.scenario.units)
        return ModelSearch(
            context.engine, self._rows, context.settings, units, context.deadline, allowed=admitted
        )

    @cached_property
    def _root(self) -> RootRelaxation:
        assert self.goal is not None, "the objective is a sum"
        expression = round_down_to_fit(self.goal.express_at_most(0)).expression
        everything = np.ones(len(self.table), dtype=np.bool_)
        return RootRelaxation(self._build_search(everything), expression)

    @cached_property
    def _rows(self) -> LinearModel:
        """The set-partitioning rows alone."""
        bare = replace_rules(self.table.scenario, ())
        return build_partition_model(rebind_candidates(self.table, bare))

    @cached_property
    def goal(self) -> Goal | None:
        """The objective as a sum over the candidates; None where it is no such sum."""
        return build_goal_as_sum(self.table)


def _mark_within(duals: RelaxationDuals, search: ModelSearch, at_most: LinearExpression) -> Flags:
    """The allowed candidates, (N,), of solutions in which the expression is at most 0."""
    assert search.allowed is not None
    window = duals.compute_window(search, at_most)
    return search.allowed if window is None else search.allowed & window.mark_within(0)


def build_goal_as_sum(table: CandidateTable) -> Goal | None:
    """The first objective as a sum over the candidates; None where it is no such sum."""
    scenario, model = table.scenario, LinearModel(len(table))
    if MEASURES[scenario.objectives[0].measure].needs_certificate:
        return None
    (objective,) = build_ranked_objectives(scenario.objectives[:1], table, model, None)
    is_sum = objective.goal.is_linear and not model.extra_variables and not model.rows
    return objective.goal if is_sum else None


@dataclass(frozen=True)
class SharedCandidates:
    """The candidates of all variants in one market, in a `table` that reads this market.

    `core` are the rules that the list was made under, which each variant must have. What does not
    depend on the market is shared with the lists of other markets.
    """

    core: frozenset[Rule]
    table: CandidateTable
    relaxation: SharedRelaxation
    flags_in_any_market: dict[Rule, Flags] = field(default_factory=dict)
    _flags: dict[Rule, Flags] = field(default_factory=dict)

    def move_to_market(self, scenario: Scenario) -> "SharedCandidates":
        """The same lots in the market of another scenario, which admits no others."""
        table = CandidateTable(scenario, self.table.lots, routes=self.table.routes)
        return SharedCandidates(self.core, table, self.relaxation, self.flags_in_any_market)

    def holds(self, variant: Scenario) -> bool:
        """Whether all candidates of a variant in this market are in the list."""
        return self.core <= set(variant.active_rules)

    def mark_admitted(self, variant: Scenario) -> Flags:
        """The candidates that keep the variant's rules on single lots, (N,)."""
        admitted = np.ones(len(self.table), dtype=np.bool_)
        for rule in variant.active_rules:
            if rule.filters_lots:
                admitted &= self._get_flags(rule)
        return admitted & self._can_be_awarded if variant.needs_certificate else admitted

    def _get_flags(self, rule: Rule) -> Flags:
        known = self._flags if rule.reads & MARKET_INPUTS else self.flags_in_any_market
        if rule not in known:
            known[rule] = filter_candidates(rule, self.table)
        return known[rule]

    @cached_property
    def _can_be_awarded(self) -> Flags:
        return self.table.can_be_awarded(self.table.all_parties)

    @cached_property
    def _goal(self) -> Goal | None:
        reads_market = MEASURES[self.table.scenario.objectives[0].measure].reads_market
        return build_goal_as_sum(self.table) if reads_market else self.relaxation.goal

    def list_candidates(self, variant: Scenario, admitted: Flags | None = None) -> CandidateTable:
        """The candidates of a variant, or those of them that are marked, (N,)."""
        kept = self.mark_admitted(variant) if admitted is None else admitted
        return rebind_candidates(self.table.filter(kept), variant)

    def rule_out(self, variant: Scenario, known: MeasureValue | None) -> CandidateTable:
        """The candidates of the variant's designs at `known` or better.

        `known` is the signed value of an admissible design by the first objective, near the
        optimum, since a relaxation may be solved for it; without one nothing is ruled out. Raises
        KeyboardInterrupt on Ctrl-C where the settings ask for it.
        """
        admitted = self.mark_admitted(variant)
        goal = self._goal
        if known is not None and goal is not None and admitted.sum() >= FEWEST_FOR_LP:
            admitted = self.relaxation.mark_possible(goal, known, admitted)
        return self.list_candidates(variant, admitted)


def find_lots_of_design(candidates: CandidateTable, design: Design) -> Ints | None:
    """Which candidates, (N,), are the lots of a design; None where one of them is missing.

    Candidates must not name winners.
    """
    chosen = np.zeros(len(candidates), dtype=np.int64)
    lots, units = candidates.lots, len(candidates.scenario.units)
    for lot in design.lots:
        size = len(lot.units)
        is_lot = (lots.count_held(lot.units, units) == size) & (lots.sizes == size)
        is_lot &= candidates.has_route(lot.route)
        if np.count_nonzero(is_lot) != 1:
            return None
        chosen |= is_lot
    return chosen


def share_candidates(scenario: Scenario, context: SolveContext) -> SharedCandidates | None:
    """The list for variants of the scenario with as few rules as can be; None where there is none.

    Raises OutOfTime at the deadline.
    """
    if scenario.prices is not None:
        return None
    for core in _list_cores(scenario):
        context.require_time()
        most = MOST_SHARED_CANDIDATES if core else MOST_WITHOUT_RULES
        try:
            table = list_candidates(replace_rules(scenario, core), most, context.seconds_left)
        except TooManyLots:
            continue
        return SharedCandidates(frozenset(core), table, SharedRelaxation(table, context))
    return None


def _list_cores(scenario: Scenario) -> Sequence[tuple[Rule, ...]]:
    """Sets of rules to list lots under: none, then each that leaves out most lots, as a guess.

    Rules on who could bid come first: without any, lots may be of any size.
    """
    filters = [rule for rule in scenario.active_rules if rule.filters_lots]
    filters.sort(key=lambda rule: not rule.reads_market)
    return [(), *((rule,) for rule in filters)][:MOST_LISTS_TRIED]
