"""Figures, endings, slack, edits and progress in few and everyday words."""

import re
from collections.abc import Sequence
from fractions import Fraction
from math import ceil

from lotdesign.comparing.compare import is_better
from lotdesign.measures.registry import ALL_MEASURES
from lotdesign.report.amounts import (
    format_gap_to_best,
    format_measure,
    format_millions,
    format_whole_pounds,
    format_with_unit,
)
from lotdesign.result.base import WrittenFigure
from lotdesign.result.model import RuleResult
from lotdesign.words import format_count, format_percent
from tui.canvas.glyphs import Glyphs
from tui.canvas.picture import Line, Span
from tui.safe_text import clip_columns, make_safe
from tui.session.edits import Edits
from tui.session.parameter_values import format_value, read_value
from tui.session.parameters import ParameterRow
from tui.session.session import TrayEntry
from tui.snapshot import RequestStudy, Snapshot

MILLION_PENCE = 100_000_000

_STATUS_WORDS = {
    "optimal": "proved best",
    "infeasible": "no design exists (proved)",
    "unknown": "none found (not proved impossible)",
}

_KIND_WORDS = {
    "other": "nearly as good as the best",
    "hand": "drawn by hand",
    "front": "a point of the trade-off",
    "given": "a given design",
    "again": "measured again",
}

OTHER_FIGURES = "measured on other figures"
"""What is said of a design whose measures are not worked out from today's data."""


def short_title(measure: str) -> str:
    """A measure's title for narrow columns; of a name that is no measure, the name."""
    return ALL_MEASURES[measure].short_title if measure in ALL_MEASURES else measure


def format_compact(measure: str, value: WrittenFigure) -> str:
    """A measure's value in few columns: £15.35m, 97.62%, 21.3 km."""
    if value is None:
        return "–"
    if measure in ALL_MEASURES and ALL_MEASURES[measure].unit == "pence":
        return format_millions(Fraction(value))
    return format_measure(measure, value)


def format_short_money(pence: Fraction | int) -> str:
    """£2.20m, £404k: an amount for a narrow column; thousands below a million."""
    amount = Fraction(pence)
    if abs(amount) >= MILLION_PENCE:
        return format_millions(amount)
    sign = "-" if amount < 0 else ""
    return f"{sign}£{round(abs(amount) / 100_000)}k"


def format_axis_figure(measure: str, value: float) -> str:
    """A measure's value on the axis of a plot, in the measure's own unit (pence, metres)."""
    unit = ALL_MEASURES[measure].unit
    if unit == "pence":
        millions = value / MILLION_PENCE
        return f"£{millions:.2f}m" if abs(millions) >= 1 else f"£{millions * 1000:.0f}k"
    if unit == "share":
        return f"{value * 100:.0f}%"
    return f"{value / 1000:.0f}km" if unit == "metres" else f"{value:.1f}".removesuffix(".0")


def describe_ending(entry: TrayEntry) -> str:
    """How an entry came about and what is proved of it, in a few words."""
    if entry.kind in _KIND_WORDS:
        return _KIND_WORDS[entry.kind]
    result = entry.result
    if result.status in _STATUS_WORDS:
        return _STATUS_WORDS[result.status]
    unproved = next((each for each in result.objective if not each.proved), None)
    how = "stopped by you" if result.termination == "interrupted" else "stopped"
    if unproved is None or unproved.gap is None or Fraction(unproved.gap) >= 1:
        return f"{how}, best so far"
    gap = format_gap_to_best(unproved.measure, unproved.optimum, unproved.bound)
    return f"{how}, good to {gap}"


def describe_state(snapshot: Snapshot, entry: TrayEntry) -> str:
    """How an entry came about, or that the search which found it still goes on."""
    if snapshot.searching and entry is snapshot.session.answer:
        return "best so far, still looking"
    return describe_ending(entry)


def format_clock(seconds: float) -> str:
    """Seconds as minutes and seconds: 0:12."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def choose_rule_mark(rule: RuleResult | None, glyphs: Glyphs) -> tuple[str, str]:
    """The sign of a rule's status (kept, binding, broken) and its style."""
    if rule is None or rule.status == "off":
        return " ", "dim"
    if rule.status == "broken":
        return glyphs.no, "bad"
    return ("=", "edited") if rule.binding else (glyphs.yes, "good")


def describe_slack(rule: RuleResult | None, has_design: bool) -> str:
    """A rule's slack in words: no room left, £4,050 of room, broken by 2 lots."""
    if rule is None or not has_design:
        return ""
    if rule.status == "off":
        return "off"
    if rule.slack is None:
        return "kept" if rule.status == "met" else "broken"
    slack = Fraction(rule.slack)
    if rule.status == "broken":
        return f"broken by {format_slack(abs(slack), rule.unit)}"
    if slack == 0:
        return "no room left"
    return f"{format_slack(slack, rule.unit)} of room"


