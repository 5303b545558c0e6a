"""Infeasibility explained: minimal conflicts and least-cost repairs, as a page and as CSV."""

from collections.abc import Iterator
from fractions import Fraction

from lotdesign.faults import make_printable
from lotdesign.report.amounts import format_parameter
from lotdesign.report.answer import write_headline
from lotdesign.report.forms import AnswerForms
from lotdesign.report.page import (
    SEARCHED_VIEW,
    BulletList,
    NamedList,
    PageBlock,
    PageSection,
    Paragraph,
    ReportPage,
    ReportView,
)
from lotdesign.report.spreadsheet import escape_cell, write_csv
from lotdesign.report.wording import (
    ENGINE_TITLES,
    explain_stop,
    list_rule_ids,
    name_provers,
    show_sentence,
)
from lotdesign.result.explained import (
    ConflictNote,
    ExplainAnswer,
    LimitAtWork,
    ProposedRepair,
    RepairChange,
)
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_count, join_names, join_words, some_percent

_WINNER_REASONS = {
    "aim": "an aim asks who would win, so that every lot must find a provider with room for it",
    "prices": "providers have prices, so that every lot must find a provider with room for it",
}
_PROOF_TITLES = ENGINE_TITLES | {
    "listing the lots": "listing every lot",
    "pre-flight arithmetic": "arithmetic",
}

NEEDED_NOTE = "Without any one of these rules, some design keeps the others."

_ANY_DESIGN = "a possible design, not the best of so many lots"


def build_explanation_forms(scenario: Scenario, answer: ExplainAnswer) -> AnswerForms:
    """Return the explanation in every form; as CSV a row for each change of a repair."""
    return AnswerForms(
        page=lambda: write_explanation_page(scenario, answer),
        json=answer.to_json,
        csv=lambda: write_repairs_csv(answer),
        sentence=summarise_explanation(scenario, answer),
    )


def write_explanation_page(scenario: Scenario, answer: ExplainAnswer) -> ReportPage:
    """Write the answer, pre-flight notes, minimal conflicts, and repairs from the cheapest up."""
    return tuple(_write_sections(scenario, answer))


def state_feasibility(scenario: Scenario, answer: ExplainAnswer) -> str:
    """Say in a sentence whether any design is feasible."""
    if answer.status == "infeasible":
        by = name_provers(answer.proved_by, _PROOF_TITLES)
        kept = _say_all_rules(len(scenario.active_rules))
        return f"Impossible: no design keeps {kept} (proved by {by})."
    if answer.status == "feasible":
        kept = _say_all_rules(len(scenario.active_rules))
        return f"Possible: some design keeps {kept}, so there is nothing to explain."
    return "Not known: no design was found, and it is not proved that there is none."


def _say_all_rules(rules: int) -> str:
    return {0: "even no rule", 1: "the one rule"}.get(rules, f"all {rules} rules")


def _write_sections(scenario: Scenario, answer: ExplainAnswer) -> Iterator[PageSection]:
    sentences = (state_feasibility(scenario, answer), explain_stop(answer.ended))
    yield PageSection("", tuple(Paragraph(each) for each in sentences if each))
    if answer.preflight:
        yield PageSection(
            "Found before solving", (BulletList(tuple(map(show_sentence, answer.preflight))),)
        )
    if answer.details:
        yield PageSection("What cannot hold together", tuple(_describe_conflicts(scenario, answer)))
    if answer.status == "infeasible":
        title = "What would make a design possible, smallest change first"
        yield PageSection(title, tuple(_describe_repairs(scenario, answer)))


def _describe_conflicts(scenario: Scenario, answer: ExplainAnswer) -> Iterator[PageBlock]:
    says = {rule.id: show_sentence(rule.write_sentence(scenario)) for rule in scenario.rules}
    for place, each in enumerate(answer.details, 1):
        yield NamedList(
            f"{place}. {title_conflict(each)}", tuple(_write_conflict_lines(each, says))
        )
    if not answer.complete:
        yield Paragraph("There may be other conflicts.")


def title_conflict(note: ConflictNote) -> str:
    """Name the rules that no design can keep together."""
    if not note.rules:
        reason = _WINNER_REASONS.get(note.winners, "the data alone rule it out")
        return f"No rule is to blame: {reason}."
    if len(note.rules) == 1:
        return f"No design keeps {list_rule_ids(note.rules)}:"
    every = "both" if len(note.rules) == 2 else f"all {len(note.rules)} of them"
    return f"No design keeps {list_rule_ids(note.rules)}, {every} at once:"


def _write_conflict_lines(note: ConflictNote, says: dict[str, str]) -> Iterator[str]:
    for rule in note.rules:
        yield f"{make_printable(rule)}: {says[rule]}" if len(note.rules) > 1 else says[rule]
    if note.rules and note.winners:
        yield f"Also counted: {_WINNER_REASONS[note.winners]}."
    for limit in note.limits:
        yield _describe_limit(limit)
    missing = [rule for rule in note.rules if rule not in note.needed]
    if missing:
        yield f"It is not shown whether {list_rule_ids(missing)} must be part of it."
    elif len(note.rules) > 1:
        yield NEEDED_NOTE


def _describe_limit(limit: LimitAtWork) -> str:
    if limit.column == "neighbours":
        return (
            "Also counted: rows of neighbours that may be missing between the parts of the map "
            f"({limit.sentence}); with them, some design keeps the rules."
        )
    return (
        f"Also counted: {limit.column} of the providers ({limit.sentence}); without these limits, "
        "some design keeps the rules."
    )


