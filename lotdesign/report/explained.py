"""Why nothing is possible, in the order in which it is read aloud."""

from collections.abc import Iterator
from fractions import Fraction

from lotdesign.faults import shown
from lotdesign.report.amounts import amount
from lotdesign.report.headline import ENGINES, headline
from lotdesign.report.names import rule_list, sentence
from lotdesign.report.page import Block, Entry, Items, Page, Section, Text
from lotdesign.report.sheet import csv_text, words
from lotdesign.report.stopped import remark
from lotdesign.report.view import SEARCHED, View
from lotdesign.result.explained import Change, ConflictNote, Explained, Repair
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import enumerated, listed, plural, some_percent

_WINNERS = {
    "aim": "an aim asks who would win, so that every lot must find a provider with room for it",
    "prices": "providers have prices, so that every lot must find a provider with room for it",
}
_BY = ENGINES | {"listing the lots": "listing every lot", "pre-flight arithmetic": "arithmetic"}


def explanation(scenario: Scenario, told: Explained) -> Page:
    """The answer, what arithmetic found, the conflicts, and the repairs from the least up."""
    return tuple(_sections(scenario, told))


def answer(scenario: Scenario, told: Explained) -> str:
    """The answer in one sentence."""
    if told.status == "infeasible":
        by = _by(told.proved_by)
        return f"Impossible: no design keeps {_all(len(scenario.active_rules))} (proved by {by})."
    if told.status == "feasible":
        kept = _all(len(scenario.active_rules))
        return f"Possible: some design keeps {kept}, so there is nothing to explain."
    return "Not known: neither a design was found nor a proof that there is none."


def _by(proofs: tuple[str, ...]) -> str:
    return listed([_BY.get(each, each) for each in proofs])


def _all(rules: int) -> str:
    return {0: "even no rule", 1: "the one rule"}.get(rules, f"all {rules} rules")


def _sections(scenario: Scenario, told: Explained) -> Iterator[Section]:
    said = (answer(scenario, told), remark(told.ended))
    yield Section("", tuple(Text(each) for each in said if each))
    if told.preflight:
        yield Section("Found before solving", (Items(tuple(map(sentence, told.preflight))),))
    if told.details:
        yield Section("What cannot hold together", tuple(_conflicts(scenario, told)))
    if told.status == "infeasible":
        title = "What would make a design possible, the least change first"
        yield Section(title, tuple(_repairs(scenario, told)))


def _conflicts(scenario: Scenario, told: Explained) -> Iterator[Block]:
    says = {rule.id: sentence(rule.sentence(scenario)) for rule in scenario.rules}
    for place, each in enumerate(told.details, 1):
        yield Entry(f"{place}. {conflict_title(each)}", tuple(_lines(each, says)))
    if not told.complete:
        yield Text("There may be other conflicts.")


def conflict_title(note: ConflictNote) -> str:
    """Which rules cannot be kept together."""
    if not note.rules:
        return f"No rule is to blame: {_WINNERS.get(note.winners, 'the data alone rule it out')}."
    if len(note.rules) == 1:
        return f"No design keeps {rule_list(note.rules)}:"
    every = "both" if len(note.rules) == 2 else f"all {len(note.rules)} of them"
    return f"No design keeps {rule_list(note.rules)}, {every} at once:"


def _lines(note: ConflictNote, says: dict[str, str]) -> Iterator[str]:
    for rule in note.rules:
        yield f"{shown(rule)}: {says[rule]}" if len(note.rules) > 1 else says[rule]
    if note.rules and note.winners:
        yield f"Counted in: {_WINNERS[note.winners]}."
    missing = [rule for rule in note.rules if rule not in note.needed]
    if missing:
        yield f"Whether it takes {rule_list(missing)} too is not shown."
    elif len(note.rules) > 1:
        yield "Each is needed: without any one of them a design keeps the others."


