"""Whether a design's lots can be placed, asked of thousands of designs."""

from fractions import Fraction
from functools import cached_property

import numpy as np

from lotdesign.design import Award, design_of
from lotdesign.ledger import Ledger
from solver.selection.placing import Placing, decided


class QuickPlacing(Placing):
    """A placing that takes its exact figures from the facts, which the atlas has anyway."""

    def exists(self) -> bool:
        """Whether there is an award at all; raises Undecided when the engine was stopped.

        Nobody holding more than the largest lot is what rules on shares like best, so that is
        tried before an engine is asked.
        """
        if self.hopeless:
            return False
        if self.quick(int(self.facts.value.max())) is not None:
            return True
        search, _ = self.posed()
        return decided(search.solve()).solution is not None

    def _accepts(self, award: Award) -> bool:
        return all(rule.judge(self._ledger.awarded(award)).met for rule in self.rules)

    @cached_property
    def _ledger(self) -> Ledger:
        facts = self.facts
        ledger = Ledger(facts.scenario, design_of(facts.lots[lot] for lot in range(len(facts))))
        values = tuple(Fraction(value, facts.value_scale) for value in facts.value.tolist())
        able = tuple(tuple(np.flatnonzero(row).tolist()) for row in facts.able)
        ledger.__dict__.update(values=values, able=able)
        return ledger
