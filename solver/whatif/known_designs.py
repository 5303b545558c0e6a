"""Designs that are known, evaluated once each, and whether a variant admits them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lotdesign.design import Design
from lotdesign.evaluation import Evaluation
from lotdesign.scenario.rule import Rule
from lotdesign.scenario.scenario import Scenario
from solver.awards.subproblem import build_subproblem, iterate_withdrawals
from solver.backends.base import Engine

MOST_DESIGNS = 60
"""Designs that are kept, those added last."""


@dataclass
class KnownDesigns:
    """Designs of one scenario, exactly evaluated; `engine` awards them where search does not."""

    scenario: Scenario
    engine: Engine
    _pool: list[Design] = field(default_factory=list)
    _evaluations: dict[Design, Evaluation] = field(default_factory=dict)
    _kept: dict[tuple[Design, Rule], bool] = field(default_factory=dict)
    _awardable: dict[tuple[Design, frozenset[Rule]], bool] = field(default_factory=dict)

    def add(self, designs: Iterable[Design]) -> None:
        """Adds designs that may be admissible in some variants."""
        for design in designs:
            if design not in self._pool:
                self._pool.insert(0, design)
        del self._pool[MOST_DESIGNS:]

    def list_all(self) -> tuple[Design, ...]:
        """The designs that are kept, the one added last first."""
        return tuple(self._pool)

    def find_admissible(self, variant: Scenario) -> Design | None:
        """A known design that the variant admits; the one added last comes first."""
        return next((design for design in self._pool if self.is_admitted(variant, design)), None)

    def is_admitted(self, variant: Scenario, design: Design) -> bool:
        """Whether the variant admits this design, exactly."""
        award_rules = frozenset(_list_award_rules(variant))
        others = (rule for rule in variant.active_rules if rule not in award_rules)
        if not all(self._is_kept(design, rule) for rule in others):
            return False
        if not variant.needs_certificate:
            return True
        key = design, award_rules
        if key not in self._awardable:
            self._awardable[key] = self._has_awards(variant, design)
        return self._awardable[key]

    def list_kept_rules(self, design: Design, rules: Iterable[Rule]) -> frozenset[str]:
        """The ids of those rules that the design keeps, whoever wins its lots."""
        award_rules = frozenset(_list_award_rules(self.scenario))
        return frozenset(r.id for r in rules if r not in award_rules and self._is_kept(design, r))

    def evaluate(self, design: Design) -> Evaluation:
        """The design's exact figures, without an award."""
        if design not in self._evaluations:
            self._evaluations[design] = Evaluation(self.scenario, design)
        return self._evaluations[design]

    def _is_kept(self, design: Design, rule: Rule) -> bool:
        key = design, rule
        if key not in self._kept:
            self._kept[key] = rule.judge(self.evaluate(design)).met
        return self._kept[key]

    def _has_awards(self, variant: Scenario, design: Design) -> bool:
        """Whether the design has an award, and one after each withdrawal that is tested."""
        everyone = build_subproblem(variant, design, self.engine)
        return everyone.has_award() and all(
            others.has_award() for _, others in iterate_withdrawals(variant, everyone)
        )


def _list_award_rules(variant: Scenario) -> Iterator[Rule]:
    """Yields the rules that are kept or broken by an award, not by a design alone."""
    for rule in variant.active_rules:
        if rule.needs_certificate or (rule.reads_prices and variant.prices is not None):
            yield rule
