"""The answer in a sentence, or how far the search for it has come."""

from fractions import Fraction

from lotdesign.faults import shown
from lotdesign.report.amounts import measured, millions
from lotdesign.report.closeness import closeness
from lotdesign.report.standing import UNPLACED, wants_certificate
from lotdesign.result.model import Result
from lotdesign.words import listed, plural
from tui.canvas.bars import bar, spark
from tui.canvas.glyphs import Glyphs
from tui.canvas.spans import Line, Picture, Span
from tui.measures import short
from tui.panes.sight import Sight
from tui.panes.words import clock, ending
from tui.text import clip, wrapped


def answer(sight: Sight, columns: int, rows: int, focused: bool) -> Picture:
    """What is known now; while something is looked for, that comes first."""
    if _takes_long(sight):
        return Picture(tuple(_working(sight, columns)[:rows]))
    return Picture(tuple(_standing(sight, columns)[:rows]))


def in_a_line(sight: Sight, columns: int) -> Line:
    """The answer in one line, for narrow screens."""
    lines = _working(sight, columns) if _takes_long(sight) else []
    lines = lines or _standing(sight, columns)
    spans: list[Span] = [Span(" ")]
    for each in lines[:2]:
        spans += [*each, Span("  ")]
    return tuple(spans)


def _takes_long(sight: Sight) -> bool:
    return sight.searching and sight.now - sight.work.started > 0.4


def _standing(sight: Sight, columns: int) -> list[Line]:
    entry, glyphs = sight.entry, sight.glyphs
    if entry is None:
        said = sight.work.ended or "Working out the first answer."
        return [(Span(each, "dim"),) for each in wrapped(said, columns)]
    result = entry.result
    if sight.work.ended:
        return [(Span(each, "bad"),) for each in wrapped(sight.work.ended, columns)]
    if not result.lots:
        return _none(sight, columns)
    cost = millions(sum(lot.whole_life_pence for lot in result.lots))
    years = plural(sight.scenario.years, "year")
    faults = _faults(result)
    head = f"{plural(len(result.lots), 'lot')}, {cost} over {years}"
    style = "bad" if faults else "good"
    lines: list[Line] = [(Span(clip(head, columns), "bold"),)]
    if len(head) + len(ending(entry)) + 4 <= columns:
        lines[0] = (*lines[0], Span(f"  {_sign(result, faults, glyphs)} {ending(entry)}", style))
    else:
        lines.append(
            (Span(clip(f"{_sign(result, faults, glyphs)} {_known(sight)}", columns), style),)
        )
    lines += [(Span(each, "bad"),) for told in faults for each in wrapped(told, columns)]
    if sight.session.is_old:
        lines.insert(0, (Span(f"{glyphs.old} for an earlier request", "old"),))
    elif not entry.answers:
        lines.append((Span(_against_best(sight), "dim"),))
    for aim in result.objective:
        words = f"{short(aim.measure)} {measured(aim.measure, aim.value)}"
        lines.append((Span(clip(words, columns), ""),))
    return lines


def _faults(result: Result) -> list[str]:
    """Why the design is not admissible."""
    broken = result.broken
    told = f"breaks {plural(len(broken), 'rule')}: {listed([shown(each) for each in broken])}"
    wanting = wants_certificate(result.certified, broken, result.rules)
    return [*([told] if broken else []), *([f"not admissible: {UNPLACED}"] if wanting else [])]


def _sign(result: Result, faults: list[str], glyphs: Glyphs) -> str:
    return glyphs.no if faults else glyphs.yes if result.status == "optimal" else glyphs.dot


def _known(sight: Sight) -> str:
    """What is known of the answer, and among how many designs it is the best."""
    entry = sight.entry
    words = "" if entry is None else ending(entry)
    told = entry is not None and entry is sight.session.answer and bool(sight.admissible)
    if told and entry is not None and entry.result.status == "optimal":
        return f"{words} of {plural(sight.admissible or 0, 'possible design')}"
    return words


def _against_best(sight: Sight) -> str:
    best, entry = sight.session.best, sight.entry
    if best is None or entry is None or best.edits != entry.edits or not best.lots:
        return "h returns to the best"
    more = int(entry.measures["whole_life_cost"] or 0) - int(best.measures["whole_life_cost"] or 0)
    if not more:
        return "costs the same as the best design; h returns to the best"
    way = "more" if more > 0 else "less"
    return f"{millions(Fraction(abs(more)))} {way} than the best; h returns to the best"


def _none(sight: Sight, columns: int) -> list[Line]:
    entry = sight.entry
    if entry is None or entry.kind == "nothing":
        return [(Span("None found in time (not proved impossible).", "bad"),)]
    old = (
        [(Span(f"{sight.glyphs.old} for an earlier request", "old"),)]
        if sight.session.is_old
        else []
    )
    return [
        *old,
        (Span(clip("No design exists: that is proved.", columns), "bold bad"),),
        (Span(clip("e says why, and what would mend it", columns), ""),),
        (Span(clip("u takes the last change back", columns), "dim"),),
    ]


def _working(sight: Sight, columns: int) -> list[Line]:
    work, glyphs = sight.work, sight.glyphs
    seconds = max(0.0, sight.now - work.started)
    turn = glyphs.busy[int(seconds * 4) % len(glyphs.busy)]
    verb = "stopping" if work.stopping else _PHASES.get(work.phase, "looking")
    head = f"{turn} {verb} {clock(seconds)}"
    lines: list[Line] = [(Span(clip(f"{head}   esc stops and keeps", columns), "bold accent"),)]
    if work.best is None:
        lines.append((Span("no design yet", "dim"),))
        return lines
    age = max(0.0, sight.now - work.improved)
    name = short(work.measure)
    lines.append(
        (Span(clip(f"best so far {measured(work.measure, work.best)} ({name})", columns)),)
    )
    if work.bound is not None:
        near = closeness(work.measure, work.best, work.bound)
        told = f"cannot pass {measured(work.measure, work.bound)}, good to {near}"
        lines.append((Span(clip(told, columns)),))
    wide = max(4, min(20, columns - 24))
    done = 1 - min(Fraction(1), Fraction(work.gap or "1"))
    lines.append(
        (
            bar(done, 1, wide, glyphs),
            Span(f" {spark(work.track, 10, glyphs)} {age:.0f} s ago", "dim"),
        )
    )
    return lines


_PHASES = {
    "candidates": "listing lots",
    "select": "looking for the best",
    "certify": "placing lots with providers",
    "context": "comparing",
    "verify": "checking",
}
