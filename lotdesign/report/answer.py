"""The first section of a report: the answer in a sentence, its objectives, its verification."""

from fractions import Fraction

from lotdesign.faults import make_printable
from lotdesign.measures.registry import MEASURES
from lotdesign.report.amounts import NO_FIGURE, format_gap_to_best, format_measure, format_millions
from lotdesign.report.page import (
    SEARCHED_VIEW,
    PageBlock,
    PageSection,
    Paragraph,
    ReportTable,
    ReportView,
)
from lotdesign.report.terms import describe_terms
from lotdesign.report.wording import (
    ENGINE_TITLES,
    NO_CERTIFICATE_WORDS,
    STOP_REASONS,
    lacks_unreported_certificate,
    list_rule_ids,
    name_measure,
    name_provers,
)
from lotdesign.result.model import ObjectiveResult, Result
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_count, join_words

_STOP_PHRASES = STOP_REASONS | {
    "not listed": "there are too many lots to list, and redrawing them found nothing better",
}


_NONE_FOUND_ENDINGS = {
    "interrupted": " before it was stopped",
    "memory limit": " within the memory limit",
    "not listed": " among lots that are too many to list",
}


def write_headline(scenario: Scenario, result: Result, view: ReportView = SEARCHED_VIEW) -> str:
    """Write the answer in one sentence, which claims no more than is proved."""
    size = _describe_size(scenario, result)
    if view.judged is not None:
        judged = f"{make_printable(view.judged)}: {size}"
        return f"Judged: {judged}. {_describe_rules_kept(result)}"
    if result.status == "optimal":
        proof = f"proved best{_name_provers(result)}{_count_candidates(result)}"
        return f"Best design: {size}, {proof}."
    if result.status == "feasible":
        return f"Best so far: {size}, {_describe_gap(result)}."
    if result.status == "infeasible":
        rules = format_count(len(scenario.active_rules), "rule")
        by = f"{_name_provers(result, brackets=False)}{_note_single_engine(result)}"
        return f"Impossible: no design keeps {_say_all_rules(rules)} (proved{by})."
    ended = _NONE_FOUND_ENDINGS.get(result.termination, " in time")
    return f"None found{ended} (not proved impossible)."


def _describe_size(scenario: Scenario, result: Result) -> str:
    lots, years = format_count(len(result.lots), "lot"), format_count(scenario.years, "year")
    cost = sum(lot.whole_life_pence for lot in result.lots)
    return f"{lots} at a whole-life cost of {format_millions(cost)} over {years}"


def _name_provers(result: Result, brackets: bool = True) -> str:
    if not result.proved_by:
        return ""
    engines = name_provers(result.proved_by)
    return f" ({engines})" if brackets else f" by {engines}"


def _note_single_engine(result: Result) -> str:
    """Say that "impossible" rests on one engine, where it does."""
    alone = len(result.proved_by) == 1 and result.proved_by[0] in ENGINE_TITLES
    return " alone; no second engine has confirmed it" if alone else ""


def _count_candidates(result: Result) -> str:
    if not result.candidates:
        return ""
    if result.candidates == 1:
        return "; the rules leave a single lot to choose"
    return f" among all designs of the {result.candidates:,} lots that could be formed"


def _say_all_rules(rules: str) -> str:
    return {"0 rules": "every unit in one lot", "1 rule": "the one rule"}.get(rules, f"all {rules}")


def _describe_gap(result: Result) -> str:
    """Describe how good the incumbent is: proved objectives, and the gap of the open one."""
    stopped = _STOP_PHRASES.get(result.termination, "stopped at the gap asked for")
    unproved = next((each for each in result.objective if not each.proved), None)
    proved = join_words([name_measure(each.measure) for each in result.objective if each.proved])
    known = f"proved best by {proved}, " if proved else ""
    if unproved is None or not has_useful_bound(unproved):
        by = f" by {name_measure(unproved.measure)}" if unproved and proved else ""
        return f"{known}not proved best{by} ({stopped})"
    bound = format_measure(unproved.measure, unproved.bound)
    near = format_gap_to_best(unproved.measure, unproved.optimum, unproved.bound)
    return (
        f"{known}within {near} of the best possible by "
        f"{name_measure(unproved.measure)}: nothing is better than {bound} ({stopped})"
    )


