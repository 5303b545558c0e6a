"""What-if oracle: does a variant admit any design, and what proves that it does not?"""

from dataclasses import dataclass, field

from lotdesign.design import Design
from lotdesign.preflight.run import is_impossible
from lotdesign.scenario.rule import Rule
from lotdesign.scenario.scenario import Scenario
from solver.backends.registry import list_engine_names
from solver.candidate_mip import CandidateMip
from solver.candidates.table import CandidateTable
from solver.cross_check import confirm_infeasible
from solver.proofs import LISTING_PROOF, PREFLIGHT_ARITHMETIC
from solver.solve_context import SolveContext
from solver.whatif.candidate_lists import CandidateLists
from solver.whatif.drawn_designs import draw_designs
from solver.whatif.known_designs import KnownDesigns

CONFIRMATION_SECONDS = 20.0
"""Seconds that the second engine has to agree that a variant is infeasible."""
MOST_CANDIDATES_CONFIRMED = 10_000
"""With more candidates than this the second engine runs on long after its time limit."""


@dataclass(frozen=True, slots=True)
class WhatIfVerdict:
    """Whether a variant admits a design, None where that is not known, and one such design.

    `by` names what proved that there is none.
    """

    possible: bool | None
    design: Design | None = None
    by: str = ""


UNSETTLED_VERDICT = WhatIfVerdict(None)


@dataclass
class WhatIfOracle:
    """Answers for variants that share units, money and market with `scenario`.

    Cheap answers come first: a known design, pre-flight arithmetic, a design drawn along trees, an
    empty list of candidates. Only then is the MIP solved. With `confirm_with_second` HiGHS is asked
    too before a variant is reported infeasible.
    """

    scenario: Scenario
    context: SolveContext
    confirm_with_second: bool = True
    lists: CandidateLists = field(default_factory=CandidateLists)
    designs: KnownDesigns = field(init=False)
    _verdicts: dict[tuple[Rule, ...], WhatIfVerdict] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.designs = KnownDesigns(self.scenario, self.context.engine)

    def open_beside(self, scenario: Scenario) -> "WhatIfOracle":
        """An oracle for variants of another market or map, which begins with the same designs."""
        other = WhatIfOracle(scenario, self.context, self.confirm_with_second)
        other.designs.add(reversed(self.designs.list_all()))
        return other

    def ask(self, variant: Scenario) -> WhatIfVerdict:
        """Whether the variant admits any design.

        Raises OutOfTime at the deadline, KeyboardInterrupt on Ctrl-C where the context's settings
        ask for it.
        """
        rules = variant.active_rules
        if rules not in self._verdicts:
            self.context.require_time()
            self._verdicts[rules] = self._judge(variant)
        return self._verdicts[rules]

    def _judge(self, variant: Scenario) -> WhatIfVerdict:
        design = self.designs.find_admissible(variant)
        if design is not None:
            return WhatIfVerdict(True, design)
        if is_impossible(variant):
            return WhatIfVerdict(False, by=PREFLIGHT_ARITHMETIC)
        for design in draw_designs(variant):
            if self.designs.is_admitted(variant, design):
                self.designs.add([design])
                return WhatIfVerdict(True, design)
        candidates = self.lists.list_candidates(variant)
        if candidates is None:
            return UNSETTLED_VERDICT
        if not len(candidates):
            return WhatIfVerdict(False, by=LISTING_PROOF)
        return self._solve_variant(variant, candidates)

    def _solve_variant(self, variant: Scenario, candidates: CandidateTable) -> WhatIfVerdict:
        mip = CandidateMip(variant, candidates, self.context)
        outcome = mip.find_any()
        if outcome.solution is not None:
            design = mip.read_design(outcome.solution)
            self.designs.add([design])
            return WhatIfVerdict(True, design)
        if outcome.status == "infeasible":
            return WhatIfVerdict(False, by=self.context.engine.name)
        self.context.require_time()
        return UNSETTLED_VERDICT

    def confirm_impossible(self, variant: Scenario) -> tuple[str, ...]:
        """What proves the variant infeasible, with a second engine where the MIP was solved.

        Empty where it is not proved infeasible. Raises EngineContradiction where the second engine
        finds a design; it is not named where it does not finish in time.
        """
        verdict = self.ask(variant)
        if verdict.possible is not False:
            return ()
        if verdict.by != self.context.engine.name or not self.confirm_with_second:
            return list_engine_names(verdict.by)
        candidates = self.lists.list_candidates(variant)
        if candidates is None or len(candidates) > MOST_CANDIDATES_CONFIRMED:
            return (verdict.by,)
        second = confirm_infeasible(variant, candidates, self.context, CONFIRMATION_SECONDS)
        return (verdict.by, "highs") if second.status == "infeasible" else (verdict.by,)