def _repairs(scenario: Scenario, told: Explained) -> Iterator[Block]:
    if not told.mendable:
        yield Text(
            "No change of rules helps: a conflict above is between protected rules alone, or no "
            "rule is to blame for it."
        )
    for place, repair in enumerate(told.repairs, 1):
        yield Entry(f"{place}. {repair_title(repair)}", tuple(_shown(scenario, repair)))
    if told.mendable and not told.repairs:
        yield Text("None was found in time.")


def repair_title(repair: Repair) -> str:
    """What the repair changes, and by how much."""
    done = enumerated([_done(change) for change in repair.changes])
    return f"{done[:1].upper()}{done[1:]}{_size(repair)}"


def _done(change: Change) -> str:
    if change.parameter is None:
        return f"switch off {shown(change.rule)}"
    before, after = (_written(each, change.unit) for each in (change.origin, change.to))
    return f"change {change.parameter} of {shown(change.rule)} from {before} to {after}"


def _written(text: str, unit: str) -> str:
    if text.startswith("["):
        return listed([_written(each.strip(), unit) for each in text[1:-1].split(",")])
    if unit == "pence":
        return amount(int(Fraction(text) * 100), unit, exact=True)
    return f"{text} km" if unit == "metres" else text


def _size(repair: Repair) -> str:
    turned = Fraction(repair.cost.loosening)
    return f" ({some_percent(turned)} looser)" if turned else ""


def _shown(scenario: Scenario, repair: Repair) -> Iterator[str]:
    for change in repair.changes:
        yield f"{_quoted(change.setting)}" + (
            f": {sentence(change.sentence)}" if change.parameter is not None else ""
        )
    if not repair.least:
        yield "That less would not do is not shown."
    elif any(change.parameter is not None for change in repair.changes):
        by = _by(repair.proved_by)
        yield f"The least that will do: a step less is proved impossible, by {by}."
    if repair.result is not None:
        yield f"Then: {headline(scenario, repair.result, _view(repair.result))}"
        yield f"Its lots: {_lots(repair.result)}."


def _view(result: Result) -> View:
    """Where there are too many lots to find the best, any design has to do."""
    return View(judged=_ANY) if result.termination == "given" else SEARCHED


_ANY = "one that is possible, as there are too many lots to find the best"


def _quoted(setting: str) -> str:
    flag, _, text = setting.partition(" ")
    plain = all(char.isalnum() or char in "-_.=%+@" for char in text)
    return shown(setting if plain else f"{flag} '{text}'", 400)


def _lots(result: Result) -> str:
    return "; ".join(shown(lot.name) for lot in result.lots)


def repairs_csv(told: Explained) -> str:
    """A row a change: the repair that it belongs to, the change, what it costs and gives."""
    headers = (
        *("repair", "rule", "parameter", "from", "to", "setting", "least"),
        *("rules_touched", "switched_off", "loosening", "lots", "whole_life_cost"),
    )
    return csv_text(headers, _rows(told))


def _rows(told: Explained) -> Iterator[tuple[str, ...]]:
    for place, repair in enumerate(told.repairs, 1):
        cost, result = repair.cost, repair.result
        found = result is not None and result.lots
        spent = sum(lot.whole_life_pence for lot in result.lots) if result is not None else 0
        for change in repair.changes:
            yield (
                str(place),
                words(change.rule),
                change.parameter or "",
                change.origin,
                change.to,
                words(change.setting),
                "yes" if repair.least else "not shown",
                str(cost.rules),
                str(cost.switched_off),
                cost.loosening,
                str(len(result.lots)) if found and result else "",
                f"{spent / 100:.2f}" if found else "",
            )


def said(scenario: Scenario, told: Explained) -> str:
    """For whoever waits while the explanation goes to a file."""
    conflicts = plural(len(told.conflicts), "conflict")
    repairs = plural(len(told.repairs), "repair")
    more = f" {conflicts}, {repairs}." if told.status == "infeasible" else ""
    return answer(scenario, told) + more
