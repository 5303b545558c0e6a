"""The answer of `check`: what was read, notes of the pre-flight, rules in words; JSON and CSV."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from lotdesign.faults import make_printable
from lotdesign.law.flags import find_law_flags
from lotdesign.preflight.map_parts import describe_map_parts, list_map_parts
from lotdesign.preflight.map_places import measure_map_extent
from lotdesign.report.basis import write_law_section
from lotdesign.report.forms import AnswerForms
from lotdesign.report.page import BulletList, PageSection, Paragraph, ReportPage
from lotdesign.report.spreadsheet import escape_cell, write_csv
from lotdesign.report.wording import list_rule_ids, show_sentence
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_count, join_words

if TYPE_CHECKING:
    from lotdesign.preflight.finding import PreflightFinding


_LEVEL_TITLES = {
    "impossible": "Proved impossible, by arithmetic",
    "warning": "Worth a look",
    "info": "Good to know",
}


def build_check_forms(scenario: Scenario, notes: "Sequence[PreflightFinding]") -> AnswerForms:
    """Return the notes of a valid scenario in every form; as CSV a row for each."""
    return AnswerForms(
        page=lambda: write_check_page(scenario, notes),
        json=lambda: _write_json(scenario, notes),
        csv=lambda: _write_csv(scenario, notes),
    )


def _write_json(scenario: Scenario, notes: "Sequence[PreflightFinding]") -> str:
    body = {
        "schema": 1,
        "scenario": {"name": scenario.name, "sha256": scenario.sha256},
        "valid": True,
        "map": _write_extent(scenario),
        "impossible": any(note.level == "impossible" for note in notes),
        "notes": [
            *({"level": "remark", "text": text, "rules": []} for text in scenario.remarks),
            *(
                {"level": note.level, "text": note.text, "rules": list(note.rules)}
                for note in notes
            ),
        ],
        "law": [asdict(flag) for flag in find_law_flags(scenario)],
    }
    return json.dumps(body, indent=2, ensure_ascii=False) + "\n"


def _write_extent(scenario: Scenario) -> dict[str, int | str] | None:
    """Kilometres as decimal text, to the metre."""
    extent = measure_map_extent(scenario)
    if extent is None:
        return None
    wide, high = (f"{float(each):.3f}" for each in (extent.wide_km, extent.high_km))
    return {"places": extent.places, "wide_km": wide, "high_km": high}


def _write_csv(scenario: Scenario, notes: "Sequence[PreflightFinding]") -> str:
    rows = (
        *(("remark", escape_cell(text), "") for text in scenario.remarks),
        *(
            (note.level, escape_cell(note.text), escape_cell(";".join(note.rules)))
            for note in notes
        ),
    )
    return write_csv(("level", "text", "rules"), rows)


def write_check_page(scenario: Scenario, notes: "Sequence[PreflightFinding]") -> ReportPage:
    """Write remarks on the files, what they hold, the gravest notes first, and the rules."""
    levels = [level for level in _LEVEL_TITLES if any(note.level == level for note in notes)]
    rules = tuple(
        f"{make_printable(rule.id)}: {show_sentence(rule.write_sentence(scenario))}"
        for rule in scenario.active_rules
    )
    rule_section = [PageSection("The rules that apply", (BulletList(rules),))] if rules else []
    return (
        *_list_remarks(scenario),
        PageSection(
            "",
            (Paragraph(_summarise_notes(scenario, notes)), Paragraph(_describe_scenario(scenario))),
        ),
        *(
            PageSection(_LEVEL_TITLES[level], (BulletList(_list_notes(notes, level)),))
            for level in levels
        ),
        *rule_section,
        write_law_section(find_law_flags(scenario)),
    )


def _list_remarks(scenario: Scenario) -> Iterator[PageSection]:
    if scenario.remarks:
        remarks = tuple(show_sentence(remark) for remark in scenario.remarks)
        yield PageSection("As the files were read", (BulletList(remarks),))


def _summarise_notes(scenario: Scenario, notes: "Sequence[PreflightFinding]") -> str:
    if any(note.level == "impossible" for note in notes):
        return "Impossible: the scenario is valid, but no design keeps all its rules."
    if scenario.remarks or any(note.level == "warning" for note in notes):
        return "Valid, with something worth a look."
    return "Valid: no fault was found."


def _describe_scenario(scenario: Scenario) -> str:
    counts = [
        format_count(len(scenario.units), "unit"),
        format_count(len(scenario.services), "service"),
        format_count(len(scenario.localities), "locality", "localities"),
    ]
    if scenario.providers is not None:
        counts.append(format_count(len(scenario.providers), "provider"))
    counts.append(format_count(len(scenario.active_rules), "rule"))
    off = len(scenario.rules) - len(scenario.active_rules)
    switched = f" ({format_count(off, 'more', 'more')} switched off)" if off else ""
    name = make_printable(scenario.name)
    whole = f"{name}: {join_words(counts)}{switched}, over {scenario.years} years."
    return " ".join((whole, *_describe_map(scenario)))


def _describe_map(scenario: Scenario) -> Iterator[str]:
    """How far the places lie apart, and what is cut off where no rule minds it."""
    extent = measure_map_extent(scenario)
    if extent is not None:
        yield (
            f"{extent.places:,} places have coordinates: they lie within "
            f"{float(extent.wide_km):,.1f} km from west to east and {float(extent.high_km):,.1f} "
            "km from south to north."
        )
    minded = any(rule.reads_input("neighbours") for rule in scenario.active_rules)
    parts = list_map_parts(scenario) if scenario.neighbours and not minded else ()
    if len(parts) > 1:
        yield (
            f"The map falls into {len(parts):,} parts that no row of neighbours joins, which no "
            f"rule minds: {describe_map_parts(scenario)}."
        )


def _list_notes(notes: "Sequence[PreflightFinding]", level: str) -> tuple[str, ...]:
    return tuple(
        show_sentence(note.text) + (f" (rules: {list_rule_ids(note.rules)})" if note.rules else "")
        for note in notes
        if note.level == level
    )