def _describe_repairs(scenario: Scenario, answer: ExplainAnswer) -> Iterator[PageBlock]:
    if not answer.mendable:
        yield Paragraph(
            "No change of rules helps: one conflict above is between protected rules only, or no "
            "rule is to blame for it."
        )
    for place, repair in enumerate(answer.repairs, 1):
        yield NamedList(
            f"{place}. {title_repair(repair)}", tuple(_write_repair_lines(scenario, repair))
        )
    if answer.mendable and not answer.repairs:
        yield Paragraph("None was found in time.")


def title_repair(repair: ProposedRepair) -> str:
    """Say what the repair changes, and by how much."""
    done = join_names([_describe_change(change) for change in repair.changes])
    return f"{done[:1].upper()}{done[1:]}{_describe_loosening(repair)}"


def _describe_change(change: RepairChange) -> str:
    if change.table == "neighbours":
        return f"join {make_printable(change.row)} and {make_printable(change.to)} as neighbours"
    if change.parameter is None:
        return f"switch off {make_printable(change.rule)}"
    if added := _list_added(change):
        which = join_names([make_printable(each) for each in added])
        return f"add {which} to {change.parameter} of provider {make_printable(change.row)}"
    before, after = (_format_value(each, change.unit) for each in (change.origin, change.to))
    whose = make_printable(change.rule or f"provider {change.row}")
    return f"change {change.parameter} of {whose} from {before} to {after}"


def _list_added(change: RepairChange) -> list[str]:
    """List what is added to where a provider works or what it does."""
    if change.parameter not in ("localities", "services"):
        return []
    known = change.origin.split(";") if change.origin else []
    return [each for each in change.to.split(";") if each not in known]


def _format_value(text: str, unit: str) -> str:
    if text.startswith("["):
        return join_words([_format_value(each.strip(), unit) for each in text[1:-1].split(",")])
    return format_parameter(text, unit)


def _describe_loosening(repair: ProposedRepair) -> str:
    turned = Fraction(repair.cost.loosening)
    return f" ({some_percent(turned)} looser)" if turned else ""


def _write_repair_lines(scenario: Scenario, repair: ProposedRepair) -> Iterator[str]:
    for change in repair.changes:
        yield f"{_quote_setting(change.setting)}" + (
            f": {show_sentence(change.sentence)}" if change.parameter is not None else ""
        )
    by = name_provers(repair.proved_by, _PROOF_TITLES)
    added = [name for change in repair.changes for name in _list_added(change)]
    if all(change.table == "neighbours" for change in repair.changes):
        rows = "this row" if len(repair.changes) == 1 else "any of these rows"
        yield f"Without {rows} it is proved impossible, by {by}."
    elif added and repair.least:
        which = "that" if len(added) == 1 else "any one of these"
        yield f"Without {which} it is proved impossible, by {by}."
    elif not repair.least:
        yield "It is not shown that a smaller change would not be enough."
    elif any(change.parameter is not None for change in repair.changes):
        yield f"The smallest change that works: one step less is proved impossible, by {by}."
    if repair.result is not None:
        yield f"Then: {write_headline(scenario, repair.result, _choose_view(repair.result))}"
        yield f"Its lots: {_list_lots(repair.result)}."


def _choose_view(result: Result) -> ReportView:
    """Show the design of a repair as any feasible one where there are too many lots to optimise."""
    return ReportView(judged=_ANY_DESIGN) if result.termination == "given" else SEARCHED_VIEW


def _quote_setting(setting: str) -> str:
    flag, _, text = setting.partition(" ")
    plain = all(char.isalnum() or char in "-_.=%+@" for char in text)
    return make_printable(setting if plain else f"{flag} '{text}'", 400)


def _list_lots(result: Result) -> str:
    return "; ".join(make_printable(lot.name) for lot in result.lots)


def write_repairs_csv(answer: ExplainAnswer) -> str:
    """Write a row a change: its repair, the change, its cost, and the design that it allows."""
    headers = (
        *("repair", "rule", "parameter", "from", "to", "setting", "least"),
        *("rules_touched", "switched_off", "loosening", "lots", "whole_life_cost"),
    )
    return write_csv(headers, _build_csv_rows(answer))


def _build_csv_rows(answer: ExplainAnswer) -> Iterator[tuple[str, ...]]:
    for place, repair in enumerate(answer.repairs, 1):
        cost, result = repair.cost, repair.result
        has_design = result is not None and result.lots
        spent = sum(lot.whole_life_pence for lot in result.lots) if result is not None else 0
        for change in repair.changes:
            yield (
                str(place),
                escape_cell(change.rule or f"{change.table}.{change.row}"),
                change.parameter or "",
                change.origin,
                change.to,
                escape_cell(change.setting),
                "yes" if repair.least else "not shown",
                str(cost.rules),
                str(cost.switched_off),
                cost.loosening,
                str(len(result.lots)) if has_design and result else "",
                f"{spent / 100:.2f}" if has_design else "",
            )


def summarise_explanation(scenario: Scenario, answer: ExplainAnswer) -> str:
    """Sum the explanation up, with the numbers of conflicts and repairs."""
    conflicts = format_count(len(answer.conflicts), "conflict")
    repairs = format_count(len(answer.repairs), "repair")
    more = f" {conflicts}, {repairs}." if answer.status == "infeasible" else ""
    return state_feasibility(scenario, answer) + more