def format_slack(value: Fraction, unit: str) -> str:
    """A slack in few columns, in whole pounds; a part of a pound is said to be less than one."""
    if unit == "pence":
        pounds = format_whole_pounds(100 * (value // 100))
        return pounds if value >= 100 or not value else "less than £1"
    if unit == "share":
        return f"{format_percent(value).removesuffix('%')} points"
    figure = int(value) if value.denominator == 1 else str(ceil(value * 100) / 100)
    return format_with_unit(figure, unit)


def leave_out_pence(text: str) -> str:
    """The text with every amount of a pound or more to the nearest pound."""
    return _PENCE.sub(_round_amount, text)


_PENCE = re.compile(r"£(\d[\d,]*)\.(\d\d)(?!\d)")


def _round_amount(match: re.Match[str]) -> str:
    if match[1] == "0":
        return match[0]
    return format_whole_pounds(int(match[1].replace(",", "")) * 100 + int(match[2]))


def choose_trend_sign(
    measure: str, value: WrittenFigure, base: WrittenFigure, glyphs: Glyphs
) -> tuple[str, str]:
    """▲ better or ▼ worse with its style, by which direction is better for the measure."""
    better = is_better(measure, value, base)
    if better is None:
        return " ", ""
    sign, style = (glyphs.better, "good") if better else (glyphs.worse, "bad")
    return f"{sign} {'better' if better else 'worse'}", style


def describe_edit_count(count: int) -> str:
    """The number of edits: files + 3 edits."""
    return "as in the files" if not count else f"files + {format_count(count, 'edit')}"


def describe_edits(rows: Sequence[ParameterRow], edits: Edits) -> str:
    """All edits in a line: access, lots 2; without spread."""
    return "; ".join(describe_each_edit(rows, edits))


def describe_each_edit(rows: Sequence[ParameterRow], edits: Edits) -> list[str]:
    """A text for each edit, settings first, in the order in which they were made."""
    by_path = {row.path: row for row in rows if row.path}
    texts = []
    for path, text in edits.settings:
        row = by_path.get(path)
        if row is not None:
            texts.append(f"{row.label} {format_value(row, read_value(row, edits))}")
        elif path.startswith("rule.") and path.count(".") == 1:
            texts.append(_describe_added_rule(path, text))
        else:
            texts.append(f"{path} = {text}")
    return texts + [f"without {name}" for name in edits.off]


def describe_edit_changes(
    rows: Sequence[ParameterRow], before: Edits, after: Edits
) -> tuple[str, ...]:
    """A text for each difference between two sets of edits: `Spread, max share 30% -> 25%`."""
    by_path = {row.path: row for row in rows if row.path}
    old, new = dict(before.settings), dict(after.settings)
    texts = [
        _describe_change(by_path.get(path), path, before, after)
        for path in dict.fromkeys([*old, *new])
        if old.get(path) != new.get(path)
    ]
    texts += [f"without {name}" for name in after.off if name not in before.off]
    texts += [f"{name} again" for name in before.off if name not in after.off]
    return tuple(texts)


def _describe_change(row: ParameterRow | None, path: str, before: Edits, after: Edits) -> str:
    if row is not None:
        old, new = (
            format_value(row, read_value(row, before)),
            format_value(row, read_value(row, after)),
        )
        return f"{row.label} {old} -> {new}"
    text = after.find(path)
    if path.startswith("rule.") and path.count(".") == 1:
        return _describe_added_rule(path, text) if text is not None else f"without {path}"
    return f"{path} = {text}" if text is not None else f"{path} as in the files"


def _describe_added_rule(path: str, text: str) -> str:
    kinds = {"together": "together", "apart": "apart", "fixed": "one lot"}
    kind = next((words for kind, words in kinds.items() if f'kind = "{kind}"' in text), "rule")
    units = text.partition("[")[2].partition("]")[0].replace('"', "")
    return f"{kind}: {units}" if units else path


def draw_study_progress(snapshot: Snapshot, study: RequestStudy | None, columns: int) -> list[Line]:
    """What a study does now, or that its result is outdated or incomplete, or why it has none."""
    if study is None:
        return []
    if study.busy:
        signs = snapshot.glyphs.busy
        turn = signs[int((snapshot.now - study.started) * 4) % len(signs)]
        doing = "stopping" if study.stopping else make_safe(study.note) or "waiting for its turn"
        elapsed = format_clock(max(0.0, snapshot.now - study.started))
        doing += study.steps.describe()
        return [(Span(clip_columns(f"{turn} {doing} {elapsed}   esc stops", columns), "accent"),)]
    lines: list[Line] = []
    if snapshot.is_outdated_study(study):
        lines.append((Span(f"{snapshot.glyphs.old} for an earlier request", "old"),))
    if study.ended:
        lines.append(
            (Span(clip_columns(f"Not worked out: {make_safe(study.ended)}.", columns), "old"),)
        )
    elif study.result is not None and study.result.ended == "interrupted":
        lines.append((Span(clip_columns("Stopped: there may be more.", columns), "old"),))
    return lines
