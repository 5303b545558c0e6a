"""The answer in a sentence, or how far the solve has come: best, bound, gap."""

from fractions import Fraction

from lotdesign.faults import make_printable
from lotdesign.report.amounts import format_gap_to_best, format_measure, format_millions
from lotdesign.report.wording import NO_CERTIFICATE_WORDS, lacks_unreported_certificate
from lotdesign.result.model import Result
from lotdesign.words import format_count, join_words
from tui.canvas.charts import draw_bar, draw_sparkline
from tui.canvas.picture import Glyphs, Line, Picture, Span
from tui.pictures.wording import describe_ending, format_clock, short_title
from tui.safe_text import clip_columns, wrap_text
from tui.snapshot import Snapshot


def draw_answer(snapshot: Snapshot, columns: int, rows: int) -> Picture:
    """What is known now; while something is looked for, that comes first."""
    if _is_slow_search(snapshot):
        return Picture(tuple(_draw_progress(snapshot, columns)[:rows]))
    return Picture(tuple(_draw_standing(snapshot, columns)[:rows]))


def title_answer(snapshot: Snapshot) -> str:
    """Which design is on show, and whether it is the answer."""
    entry = snapshot.entry
    if entry is None:
        return "Answer"
    if entry.kind == "hand":
        return f"Drawn by hand {entry.name}"
    looking_back = snapshot.session.state.showing is not None
    return f"{'Looking back at' if looking_back else 'Answer'} {entry.name}"


def remark_answer(snapshot: Snapshot) -> str:
    """What is being worked out, or that the search can go on."""
    if snapshot.progress.busy:
        return "looking" if snapshot.searching else "working out the rest"
    if snapshot.is_studying("alternatives"):
        return "looking for alternatives, esc stops"
    is_stopped = snapshot.session.answer is not None and snapshot.is_open
    return "s searches on" if is_stopped else ""


def draw_answer_line(snapshot: Snapshot, columns: int) -> Line:
    """The answer in one line, for narrow screens."""
    lines = _draw_progress(snapshot, columns) if _is_slow_search(snapshot) else []
    lines = lines or _draw_standing(snapshot, columns)
    spans: list[Span] = [Span(" ")]
    for each in lines[:2]:
        spans += [*each, Span("  ")]
    return tuple(spans)


def _is_slow_search(snapshot: Snapshot) -> bool:
    return snapshot.searching and snapshot.now - snapshot.progress.started > 0.4


def _draw_standing(snapshot: Snapshot, columns: int) -> list[Line]:
    entry, glyphs = snapshot.entry, snapshot.glyphs
    if entry is None:
        said = snapshot.progress.ended or "Working out the first answer."
        return [(Span(each, "dim"),) for each in wrap_text(said, columns)]
    result = entry.result
    if snapshot.progress.ended:
        return [(Span(each, "bad"),) for each in wrap_text(snapshot.progress.ended, columns)]
    if not result.lots:
        return _draw_no_design(snapshot, columns)
    cost = format_millions(sum(lot.whole_life_pence for lot in result.lots))
    years = format_count(snapshot.scenario.years, "year")
    faults = _list_faults(result)
    head = f"{format_count(len(result.lots), 'lot')}, {cost} over {years}"
    style = "bad" if faults else "good"
    lines: list[Line] = [(Span(clip_columns(head, columns), "bold"),)]
    if len(head) + len(describe_ending(entry)) + 4 <= columns:
        lines[0] = (
            *lines[0],
            Span(f"  {_choose_sign(result, faults, glyphs)} {describe_ending(entry)}", style),
        )
    else:
        lines.append(
            (
                Span(
                    clip_columns(
                        f"{_choose_sign(result, faults, glyphs)} {_describe_proof(snapshot)}",
                        columns,
                    ),
                    style,
                ),
            )
        )
    lines += [(Span(each, "bad"),) for told in faults for each in wrap_text(told, columns)]
    if snapshot.session.is_outdated:
        lines.insert(0, (Span(f"{glyphs.old} for an earlier request", "old"),))
    elif not entry.is_answer:
        lines.append((Span(_compare_with_best(snapshot), "dim"),))
    for aim in result.objective:
        words = f"{short_title(aim.measure)} {format_measure(aim.measure, aim.value)}"
        lines.append((Span(clip_columns(words, columns), ""),))
    return lines


