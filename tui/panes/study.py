"""How far a look into the request has come."""

from tui.canvas.spans import Line, Span
from tui.panes.sight import Sight
from tui.panes.words import clock
from tui.session.study import Study
from tui.text import clip, safe


def progress(sight: Sight, study: Study | None, columns: int) -> list[Line]:
    """What a study does now, that it is about another request, or how it came to its end."""
    if study is None:
        return []
    if study.busy:
        turn = sight.glyphs.busy[int((sight.now - study.started) * 4) % len(sight.glyphs.busy)]
        doing = "stopping" if study.stopping else safe(study.note) or "waiting for its turn"
        took = clock(max(0.0, sight.now - study.started))
        return [(Span(clip(f"{turn} {doing} {took}   esc stops", columns), "accent"),)]
    lines: list[Line] = []
    if sight.is_past(study):
        lines.append((Span(f"{sight.glyphs.old} for an earlier request", "old"),))
    if study.ended:
        lines.append((Span(clip(f"Not worked out: {safe(study.ended)}.", columns), "old"),))
    elif study.told is not None and study.told.ended == "interrupted":
        lines.append((Span(clip("Stopped: there may be more.", columns), "old"),))
    return lines
