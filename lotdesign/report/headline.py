"""The answer in one sentence, which says no more than is proved."""

from fractions import Fraction

from lotdesign.faults import shown
from lotdesign.measures.registry import MEASURES
from lotdesign.report.amounts import measured, millions
from lotdesign.report.closeness import closeness
from lotdesign.report.names import rule_list
from lotdesign.report.standing import UNPLACED, wants_certificate
from lotdesign.report.stopped import STOPPED
from lotdesign.report.view import SEARCHED, View
from lotdesign.result.model import ObjectiveResult, Result
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import listed, plural

ENGINES = {"cp-sat": "CP-SAT", "highs": "HiGHS"}
"""Engines as people write them."""

_STOPPED = STOPPED | {
    "not listed": "its lots are too many to list, and drawing them again helped no more",
}


_UNTIL = {
    "interrupted": " before it was stopped",
    "memory limit": " within the memory limit",
    "not listed": " among lots that are too many to list",
}


def headline(scenario: Scenario, result: Result, view: View = SEARCHED) -> str:
    """The answer in one sentence."""
    if view.judged is not None:
        return f"Judged: {shown(view.judged)}: {_size(scenario, result)}. {_standing(result)}"
    if result.status == "optimal":
        return f"Best design: {_size(scenario, result)}, proved best{_by(result)}{_among(result)}."
    if result.status == "feasible":
        return f"Best so far: {_size(scenario, result)}, {_within(result)}."
    if result.status == "infeasible":
        rules = plural(len(scenario.active_rules), "rule")
        by = f"{_by(result, brackets=False)}{_unconfirmed(result)}"
        return f"Impossible: no design keeps {_all(rules)} (proved{by})."
    ended = _UNTIL.get(result.termination, " in time")
    return f"None found{ended} (not proved impossible)."


def _size(scenario: Scenario, result: Result) -> str:
    lots, years = plural(len(result.lots), "lot"), plural(scenario.years, "year")
    cost = sum(lot.whole_life_pence for lot in result.lots)
    return f"{lots} at a whole-life cost of {millions(cost)} over {years}"


def _by(result: Result, brackets: bool = True) -> str:
    if not result.proved_by:
        return ""
    engines = listed([ENGINES.get(each, shown(each)) for each in result.proved_by])
    return f" ({engines})" if brackets else f" by {engines}"


def _unconfirmed(result: Result) -> str:
    """That "impossible" rests on one engine alone, where it does."""
    alone = len(result.proved_by) == 1 and result.proved_by[0] in ENGINES
    return " alone; no second engine has confirmed it" if alone else ""


def _among(result: Result) -> str:
    if not result.candidates:
        return ""
    if result.candidates == 1:
        return "; the rules leave a single lot to choose"
    return f" among all designs of the {result.candidates:,} lots that could be formed"


def _all(rules: str) -> str:
    return {"0 rules": "every unit in one lot", "1 rule": "the one rule"}.get(rules, f"all {rules}")


def _within(result: Result) -> str:
    """How good the best so far is known to be, by the aims that are proved and the open one."""
    stopped = _STOPPED.get(result.termination, "stopped at the gap asked for")
    unproved = next((each for each in result.objective if not each.proved), None)
    proved = listed([_title(each) for each in result.objective if each.proved])
    known = f"proved best by {proved}, " if proved else ""
    if unproved is None or not bounded(unproved):
        by = f" by {_title(unproved)}" if unproved and proved else ""
        return f"{known}not proved best{by} ({stopped})"
    bound = measured(unproved.measure, unproved.bound)
    near = closeness(unproved.measure, unproved.optimum, unproved.bound)
    return (
        f"{known}within {near} of the best there can be by "
        f"{_title(unproved)}: nothing is better than {bound} ({stopped})"
    )


def bounded(objective: ObjectiveResult) -> bool:
    """Whether the bound says anything: a gap of all that there is does not."""
    known = objective.bound is not None and objective.gap is not None
    return known and Fraction(objective.gap or 0) < 1


def _title(objective: ObjectiveResult) -> str:
    title = MEASURES[objective.measure].title
    return title[:1].lower() + title[1:]


def _standing(result: Result) -> str:
    broken = result.broken
    rules = plural(sum(rule.status != "off" for rule in result.rules), "rule")
    wanting = wants_certificate(result.certified, broken, result.rules)
    if broken:
        more = f" Besides, {UNPLACED}." if wanting else ""
        return f"It breaks {len(broken)} of {rules}: {rule_list(broken)}.{more}"
    return f"It keeps {_all(rules)}" + (f", but is not admissible: {UNPLACED}." if wanting else ".")
