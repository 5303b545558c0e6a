"""One whole explanation: is it impossible, which rules are to blame, what would mend it."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lotdesign.design import Design, design_of
from lotdesign.events import Listen, unheard
from lotdesign.money.baseline import todays_design
from lotdesign.preflight.run import preflight
from lotdesign.result.drawn import routes_of, unit_ids
from lotdesign.result.ended import Ended
from lotdesign.result.explained import Change, ConflictNote, Cost, Explained, Repair, Winners
from lotdesign.result.figures import decimal
from lotdesign.result.model import Result
from lotdesign.result.reference import reference
from lotdesign.scenario.scenario import Scenario
from lotdesign.version import CREATED_WITH
from lotdesign.words import listed, plural
from solver.engines.base import Settings
from solver.engines.choice import Choice, engine_for, names_of
from solver.explain.conflicts import Conflict, Conflicts, Explorer, Ids
from solver.explain.dials import OFF
from solver.explain.repairs import Dimension, Found, Mending, less, loosened
from solver.given import lots_by_id
from solver.run import evaluated, solved
from solver.solve import Means
from solver.telling import Telling
from solver.variants.ending import OutOfTime, ended
from solver.variants.oracle import ARITHMETIC, LISTING, Oracle, Verdict
from solver.variants.rules import bare, with_rule, with_rules, without

MOST = 8
"""Repairs that are worked out."""


@dataclass
class Run:
    """An explanation as it grows."""

    scenario: Scenario
    telling: Telling
    oracle: Oracle
    known: Conflicts
    engine: Choice
    verdict: Verdict = field(default_factory=lambda: Verdict(None))
    repairs: list[Repair] = field(default_factory=list)
    ended: Ended = "done"

    def work(self) -> None:
        """Finds out as much as time allows; what is found stays."""
        self.ended = ended(self._work)

    def _work(self) -> Ended:
        self.telling.phase("context", "looking whether any design is possible")
        self.oracle.learn(_drawn(self.scenario))
        self.verdict = self.oracle.ask(self.oracle.scenario)
        if self.verdict.possible is None:
            return "too many lots"
        if self.verdict.possible:
            return "done"
        self.telling.phase("context", "looking for rules that cannot hold together")
        Explorer(self.oracle, self.known, self._found).explore()
        for correction in _allowed(self.known, self.scenario)[:MOST]:
            self._mend(correction)
        return "done"

    def _found(self, count: int) -> None:
        told = f"{plural(count, 'conflict')} found, looking for more"
        self.telling.phase("context", told)

    def _mend(self, correction: Ids) -> None:
        self.telling.phase("context", f"looking how {listed(sorted(correction))} could be loosened")
        rules = tuple(rule for rule in self.oracle.scenario.active_rules if rule.id in correction)
        found = Mending(self.oracle, rules).cheapest()
        if found is not None:
            self.repairs.append(self._repair(found))
            self.repairs.sort(key=_cost)

    def _repair(self, found: Found) -> Repair:
        mended = self.scenario
        changes: list[Change] = []
        for dimension, level in zip(found.dimensions, found.point, strict=True):
            if level:
                mended = _mended(mended, dimension, level)
        for dimension, level in zip(found.dimensions, found.point, strict=True):
            if level and not (level != OFF and _is_off(mended, dimension)):
                changes.append(_change(mended, dimension, level))
        touched, off, turned = found.price
        return Repair(
            changes=tuple(changes),
            cost=Cost(rules=touched, switched_off=off, loosening=decimal(turned)),
            least=found.least,
            proved_by=_together(self.oracle.confirmed(each) for each in less(self.oracle, found)),
            result=self._result(mended, found),
        )

    def _result(self, mended: Scenario, found: Found) -> Result | None:
        """The best design of the mended scenario; any one where there are too many lots."""
        means = self.oracle.means
        variant = loosened(self.oracle.scenario, found.dimensions, found.point)
        if self.oracle.lists.of(variant) is None:
            design = self.oracle.ask(variant).design
            if design is None:
                return None
            return evaluated(mended, None, unit_ids(mended, design), routes_of(design))
        left = None if means.deadline is None else means.deadline - time.monotonic()
        if left is not None and left <= 0:
            raise OutOfTime
        settings = means.settings
        return solved(mended, left, settings.seed, settings.workers, self.engine, False, unheard)


def explained(
    scenario: Scenario,
    time_limit: float | None,
    seed: int,
    workers: int,
    listen: Listen,
    engine: Choice = "auto",
) -> Explained:
    """Why the scenario admits no design; see `lotdesign.api.explain`."""
    telling = Telling(listen, time.monotonic())
    deadline = None if time_limit is None else telling.started + time_limit
    settings = Settings(seed, workers, all_or_nothing=True)
    means = Means(engine_for(engine), settings, deadline)
    oracle = Oracle(bare(scenario), means, second=engine == "auto")
    run = Run(scenario, telling, oracle, Conflicts(scenario.active_rules), engine)
    run.work()
    telling.phase("done")
    return _told(run)


def _told(run: Run) -> Explained:
    status = {True: "feasible", False: "infeasible", None: "unknown"}[run.verdict.possible]
    details = tuple(_detail(run, each) for each in run.known.found)
    proofs = dict.fromkeys(each for c in run.known.found for each in c.by)
    proofs = proofs or dict.fromkeys(names_of(run.verdict.by))
    return Explained.model_validate(
        {
            "scenario": reference(run.scenario),
            "created_with": CREATED_WITH,
            "status": status,
            "ended": run.ended,
            "proved_by": tuple(each for each in proofs if each),
            "preflight": tuple(note.text for note in preflight(run.scenario)),
            "conflicts": tuple(each.rules for each in details),
            "details": details,
            "complete": run.known.complete,
            "mendable": _mendable(run),
            "repairs": tuple(run.repairs),
        }
    )


def _detail(run: Run, conflict: Conflict) -> ConflictNote:
    return ConflictNote(
        rules=conflict.rules,
        needed=tuple(each for each in conflict.rules if each in conflict.needed),
        winners=_winners(run, conflict),
        proved_by=conflict.by,
    )


def _winners(run: Run, conflict: Conflict) -> Winners:
    """What beside the rules asks that lots find winners, where that is part of the conflict."""
    own = [rule for rule in run.scenario.active_rules if rule.id in conflict.rules]
    if any(rule.needs_certificate for rule in own):
        return ""
    if run.scenario.prices is not None:
        return "prices"
    if not run.scenario.needs_certificate:
        return ""
    try:
        alone = run.oracle.ask(with_rules(run.oracle.scenario, own))
    except (OutOfTime, KeyboardInterrupt):
        return "aim"
    return "" if alone.possible is False else "aim"


def _mendable(run: Run) -> bool:
    """Whether every conflict has a rule that may be touched."""
    free = {rule.id for rule in run.scenario.active_rules if not rule.protected}
    return all(free & set(each.rules) for each in run.known.found)


def _together(proofs: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Who proves all of these; a proof without a solver agrees with any."""
    solvers = [each for each in proofs if not {ARITHMETIC, LISTING} & set(each)]
    if not solvers:
        return (ARITHMETIC,)
    return tuple(name for name in solvers[0] if all(name in each for each in solvers))


