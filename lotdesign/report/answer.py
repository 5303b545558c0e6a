"""The answer in one sentence with its proof."""

from lotdesign.faults import shown
from lotdesign.measures.registry import MEASURES
from lotdesign.report.amounts import NONE, gap_percent, measured, millions
from lotdesign.report.names import rule_list
from lotdesign.report.page import Block, Section, Table, Text
from lotdesign.report.view import SEARCHED, View
from lotdesign.result.model import ObjectiveResult, Result
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import listed, plural

ENGINES = {"cp-sat": "CP-SAT"}
"""Engines as people write them."""

_STOPPED = {"interrupted": "stopped by hand", "time limit": "stopped by the time limit"}


def answer(scenario: Scenario, result: Result, view: View) -> Section:
    """The sentence, the aims in order, and what the check of all figures found."""
    blocks: list[Block] = [Text(headline(scenario, result, view)), Text(_subject(scenario))]
    if result.conflict:
        blocks.append(Text(f"Rules that cannot hold together: {rule_list(result.conflict)}."))
    known = [shown(each.name) for each in result.comparisons if each.admissible]
    if result.status == "unknown" and known:
        blocks.append(Text(f"One that somebody drew keeps all rules, though: {known[0]}."))
    if result.objective:
        blocks.append(_aims(result))
    if result.lots and view.judged is None and result.status == "optimal" and not result.tie_proved:
        blocks.append(Text("Other designs may be equally good; which of them is shown is open."))
    if result.lots:
        blocks.append(Text(_checked(result)))
    return Section("", tuple(blocks))


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
        return f"Impossible: no design keeps {_all(rules)} (proved{_by(result, brackets=False)})."
    ended = "before it was stopped" if result.termination == "interrupted" else "in time"
    return f"None found {ended} (not proved impossible)."


def _size(scenario: Scenario, result: Result) -> str:
    lots, years = plural(len(result.lots), "lot"), plural(scenario.years, "year")
    cost = sum(lot.whole_life_pence for lot in result.lots)
    return f"{lots} at a whole-life cost of {millions(cost)} over {years}"


def _by(result: Result, brackets: bool = True) -> str:
    if not result.proved_by:
        return ""
    engines = listed([ENGINES.get(each, shown(each)) for each in result.proved_by])
    return f" ({engines})" if brackets else f" by {engines}"


def _among(result: Result) -> str:
    if not result.candidates:
        return ""
    if result.candidates == 1:
        return "; the rules leave a single lot to choose"
    return f" among all designs of the {result.candidates:,} lots that could be formed"


def _all(rules: str) -> str:
    return {"0 rules": "every unit in one lot", "1 rule": "the one rule"}.get(rules, f"all {rules}")


def _within(result: Result) -> str:
    """How good the best so far is known to be, by the aim that is still open."""
    stopped = _STOPPED.get(result.termination, "stopped at the gap asked for")
    unproved = next((each for each in result.objective if not each.proved), None)
    if unproved is None or unproved.gap is None or unproved.bound is None:
        return f"not proved best ({stopped})"
    bound = measured(unproved.measure, unproved.bound)
    return (
        f"within {gap_percent(unproved.gap)} of the best there can be by {_title(unproved)}: "
        f"nothing is better than {bound} ({stopped})"
    )


def _title(objective: ObjectiveResult) -> str:
    title = MEASURES[objective.measure].title
    return title[:1].lower() + title[1:]


def _standing(result: Result) -> str:
    broken = [rule.id for rule in result.rules if rule.status == "broken"]
    judged = [rule for rule in result.rules if rule.status != "off"]
    if broken:
        return f"It breaks {len(broken)} of {plural(len(judged), 'rule')}: {rule_list(broken)}."
    return f"It keeps {_all(plural(len(judged), 'rule'))}."


def _subject(scenario: Scenario) -> str:
    authority, term = scenario.authority, scenario.term
    who = ", ".join(shown(each) for each in (authority.title, authority.name) if each)
    years = plural(scenario.years, "contract year")
    if term.extensions:
        years += f" ({' + '.join(map(str, (term.initial, *term.extensions)))})"
    counts = [plural(len(scenario.units), "unit"), years]
    if scenario.providers is not None:
        counts.insert(1, plural(len(scenario.providers), "provider"))
    return f"{who or shown(scenario.name)}: {listed(counts)}."


def _aims(result: Result) -> Table:
    return Table(
        ("Aim, in order", "This design", "Best there is", "Proof"),
        tuple(_aim(i, each) for i, each in enumerate(result.objective, 1)),
        figures=frozenset((1, 2)),
    )


def _aim(place: int, objective: ObjectiveResult) -> tuple[str, ...]:
    measure = MEASURES[objective.measure]
    name = objective.measure
    wanted = "low" if measure.better == "less" else "high"
    title = f"{place}. {measure.title}, as {wanted} as can be"
    value = measured(name, objective.value)
    if objective.proved:
        given = "" if objective.value == objective.optimum else ", some given to later aims"
        return title, value, measured(name, objective.optimum), f"proved{given}"
    gap = "" if objective.gap is None else f", within {gap_percent(objective.gap)}"
    bound = NONE if objective.bound is None else measured(name, objective.bound)
    return title, value, bound, f"not proved{gap}"


def _checked(result: Result) -> str:
    found = result.verification
    if found.ok:
        checks = plural(found.checks, "check")
        return f"Every figure was worked out again without the solver: {checks}, no fault."
    faults = "; ".join(shown(each, 200) for each in found.faults[:5])
    return f"VERIFICATION FAILED, do not use this result: {faults}."
