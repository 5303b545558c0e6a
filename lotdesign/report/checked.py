"""What `check` says of a valid scenario."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lotdesign.faults import shown
from lotdesign.law.flags import flags
from lotdesign.report.law import law
from lotdesign.report.names import rule_list, sentence
from lotdesign.report.page import Items, Page, Section, Text
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import listed, plural

if TYPE_CHECKING:
    from lotdesign.preflight.note import Note

_TITLES = {
    "impossible": "Proved impossible, by arithmetic",
    "warning": "Worth a look",
    "info": "Good to know",
}


def checked(scenario: Scenario, notes: "Sequence[Note]") -> Page:
    """What was read, the rules in words, and the notes, the gravest first."""
    levels = [level for level in _TITLES if any(note.level == level for note in notes)]
    rules = tuple(
        f"{shown(rule.id)}: {sentence(rule.sentence(scenario))}" for rule in scenario.active_rules
    )
    asked = [Section("The rules that apply", (Items(rules),))] if rules else []
    return (
        Section("", (Text(_answer(notes)), Text(_read(scenario)))),
        *(Section(_TITLES[level], (Items(_told(notes, level)),)) for level in levels),
        *asked,
        law(flags(scenario)),
    )


def _answer(notes: "Sequence[Note]") -> str:
    if any(note.level == "impossible" for note in notes):
        return "Impossible: the scenario is valid, but no design keeps all its rules."
    if any(note.level == "warning" for note in notes):
        return "Valid, with something worth a look."
    return "Valid: no fault was found."


def _read(scenario: Scenario) -> str:
    counts = [
        plural(len(scenario.units), "unit"),
        plural(len(scenario.services), "service"),
        plural(len(scenario.localities), "locality", "localities"),
    ]
    if scenario.providers is not None:
        counts.append(plural(len(scenario.providers), "provider"))
    counts.append(plural(len(scenario.active_rules), "rule"))
    off = len(scenario.rules) - len(scenario.active_rules)
    switched = f" ({plural(off, 'more', 'more')} switched off)" if off else ""
    return f"{shown(scenario.name)}: {listed(counts)}{switched}, over {scenario.years} years."


def _told(notes: "Sequence[Note]", level: str) -> tuple[str, ...]:
    return tuple(
        sentence(note.text) + (f" (rules: {rule_list(note.rules)})" if note.rules else "")
        for note in notes
        if note.level == level
    )
