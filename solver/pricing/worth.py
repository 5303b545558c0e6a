"""The best value of the first aim for many scenarios that differ in their rules.

More rules never make it better. So a value lies between those for fewer and for more rules, and
where a design that is known reaches it nothing has to be solved.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from lotdesign.design import Design
from lotdesign.ledger import Ledger
from lotdesign.measures.base import Measure, Value
from lotdesign.measures.registry import MEASURES
from lotdesign.rules.base import Rule
from lotdesign.scenario.scenario import Scenario
from solver.facts.table import Facts
from solver.selection.lexicographic import Selected, best_of
from solver.selection.vetting import TooManyRefusals
from solver.solve import Means, by_names, design_from, posed, reads_award
from solver.variants.ending import OutOfTime
from solver.variants.oracle import Oracle
from solver.variants.rules import aiming, with_rules

Rules = frozenset[Rule]

LONGEST = 20.0
"""Seconds after which a best value counts as not worked out."""


@dataclass(frozen=True, slots=True)
class Optimum:
    """The best value, signed so that less is better; None with `known`: no design at all.

    Unless `known` it could not be worked out.
    """

    value: Value | None
    known: bool = True


UNKNOWN = Optimum(None, known=False)
IMPOSSIBLE = Optimum(None)


@dataclass
class Worth:
    """Best values of one scenario's first aim; `oracle` shares its units, money and market."""

    scenario: Scenario
    means: Means
    solves: int = 0
    _known: dict[Rules, Optimum] = field(default_factory=dict)
    _designs: list[Design] = field(default_factory=list)

    @cached_property
    def measure(self) -> Measure:
        """What the first aim measures."""
        return MEASURES[self.scenario.objectives[0].measure]

    @cached_property
    def plain(self) -> Scenario:
        """The active rules and the first aim alone."""
        return aiming(self.scenario, self.scenario.objectives[:1])

    @cached_property
    def oracle(self) -> Oracle:
        """Judges designs, and lists lots."""
        return Oracle(self.plain, self.means)

    def of(self, rules: Iterable[Rule]) -> Optimum:
        """The best value under these rules; raises OutOfTime at the deadline."""
        asked = frozenset(rules)
        if asked not in self._known:
            self._known[asked] = self._bracketed(asked) or self._solved(asked)
        return self._known[asked]

    def _variant(self, rules: Rules) -> Scenario:
        return with_rules(self.plain, sorted(rules, key=_place(self.plain)))

    def _bracketed(self, asked: Rules) -> Optimum | None:
        """The value, where what is known of fewer and of more rules leaves no choice."""
        fewer = [o for rules, o in self._known.items() if rules < asked and o.known]
        if any(each.value is None for each in fewer):
            return IMPOSSIBLE
        least = max((each.value for each in fewer if each.value is not None), default=None)
        if least is None:
            return None
        more = (o.value for rules, o in self._known.items() if rules > asked and o.known)
        if least in more or self._reached(asked, least):
            return Optimum(least)
        return None

    def _reached(self, asked: Rules, value: Value) -> bool:
        """Whether a known design has this value and is admissible."""
        if self.measure.needs_certificate or self.scenario.prices is not None:
            return False
        variant = self._variant(asked)
        return any(
            self._value(design) == value and self.oracle.admits(variant, design)
            for design in self._designs
        )

    def _value(self, design: Design) -> Value:
        return self.measure.sign * self.measure.of(self.oracle.ledger(design))

    def _solved(self, asked: Rules) -> Optimum:
        if self.means.late:
            raise OutOfTime
        variant = self._variant(asked)
        facts = self.oracle.lists.of(variant)
        if facts is None:
            return UNKNOWN
        self.solves += 1
        selected = selection(variant, facts, self.means.within(LONGEST))
        if not selected.proved:
            if self.means.late:
                raise OutOfTime
            return UNKNOWN
        if selected.solution is None:
            return IMPOSSIBLE
        design = design_from(facts, selected.solution)
        if design not in self._designs:
            self._designs.insert(0, design)
        return Optimum(self.measure.sign * selected.reached[0].value)

    def unhurt(self, other: Scenario) -> bool:
        """Whether a best design is admissible in another scenario too, and as good there.

        The other has the same rules and aims, and nothing in it is easier.
        """
        if self.measure.needs_certificate or self.scenario.prices is not None:
            return False
        optimum = self.of(self.plain.active_rules)
        plain = aiming(other, other.objectives[:1])
        oracle = Oracle(plain, self.means)
        sign = self.measure.sign
        return any(
            self._value(design) == optimum.value
            and sign * self.measure.of(Ledger(plain, design)) == optimum.value
            and oracle.admits(plain, design)
            for design in self._designs
        )


def selection(variant: Scenario, facts: Facts, means: Means) -> Selected:
    """The best solution by the variant's aims; any of those that are as good."""
    if not len(facts):
        return Selected(None, (), proved=True)
    try:
        if not reads_award(variant):
            search, goals = posed(variant, facts, means, None, False)
            return best_of(search, facts, goals, means.tell, ties=False)
    except TooManyRefusals:
        pass
    named = by_names(facts)
    search, goals = posed(variant, named, means, None, True)
    return best_of(search, named, goals, means.tell, ties=False)


def _place(scenario: Scenario) -> "_Place":
    return _Place({rule.id: i for i, rule in enumerate(scenario.rules)})


@dataclass(frozen=True)
class _Place:
    """Sorts rules by the file."""

    places: dict[str, int]

    def __call__(self, rule: Rule) -> int:
        return self.places[rule.id]
