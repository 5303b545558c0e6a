"""What arithmetic alone says, before and beside any solving."""

from fractions import Fraction

from lotdesign.report.amounts import millions
from lotdesign.words import plural
from tui.canvas.spans import Line, Picture, Span
from tui.panes.sight import Sight
from tui.text import fit, safe, wrapped


def preflight(sight: Sight, columns: int, rows: int, focused: bool) -> Picture:
    """Faults of what was typed, else the findings; scrolled by the cursor."""
    lines = [*_lines(sight, columns)]
    start = max(0, min(sight.looks.at("preflight"), len(lines) - rows))
    return Picture(tuple(lines[start : start + rows]))


def _lines(sight: Sight, columns: int) -> list[Line]:
    glyphs = sight.glyphs
    if sight.faults:
        told = (_noted(glyphs.no, "bad", fault, columns) for fault in sight.faults)
        return [line for each in told for line in each]
    scenario = sight.scenario
    yearly = sum(unit.gross[0] for unit in scenario.units)
    size = f"{plural(len(scenario.units), 'unit')}, {millions(Fraction(yearly))} in year 1"
    if scenario.providers is not None:
        size += f", {plural(len(scenario.providers), 'provider')}"
    lines: list[Line] = [(Span(glyphs.yes, "good"), Span(f" {fit(size, columns - 2)}"))]
    signs = {
        "impossible": (glyphs.no, "bad"),
        "warning": ("!", "edited"),
        "info": (glyphs.dot, "dim"),
    }
    for note in sight.notes:
        sign, style = signs[note.level]
        text = _brief(note.text) if note.level == "info" else note.text
        lines += _noted(sign, style, text, columns)
    if not sight.notes:
        lines.append((Span(glyphs.yes, "good"), Span(" arithmetic finds no obstacle", "")))
    return lines


def _brief(text: str) -> str:
    """What is worth knowing of a remark: the rule's sentence stands with its row."""
    return safe(text.partition(":")[0])


def _noted(sign: str, style: str, text: str, columns: int) -> list[Line]:
    pieces = wrapped(safe(text), max(4, columns - 2))
    return [
        (Span(f"{sign if i == 0 else ' '} ", style), Span(piece, "bad" if style == "bad" else ""))
        for i, piece in enumerate(pieces)
    ]
