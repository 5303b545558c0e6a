"""One whole price list."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from lotdesign.events import Listen
from lotdesign.ledger import Ledger
from lotdesign.measures.base import Value
from lotdesign.measures.whole_life_cost import MEASURE as WHOLE_LIFE
from lotdesign.result.ended import Ended
from lotdesign.result.figures import figure
from lotdesign.result.model import Figure
from lotdesign.result.priced import Found, Priced, ProviderWorth, RulePrice, StepPrice
from lotdesign.result.reference import reference
from lotdesign.rules.base import Rule
from lotdesign.scenario.scenario import Scenario
from lotdesign.version import CREATED_WITH
from lotdesign.words import plural
from solver.engines.base import Settings
from solver.engines.choice import Choice, engine_for
from solver.pricing.providers import absent, named, plays_a_part
from solver.pricing.split import shapley, to_whole
from solver.pricing.steps import Step, steps
from solver.pricing.worth import UNKNOWN, Optimum, Worth
from solver.solve import Means, designed
from solver.telling import Telling
from solver.variants.ending import OutOfTime, ended
from solver.variants.lists import about_lots
from solver.variants.rules import IMPLIED, with_rules, without

MOST_SPLIT = 10
"""Rules that the total is split among; the best value of every set of them is needed."""
FULL = 20_000
"""With more lots than this the best design without a rule is not worked out to its end."""


MOST_LOTS = 40_000
MOST_PLACED = 10_000
"""Lots to choose from, without any of the rules of the split; fewer if they must find winners."""


class TooHard(Exception):
    """Some best value could not be worked out."""


@dataclass
class Run:
    """A price list as it grows."""

    scenario: Scenario
    telling: Telling
    means: Means
    worth: Worth
    with_split: bool
    optimum: Optimum = UNKNOWN
    whole_life: int | None = None
    rules: dict[str, RulePrice] = field(default_factory=dict)
    steps: list[StepPrice] = field(default_factory=list)
    providers: list[ProviderWorth] = field(default_factory=list)
    split: tuple[Rule, ...] = ()
    shares: dict[Rule, Fraction] = field(default_factory=dict)
    free: Optimum = UNKNOWN
    ended: Ended = "done"

    def work(self) -> None:
        """Finds out as much as time allows; what is found stays."""
        self.ended = ended(self._work)

    def _work(self) -> Ended:
        self.telling.phase("context", "finding the best design")
        self.optimum = self.worth.of(self._all)
        if not self.optimum.known:
            return "too many lots"
        if self.optimum.value is None:
            return "done"
        self.whole_life = self._whole_life(self.scenario)
        for rule in self.scenario.active_rules:
            self.telling.phase("context", f"switching off {rule.id}")
            self.rules[rule.id] = self._rule(rule)
        for step in steps(self.scenario):
            self.telling.phase("context", f"turning {step.name}.{step.parameter} to {step.to}")
            self.steps.append(self._step(step))
        if plays_a_part(self.scenario):
            for name in named(self.scenario):
                self.telling.phase("context", f"leaving out {name}")
                self.providers.append(self._provider(name))
        if self.with_split:
            self._split()
        return "done"

    @property
    def _all(self) -> tuple[Rule, ...]:
        return self.worth.plain.active_rules

    def _rule(self, rule: Rule) -> RulePrice:
        found = self.worth.of(each for each in self._all if each is not rule)
        said = {"rule": rule.id, "sentence": rule.sentence(self.scenario)}
        if found.value is None:
            return RulePrice.model_validate(said | {"found": "not worked out"})
        return RulePrice.model_validate(
            said
            | {
                "found": "worked out",
                "without": self._signed(found.value),
                "alone": self._figure(self._gain(found.value)),
                "whole_life_without": self._whole_life(without(self.scenario, (rule.id,))),
            }
        )

    def _gain(self, value: Value) -> Value:
        """How much worse the scenario's own best is."""
        assert self.optimum.value is not None
        return self.optimum.value - value

    def _whole_life(self, scenario: Scenario) -> int | None:
        """The whole-life cost of the best design by all aims, where that is soon found."""
        if self.means.late:
            raise OutOfTime
        facts = self.worth.oracle.lists.of(scenario)
        if facts is None or len(facts) > FULL:
            return None
        found = designed(scenario, facts, self.means)
        if found.design is None or not found.proved:
            return None
        return int(WHOLE_LIFE.of(Ledger(scenario, found.design, found.award)))

    def _step(self, step: Step) -> StepPrice:
        optimum = self._of_step(step)
        found, cost = self._against(optimum)
        own = {
            "name": step.name,
            "parameter": step.parameter,
            "from": step.origin,
            "to": step.to,
            "unit": step.unit,
            "setting": step.setting,
            "way": step.way,
        }
        worth = {"found": found, "cost": self._figure(cost), "a_year": self._a_year(cost)}
        return StepPrice.model_validate(own | worth)

    def _of_step(self, step: Step) -> Optimum:
        if step.rule is None:
            return self._elsewhere(step.scenario)
        turned = (step.rule if rule.id == step.rule.id else rule for rule in self._all)
        return self.worth.of(turned)

    def _elsewhere(self, scenario: Scenario) -> Optimum:
        """The best value where units, money or the market are others."""
        other = Worth(scenario, self.means)
        found = other.of(other.plain.active_rules)
        self.worth.solves += other.solves
        return found

    def _provider(self, name: str) -> ProviderWorth:
        gone = absent(self.scenario, name)
        unhurt = self.worth.unhurt(gone)
        found, cost = self._against(self.optimum if unhurt else self._elsewhere(gone))
        return ProviderWorth(
            provider=name, found=found, worth=self._figure(cost), a_year=self._a_year(cost)
        )

    def _against(self, optimum: Optimum) -> tuple[Found, Value | None]:
        """What came of a change, and how much worse the best is then."""
        if not optimum.known:
            return "not worked out", None
        if optimum.value is None:
            return "impossible", None
        return "worked out", -self._gain(optimum.value)

    def _split(self) -> None:
        """Splits the total among as many rules as can all be left out at once.

        Where some set of them takes too long, the rule that costs least is kept throughout.
        """
        free = self._free()
        while len(free) > 1:
            try:
                self.shares = shapley(free, self._group_worth(free))
            except TooHard:
                least = min(free, key=lambda rule: (not about_lots(rule), self._alone(rule)))
                free = tuple(rule for rule in free if rule is not least)
                continue
            self.split = free
            self.free = self.worth.of(frozenset(self._all) - frozenset(free))
            return

    def _group_worth(self, free: tuple[Rule, ...]) -> Callable[[frozenset[Rule]], Value]:
        """The best value under a group of the free rules and all others."""
        held = frozenset(self._all) - frozenset(free)
        sets = plural(2 ** len(free), "set")
        self.telling.phase("context", f"splitting the cost: {sets} of rules")

        def worth(group: frozenset[Rule]) -> Value:
            value = self.worth.of(held | group).value
            if value is None:
                raise TooHard
            return value

        return worth

    def _free(self) -> tuple[Rule, ...]:
        """Rules to split among, those that cost most alone first to be taken."""
        own = [rule for rule in self._all if rule.id != IMPLIED]
        own.sort(key=lambda rule: -self._alone(rule))
        free: list[Rule] = []
        for rule in own:
            if len(free) < MOST_SPLIT and self._listable({*free, rule}):
                free.append(rule)
        return tuple(rule for rule in self._all if rule in free)

    def _alone(self, rule: Rule) -> Fraction:
        found = self.worth.of(each for each in self._all if each is not rule)
        return Fraction(-1) if found.value is None else Fraction(self._gain(found.value))

    def _listable(self, free: set[Rule]) -> bool:
        kept = [rule for rule in self._all if rule not in free]
        facts = self.worth.oracle.lists.of(with_rules(self.worth.plain, kept))
        most = MOST_PLACED if self.worth.plain.needs_certificate else MOST_LOTS
        return facts is not None and len(facts) <= most

    def _signed(self, value: Value) -> Figure:
        """A value as people read it."""
        return self._figure(self.worth.measure.sign * value)

    def _figure(self, value: Value | None) -> Figure:
        return figure(value, self.worth.measure.unit)

    def _a_year(self, cost: Value | None) -> Figure:
        if cost is None or self.worth.measure.unit != "pence":
            return None
        return figure(Fraction(cost, self.scenario.years), "pence")

    def priced_rules(self) -> Iterator[RulePrice]:
        """The rules with their shares, rounded so that they add up where they are money."""
        exact = {rule.id: share for rule, share in self.shares.items()}
        whole = all(isinstance(v, int) or v.denominator == 1 for v in self._ends())
        rounded = to_whole(list(exact.values())) if whole else ()
        shown = dict(zip(exact, rounded, strict=True)) if whole else {}
        for name, price in self.rules.items():
            if name in exact:
                share = shown[name] if whole else self._figure(exact[name])
                update = {"share": share, "exact": str(exact[name])}
                yield price.model_copy(update=update)
            else:
                yield price

    def _ends(self) -> tuple[Value, ...]:
        ends = (self.optimum.value, self.free.value)
        return tuple(each for each in ends if each is not None)


