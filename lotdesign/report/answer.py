"""The answer with its proof: the sentence, the aims in order, and the check of all figures."""

from lotdesign.faults import shown
from lotdesign.measures.registry import MEASURES
from lotdesign.report.amounts import NONE, measured
from lotdesign.report.closeness import closeness
from lotdesign.report.headline import bounded, headline
from lotdesign.report.names import rule_list
from lotdesign.report.page import Block, Section, Table, Text
from lotdesign.report.view import View
from lotdesign.result.model import ObjectiveResult, Result
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import listed, plural


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
    if not bounded(objective):
        return title, value, NONE, "not proved"
    near = closeness(name, objective.optimum, objective.bound)
    return title, value, measured(name, objective.bound), f"not proved, within {near}"


def _checked(result: Result) -> str:
    found = result.verification
    if found.ok:
        checks = plural(found.checks, "check")
        return f"Every figure was worked out again without the solver: {checks}, no fault."
    faults = "; ".join(shown(each, 200) for each in found.faults[:5])
    return f"VERIFICATION FAILED, do not use this result: {faults}."
