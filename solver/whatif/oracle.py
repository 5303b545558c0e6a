"""What-if oracle: does a variant admit any design, and what proves that it does not?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from lotdesign.design import Design
from lotdesign.evaluation import Evaluation
from lotdesign.faults import EngineContradiction
from lotdesign.preflight import FEASIBILITY_CHECKS, PreflightFinding
from lotdesign.scenario.rule import Rule
from lotdesign.scenario.scenario import Scenario
from solver.awards.combinatorial_benders import TooManyBendersCuts
from solver.awards.subproblem import AwardSubproblem, build_subproblem, iterate_withdrawals
from solver.backends.base import EngineOutcome
from solver.backends.registry import list_engine_names, load_engine
from solver.candidate_mip import build_candidate_mip, expand_named_winners, read_design
from solver.candidates.table import CandidateTable
from solver.solve_context import SolveContext
from solver.study import OutOfTime
from solver.whatif.candidate_lists import CandidateLists

PREFLIGHT_ARITHMETIC = "pre-flight arithmetic"
LISTING_PROOF = "listing the lots"
CONFIRMATION_SECONDS = 20.0
"""Seconds that the second engine has to agree that something is impossible."""
MOST_LOTS_CONFIRMED = 10_000
"""With more lots than this the second engine runs on long after it should have stopped."""
MOST_POOLED_DESIGNS = 60
"""Designs that are tried before anything is solved."""


@dataclass(frozen=True, slots=True)
class WhatIfVerdict:
    """Whether there is a design, None where it could not be shown, and one of them.

    `by` says what proved that there is none.
    """

    possible: bool | None
    design: Design | None = None
    by: str = ""


NOT_SETTLED = WhatIfVerdict(None)


@dataclass
class WhatIfOracle:
    """Answers for scenarios that share units, money and market with `scenario`.

    Cheap ways come first: designs that are known, arithmetic, an empty list of lots, and only
    then a solver. `second`: another engine is asked before anything is called impossible.
    """

    scenario: Scenario
    means: SolveContext
    confirm_with_second: bool = True
    lists: CandidateLists = field(default_factory=CandidateLists)
    solves: int = 0
    _pool: list[Design] = field(default_factory=list)
    _ledgers: dict[Design, Evaluation] = field(default_factory=dict)
    _kept: dict[tuple[Design, Rule], bool] = field(default_factory=dict)
    _awardable: dict[tuple[Design, frozenset[Rule]], bool] = field(default_factory=dict)
    _answers: dict[tuple[Rule, ...], WhatIfVerdict] = field(default_factory=dict)

    def add_designs(self, designs: Iterable[Design]) -> None:
        """Designs that may be admissible in some of the scenarios."""
        for design in designs:
            if design not in self._pool:
                self._pool.insert(0, design)
        del self._pool[MOST_POOLED_DESIGNS:]

    def ask(self, variant: Scenario) -> WhatIfVerdict:
        """Whether the variant admits any design; raises OutOfTime at the deadline."""
        rules = variant.active_rules
        if rules not in self._answers:
            if self.means.is_late:
                raise OutOfTime
            self._answers[rules] = self._ask(variant)
        return self._answers[rules]

    def _ask(self, variant: Scenario) -> WhatIfVerdict:
        for design in self._pool:
            if self.admits(variant, design):
                return WhatIfVerdict(True, design)
        if any(note.level == "impossible" for note in _run_preflight_arithmetic(variant)):
            return WhatIfVerdict(False, by=PREFLIGHT_ARITHMETIC)
        facts = self.lists.list_candidates(variant)
        if facts is None:
            return NOT_SETTLED
        if not len(facts):
            return WhatIfVerdict(False, by=LISTING_PROOF)
        return self._solve_variant(variant, facts)

    def confirm_impossible(self, variant: Scenario) -> tuple[str, ...]:
        """Everything that proves the variant impossible; where a solver did, a second one too.

        The second one has only so long; raises Contradiction where it finds a design.
        """
        verdict = self.ask(variant)
        if verdict.possible is not False:
            return ()
        if verdict.by != self.means.engine.name or not self.confirm_with_second:
            return list_engine_names(verdict.by)
        facts = self.lists.list_candidates(variant)
        if facts is None or len(facts) > MOST_LOTS_CONFIRMED:
            return (verdict.by,)
        means = replace(self.means.limit_to(CONFIRMATION_SECONDS), engine=load_engine("highs"))
        outcome = find_any_solution(variant, facts, means)
        if outcome.solution is not None:
            raise EngineContradiction(
                ("CP-SAT calls the rules impossible, but HiGHS has a design",)
            )
        return (verdict.by, "highs") if outcome.status == "infeasible" else (verdict.by,)

    def _solve_variant(self, variant: Scenario, facts: CandidateTable) -> WhatIfVerdict:
        self.solves += 1
        outcome = find_any_solution(variant, facts, self.means)
        if outcome.solution is not None:
            design = read_design(facts, outcome.solution)
            self.add_designs([design])
            return WhatIfVerdict(True, design)
        if outcome.status == "infeasible":
            return WhatIfVerdict(False, by=self.means.engine.name)
        if self.means.is_late:
            raise OutOfTime
        return NOT_SETTLED

    def admits(self, variant: Scenario, design: Design) -> bool:
        """Whether the variant admits this design, exactly."""
        awarding = frozenset(_list_award_rules(variant))
        if not all(self._keeps(design, r) for r in variant.active_rules if r not in awarding):
            return False
        if not variant.needs_certificate:
            return True
        key = design, awarding
        if key not in self._awardable:
            everyone = build_subproblem(variant, design, self.means.engine)
            self._awardable[key] = all(
                each.has_award() for each in _list_award_problems(variant, everyone)
            )
        return self._awardable[key]

    def list_kept_rules(self, design: Design, rules: Iterable[Rule]) -> frozenset[str]:
        """The ids of those of the rules that the design keeps, whoever wins its lots."""
        aside = frozenset(_list_award_rules(self.scenario))
        return frozenset(r.id for r in rules if r not in aside and self._keeps(design, r))

    def evaluate(self, design: Design) -> Evaluation:
        """The design's figures without an award."""
        if design not in self._ledgers:
            self._ledgers[design] = Evaluation(self.scenario, design)
        return self._ledgers[design]

    def _keeps(self, design: Design, rule: Rule) -> bool:
        key = design, rule
        if key not in self._kept:
            self._kept[key] = rule.judge(self.evaluate(design)).met
        return self._kept[key]


def find_any_solution(
    variant: Scenario, facts: CandidateTable, means: SolveContext
) -> EngineOutcome:
    """Any solution, or the proof that there is none; the variant has no aims."""
    try:
        search, _ = build_candidate_mip(variant, facts, means, None, False)
        outcome = search.solve()
    except TooManyBendersCuts:
        search, _ = build_candidate_mip(variant, expand_named_winners(facts), means, None, True)
        outcome = search.solve()
    return outcome


def _list_award_rules(variant: Scenario) -> Iterator[Rule]:
    """The rules that hold or not only once it is known who wins."""
    for rule in variant.active_rules:
        if rule.needs_certificate or (rule.reads_prices and variant.prices is not None):
            yield rule


def _list_award_problems(variant: Scenario, everyone: AwardSubproblem) -> Iterator[AwardSubproblem]:
    yield everyone
    for _, others in iterate_withdrawals(variant, everyone):
        yield others


def _run_preflight_arithmetic(variant: Scenario) -> Iterator[PreflightFinding]:
    for check in FEASIBILITY_CHECKS:
        yield from check(variant)