def _allowed(known: Conflicts, scenario: Scenario) -> list[Ids]:
    """The corrections that touch no protected rule, those of fewest rules first."""
    free = {rule.id for rule in scenario.active_rules if not rule.protected}
    place = {name: i for i, name in enumerate(known.ids)}
    return sorted(
        (each for each in known.corrections if each <= free),
        key=lambda each: (len(each), sorted(place[name] for name in each)),
    )


def _drawn(scenario: Scenario) -> Iterator[Design]:
    """Designs that somebody drew, which may be admissible once a rule is gone."""
    everything = range(len(scenario.units))
    yield design_of([[unit] for unit in everything])
    yield design_of([everything])
    yield todays_design(scenario)
    for option in scenario.options:
        yield lots_by_id(scenario, option.lots, option.routes)


def _mended(scenario: Scenario, dimension: Dimension, level: int) -> Scenario:
    if level == OFF or dimension.dial is None:
        return without(scenario, (dimension.rule.id,))
    held = next(rule for rule in scenario.rules if rule.id == dimension.rule.id)
    turned = {dimension.dial.knob.parameter: dimension.dial.value(level)}
    return with_rule(scenario, held.model_copy(update=turned))


def _is_off(scenario: Scenario, dimension: Dimension) -> bool:
    return any(rule.id == dimension.rule.id and not rule.active for rule in scenario.rules)


def _change(mended: Scenario, dimension: Dimension, level: int) -> Change:
    rule, dial = dimension.rule, dimension.dial
    held = next(each for each in mended.rules if each.id == rule.id)
    said = {"rule": rule.id, "sentence": held.sentence(mended)}
    if level == OFF or dial is None:
        own = {"parameter": None, "from": "hard", "to": "off", "unit": ""}
        return Change.model_validate(said | own | {"setting": f"--off {rule.id}"})
    parameter, to = dial.knob.parameter, dial.text(level)
    own = {"parameter": parameter, "from": dial.text(0), "to": to, "unit": dial.knob.unit}
    return Change.model_validate(said | own | {"setting": f"--set {rule.id}.{parameter}={to}"})


def _cost(repair: Repair) -> tuple[int, int, float]:
    cost = repair.cost
    return cost.rules, cost.switched_off, float(cost.loosening)