def has_useful_bound(objective: ObjectiveResult) -> bool:
    """Tell whether the bound says anything, which one with a gap of 100% does not."""
    known = objective.bound is not None and objective.gap is not None
    return known and Fraction(objective.gap or 0) < 1


def _describe_rules_kept(result: Result) -> str:
    broken = result.broken
    rules = format_count(sum(rule.status != "off" for rule in result.rules), "rule")
    wanting = lacks_unreported_certificate(result.certified, broken, result.rules)
    if broken:
        more = f" Also, {NO_CERTIFICATE_WORDS}." if wanting else ""
        return f"It breaks {len(broken)} of {rules}: {list_rule_ids(broken)}.{more}"
    return f"It keeps {_say_all_rules(rules)}" + (
        f", but is not admissible: {NO_CERTIFICATE_WORDS}." if wanting else "."
    )


def write_answer_section(scenario: Scenario, result: Result, view: ReportView) -> PageSection:
    """Write the headline, the objectives in their order, and the outcome of the verification."""
    blocks: list[PageBlock] = [
        Paragraph(write_headline(scenario, result, view)),
        Paragraph(_describe_scenario(scenario)),
    ]
    if result.conflict:
        blocks.append(
            Paragraph(f"Rules that cannot hold together: {list_rule_ids(result.conflict)}.")
        )
    known = [make_printable(each.name) for each in result.comparisons if each.admissible]
    if result.status == "unknown" and known:
        blocks.append(Paragraph(f"One of the designs below keeps all rules, though: {known[0]}."))
    if result.objective:
        blocks.append(_build_objective_table(result))
    if result.lots and view.judged is None and result.status == "optimal" and not result.tie_proved:
        blocks.append(Paragraph("Other designs may be equally good; this is one of them."))
    if result.lots:
        blocks.append(Paragraph(_describe_verification(result)))
    return PageSection("", tuple(blocks))


def _describe_scenario(scenario: Scenario) -> str:
    authority = scenario.authority
    who = ", ".join(make_printable(each) for each in (authority.title, authority.name) if each)
    counts = [format_count(len(scenario.units), "unit"), describe_terms(scenario)]
    if scenario.providers is not None:
        counts.insert(1, format_count(len(scenario.providers), "provider"))
    return f"{who or make_printable(scenario.name)}: {join_words(counts)}."


def _build_objective_table(result: Result) -> ReportTable:
    return ReportTable(
        ("Aim, in order", "This design", "Best there is", "Proof"),
        tuple(_build_objective_row(i, each) for i, each in enumerate(result.objective, 1)),
        figures=frozenset((1, 2)),
    )


def _build_objective_row(place: int, objective: ObjectiveResult) -> tuple[str, ...]:
    measure = MEASURES[objective.measure]
    name = objective.measure
    wanted = "low" if measure.better == "less" else "high"
    title = f"{place}. {measure.title}, as {wanted} as possible"
    value = format_measure(name, objective.value)
    if objective.proved:
        given = "" if objective.value == objective.optimum else ", some given up for later aims"
        return title, value, format_measure(name, objective.optimum), f"proved{given}"
    if not has_useful_bound(objective):
        return title, value, NO_FIGURE, "not proved"
    near = format_gap_to_best(name, objective.optimum, objective.bound)
    return title, value, format_measure(name, objective.bound), f"not proved, within {near}"


def _describe_verification(result: Result) -> str:
    verification = result.verification
    if verification.ok:
        checks = format_count(verification.checks, "check")
        told = f"Every figure was worked out again without the solver: {checks}, no fault."
        proof = " So was the proof, by the bound certificate in the JSON result."
        return told if result.bound_certificate is None else f"{told}{proof}"
    faults = "; ".join(make_printable(each, 200) for each in verification.faults[:5])
    return f"VERIFICATION FAILED, do not use this result: {faults}."
