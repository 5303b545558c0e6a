"""How the terminal says things: short, in a commissioner's words."""

from fractions import Fraction
from math import ceil

from lotdesign.comparing.figures import is_better
from lotdesign.measures.registry import MEASURES
from lotdesign.report.amounts import counted, measured, millions
from lotdesign.report.closeness import closeness
from lotdesign.result.model import Figure, RuleResult
from lotdesign.words import percent, plural
from tui.canvas.glyphs import Glyphs
from tui.session.entry import Entry


def compact(measure: str, value: Figure) -> str:
    """A figure in few columns: £15.35m, 97.62%, 21.3 km."""
    if value is None:
        return "–"
    if measure in MEASURES and MEASURES[measure].unit == "pence":
        return millions(Fraction(value))
    return measured(measure, value)


def axis_words(measure: str, value: float) -> str:
    """A figure on the axis of a plot."""
    unit = MEASURES[measure].unit
    if unit == "pence":
        return f"£{value / 1e8:.2f}m" if abs(value) >= 1e8 else f"£{value / 1e5:.0f}k"
    if unit == "share":
        return f"{value * 100:.0f}%"
    return f"{value / 1000:.0f}km" if unit == "metres" else f"{value:.1f}".removesuffix(".0")


_ENDINGS = {
    "optimal": "proved best",
    "infeasible": "no design exists (proved)",
    "unknown": "none found (not proved impossible)",
}


def ending(entry: Entry) -> str:
    """What is known of an entry, in a few words."""
    if entry.kind == "other":
        return "nearly as good as the best"
    result = entry.result
    if result.status in _ENDINGS:
        return _ENDINGS[result.status]
    if result.termination == "given":
        return "drawn by hand"
    open_aim = next((each for each in result.objective if not each.proved), None)
    how = "stopped by you" if result.termination == "interrupted" else "stopped"
    if open_aim is None or open_aim.gap is None or Fraction(open_aim.gap) >= 1:
        return f"{how}, best so far"
    near = closeness(open_aim.measure, open_aim.optimum, open_aim.bound)
    return f"{how}, good to {near}"


def clock(seconds: float) -> str:
    """0:12."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def mark_of(rule: RuleResult | None, glyphs: Glyphs) -> tuple[str, str]:
    """A sign for how a rule stands, and its style."""
    if rule is None or rule.status == "off":
        return " ", "dim"
    if rule.status == "broken":
        return glyphs.no, "bad"
    return ("=", "edited") if rule.binding else (glyphs.yes, "good")


def room(rule: RuleResult | None, has_design: bool) -> str:
    """How a rule stands, in words: no room, £4,050 of room, broken by 2 lots."""
    if rule is None or not has_design:
        return ""
    if rule.status == "off":
        return "off"
    if rule.slack is None:
        return "kept" if rule.status == "met" else "broken"
    slack = Fraction(rule.slack)
    if rule.status == "broken":
        return f"broken by {size(abs(slack), rule.unit)}"
    if slack == 0:
        return "no room left"
    return f"{size(slack, rule.unit)} of room"


def size(value: Fraction, unit: str) -> str:
    """An amount of room in few columns."""
    if unit == "share":
        return f"{percent(value).removesuffix('%')} points"
    figure = int(value) if value.denominator == 1 else str(ceil(value * 100) / 100)
    return counted(figure, unit)


def trend(measure: str, value: Figure, base: Figure, glyphs: Glyphs) -> tuple[str, str]:
    """▲ or ▼ with its style, by the measure's own direction."""
    better = is_better(measure, value, base)
    if better is None:
        return " ", ""
    return (glyphs.better, "good") if better else (glyphs.worse, "bad")


def edits_in_words(count: int) -> str:
    """Base + 3 edits."""
    return "as in the files" if not count else f"files + {plural(count, 'edit')}"
