"""Is there any admissible design? Asked of many scenarios that differ in their rules."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from lotdesign.design import Design
from lotdesign.faults import Contradiction
from lotdesign.ledger import Ledger
from lotdesign.preflight.capacity import short_capacity
from lotdesign.preflight.note import Note
from lotdesign.preflight.reserved_lots import reserved_lots
from lotdesign.preflight.routes_at_odds import routes_at_odds
from lotdesign.preflight.short_envelopes import short_envelopes
from lotdesign.preflight.short_funding import short_funding
from lotdesign.preflight.unserved_units import unserved_units
from lotdesign.rules.base import Rule
from lotdesign.scenario.scenario import Scenario
from solver.engines.base import Outcome
from solver.engines.choice import engine_named, names_of
from solver.facts.table import Facts
from solver.selection.certificate import placed, withdrawn
from solver.selection.placing import Placing
from solver.selection.vetting import TooManyRefusals
from solver.solve import Means, by_names, design_from, posed
from solver.variants.ending import OutOfTime
from solver.variants.lists import Lists

ARITHMETIC = "pre-flight arithmetic"
LISTING = "listing the lots"
PATIENCE = 20.0
"""Seconds that the second engine has to agree that something is impossible."""
MOST_CONFIRMED = 10_000
"""With more lots than this the second engine runs on long after it should have stopped."""
POOL = 60
"""Designs that are tried before anything is solved."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether there is a design, None where it could not be shown, and one of them.

    `by` says what proved that there is none.
    """

    possible: bool | None
    design: Design | None = None
    by: str = ""


NOT_SHOWN = Verdict(None)


@dataclass
class Oracle:
    """Answers for scenarios that share units, money and market with `scenario`.

    Cheap ways come first: designs that are known, arithmetic, an empty list of lots, and only
    then a solver. `second`: another engine is asked before anything is called impossible.
    """

    scenario: Scenario
    means: Means
    second: bool = True
    lists: Lists = field(default_factory=Lists)
    solves: int = 0
    _pool: list[Design] = field(default_factory=list)
    _ledgers: dict[Design, Ledger] = field(default_factory=dict)
    _kept: dict[tuple[Design, Rule], bool] = field(default_factory=dict)
    _placed: dict[tuple[Design, frozenset[Rule]], bool] = field(default_factory=dict)
    _answers: dict[tuple[Rule, ...], Verdict] = field(default_factory=dict)

    def learn(self, designs: Iterable[Design]) -> None:
        """Designs that may be admissible in some of the scenarios."""
        for design in designs:
            if design not in self._pool:
                self._pool.insert(0, design)
        del self._pool[POOL:]

    def ask(self, variant: Scenario) -> Verdict:
        """Whether the variant admits any design; raises OutOfTime at the deadline."""
        rules = variant.active_rules
        if rules not in self._answers:
            if self.means.late:
                raise OutOfTime
            self._answers[rules] = self._ask(variant)
        return self._answers[rules]

    def _ask(self, variant: Scenario) -> Verdict:
        for design in self._pool:
            if self.admits(variant, design):
                return Verdict(True, design)
        if any(note.level == "impossible" for note in _arithmetic(variant)):
            return Verdict(False, by=ARITHMETIC)
        facts = self.lists.of(variant)
        if facts is None:
            return NOT_SHOWN
        if not len(facts):
            return Verdict(False, by=LISTING)
        return self._solved(variant, facts)

    def confirmed(self, variant: Scenario) -> tuple[str, ...]:
        """Everything that proves the variant impossible; where a solver did, a second one too.

        The second one has only so long; raises Contradiction where it finds a design.
        """
        verdict = self.ask(variant)
        if verdict.possible is not False:
            return ()
        if verdict.by != self.means.engine.name or not self.second:
            return names_of(verdict.by)
        facts = self.lists.of(variant)
        if facts is None or len(facts) > MOST_CONFIRMED:
            return (verdict.by,)
        means = replace(self.means.within(PATIENCE), engine=engine_named("highs"))
        outcome = first(variant, facts, means)
        if outcome.solution is not None:
            raise Contradiction(("CP-SAT calls the rules impossible, but HiGHS has a design",))
        return (verdict.by, "highs") if outcome.status == "infeasible" else (verdict.by,)

    def _solved(self, variant: Scenario, facts: Facts) -> Verdict:
        self.solves += 1
        outcome = first(variant, facts, self.means)
        if outcome.solution is not None:
            design = design_from(facts, outcome.solution)
            self.learn([design])
            return Verdict(True, design)
        if outcome.status == "infeasible":
            return Verdict(False, by=self.means.engine.name)
        if self.means.late:
            raise OutOfTime
        return NOT_SHOWN

    def admits(self, variant: Scenario, design: Design) -> bool:
        """Whether the variant admits this design, exactly."""
        awarding = frozenset(_about_awards(variant))
        if not all(self._keeps(design, r) for r in variant.active_rules if r not in awarding):
            return False
        if not variant.needs_certificate:
            return True
        key = design, awarding
        if key not in self._placed:
            everyone = placed(variant, design, self.means.engine)
            self._placed[key] = all(each.exists() for each in _asked(variant, everyone))
        return self._placed[key]

    def keeps(self, design: Design, rules: Iterable[Rule]) -> frozenset[str]:
        """The ids of those of the rules that the design keeps, whoever wins its lots."""
        aside = frozenset(_about_awards(self.scenario))
        return frozenset(r.id for r in rules if r not in aside and self._keeps(design, r))

    def ledger(self, design: Design) -> Ledger:
        """The design's figures without an award."""
        if design not in self._ledgers:
            self._ledgers[design] = Ledger(self.scenario, design)
        return self._ledgers[design]

    def _keeps(self, design: Design, rule: Rule) -> bool:
        key = design, rule
        if key not in self._kept:
            self._kept[key] = rule.judge(self.ledger(design)).met
        return self._kept[key]


def first(variant: Scenario, facts: Facts, means: Means) -> Outcome:
    """Any solution, or the proof that there is none; the variant has no aims."""
    try:
        search, _ = posed(variant, facts, means, None, False)
        outcome = search.solve()
    except TooManyRefusals:
        search, _ = posed(variant, by_names(facts), means, None, True)
        outcome = search.solve()
    return outcome


def _about_awards(variant: Scenario) -> Iterator[Rule]:
    """The rules that hold or not only once it is known who wins."""
    for rule in variant.active_rules:
        if rule.needs_certificate or (rule.reads_prices and variant.prices is not None):
            yield rule


def _asked(variant: Scenario, everyone: Placing) -> Iterator[Placing]:
    yield everyone
    for _, others in withdrawn(variant, everyone):
        yield others


def _arithmetic(variant: Scenario) -> Iterator[Note]:
    checks = (
        short_envelopes,
        short_funding,
        routes_at_odds,
        short_capacity,
        reserved_lots,
        unserved_units,
    )
    for check in checks:
        yield from check(variant)