def _list_faults(result: Result) -> list[str]:
    """Why the design is not admissible."""
    broken = result.broken
    told = f"breaks {format_count(len(broken), 'rule')}: {join_words([make_printable(each) for each in broken])}"
    wanting = lacks_unreported_certificate(result.certified, broken, result.rules)
    return [
        *([told] if broken else []),
        *([f"not admissible: {NO_CERTIFICATE_WORDS}"] if wanting else []),
    ]


def _choose_sign(result: Result, faults: list[str], glyphs: Glyphs) -> str:
    return glyphs.no if faults else glyphs.yes if result.status == "optimal" else glyphs.dot


def _describe_proof(snapshot: Snapshot) -> str:
    """What is known of the answer, and among how many designs it is the best."""
    entry = snapshot.entry
    words = "" if entry is None else describe_ending(entry)
    told = entry is not None and entry is snapshot.session.answer and bool(snapshot.admissible)
    if told and entry is not None and entry.result.status == "optimal":
        return f"{words} of {format_count(snapshot.admissible or 0, 'possible design')}"
    return words


def _compare_with_best(snapshot: Snapshot) -> str:
    best, entry = snapshot.session.best, snapshot.entry
    if best is None or entry is None or best.edits != entry.edits or not best.lots:
        return "h returns to the best"
    more = int(entry.measures["whole_life_cost"] or 0) - int(best.measures["whole_life_cost"] or 0)
    if not more:
        return "costs the same as the best design; h returns to the best"
    way = "more" if more > 0 else "less"
    return f"{format_millions(Fraction(abs(more)))} {way} than the best; h returns to the best"


def _draw_no_design(snapshot: Snapshot, columns: int) -> list[Line]:
    entry = snapshot.entry
    if entry is None or entry.kind == "nothing":
        return [(Span("None found in time (not proved impossible).", "bad"),)]
    old = (
        [(Span(f"{snapshot.glyphs.old} for an earlier request", "old"),)]
        if snapshot.session.is_outdated
        else []
    )
    return [
        *old,
        (Span(clip_columns("No design exists: that is proved.", columns), "bold bad"),),
        (Span(clip_columns("e says why, and what would mend it", columns), ""),),
        (Span(clip_columns("u takes the last change back", columns), "dim"),),
    ]


def _draw_progress(snapshot: Snapshot, columns: int) -> list[Line]:
    work, glyphs = snapshot.progress, snapshot.glyphs
    seconds = max(0.0, snapshot.now - work.started)
    turn = glyphs.busy[int(seconds * 4) % len(glyphs.busy)]
    verb = "stopping" if work.stopping else _PHASE_WORDS.get(work.phase, "looking")
    head = f"{turn} {verb} {format_clock(seconds)}"
    lines: list[Line] = [
        (Span(clip_columns(f"{head}   esc stops and keeps", columns), "bold accent"),)
    ]
    if work.best is None:
        lines.append((Span("no design yet", "dim"),))
        return lines
    age = max(0.0, snapshot.now - work.improved)
    name = short_title(work.measure)
    lines.append(
        (
            Span(
                clip_columns(
                    f"best so far {format_measure(work.measure, work.best)} ({name})", columns
                )
            ),
        )
    )
    if work.bound is not None:
        near = format_gap_to_best(work.measure, work.best, work.bound)
        told = f"cannot pass {format_measure(work.measure, work.bound)}, good to {near}"
        lines.append((Span(clip_columns(told, columns)),))
    wide = max(4, min(20, columns - 24))
    done = 1 - min(Fraction(1), Fraction(work.gap or "1"))
    lines.append(
        (
            draw_bar(done, 1, wide, glyphs),
            Span(f" {draw_sparkline(work.track, 10, glyphs)} {age:.0f} s ago", "dim"),
        )
    )
    return lines


_PHASE_WORDS = {
    "candidates": "listing lots",
    "select": "looking for the best",
    "certify": "placing lots with providers",
    "context": "comparing",
    "verify": "checking",
}