def priced(
    scenario: Scenario,
    time_limit: float | None,
    seed: int,
    workers: int,
    split: bool,
    listen: Listen,
    engine: Choice = "auto",
) -> Priced:
    """What everything costs; see `lotdesign.api.price`."""
    telling = Telling(listen, time.monotonic())
    deadline = None if time_limit is None else telling.started + time_limit
    settings = Settings(seed, workers, all_or_nothing=True)
    means = Means(engine_for(engine), settings, deadline)
    run = Run(scenario, telling, means, Worth(scenario, means), split)
    run.work()
    telling.phase("done")
    return _told(run)


def _told(run: Run) -> Priced:
    optimum, free = run.optimum, run.free
    status = "unknown" if not optimum.known else "infeasible"
    total = None
    if optimum.value is not None:
        status = "optimal"
        total = None if free.value is None else optimum.value - free.value
    names = {rule.id for rule in run.split}
    kept = (rule.id for rule in run.scenario.active_rules if rule.id not in names)
    return Priced.model_validate(
        {
            "scenario": reference(run.scenario),
            "created_with": CREATED_WITH,
            "status": status,
            "ended": run.ended,
            "measure": run.worth.measure.name,
            "unit": run.worth.measure.unit,
            "years": run.scenario.years,
            "optimum": None if optimum.value is None else run._signed(optimum.value),
            "whole_life": run.whole_life,
            "free": None if free.value is None else run._signed(free.value),
            "total": run._figure(total),
            "split": tuple(rule.id for rule in run.split),
            "held": tuple(kept) if run.split else (),
            "rules": tuple(run.priced_rules()),
            "steps": tuple(run.steps),
            "providers": tuple(run.providers),
        }
    )
