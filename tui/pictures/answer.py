"""The answer in a sentence, or how far the solve has come: best, bound, gap."""

from fractions import Fraction

from lotdesign.faults import make_printable
from lotdesign.report.amounts import format_gap_to_best, format_measure, format_millions
from lotdesign.report.wording import NO_CERTIFICATE_WORDS, lacks_unreported_certificate
from lotdesign.result.model import Result
from lotdesign.step_count import format_duration
from lotdesign.words import format_count, join_words
from tui.canvas.charts import draw_sparkline
from tui.canvas.glyphs import Glyphs
from tui.canvas.picture import (
    Line,
    Picture,
    Span,
    wrap_lines,
)
from tui.pictures.wording import OTHER_FIGURES, describe_state, format_clock, short_title
from tui.safe_text import clip_columns
from tui.session.session import TrayEntry
from tui.snapshot import Snapshot, SolveProgress

PROGRESS_AFTER_SECONDS = 0.4
"""Seconds after which a search shows its progress."""

NEARLY_CLOSED = Fraction(1, 1000)
"""The gap from which a longer search hardly pays."""

FRESH_SECONDS = 5.0
"""Seconds for which news of a search is fresh."""

FRESH_SHARE = 0.2
"""Share of a long search for which its news is fresh."""

_PHASE_WORDS = {
    "candidates": "listing lots",
    "select": "looking for the best",
    "certify": "placing lots with providers",
    "context": "comparing",
    "verify": "checking",
}

_KIND_TITLES = {
    "hand": "Drawn by hand",
    "front": "Point of the trade-off",
    "given": "Given design",
    "again": "Measured again",
}


def draw_answer(snapshot: Snapshot, columns: int) -> Picture:
    """The progress of a search that takes long, else the entry on show; as many lines as needed."""
    if _is_slow_search(snapshot):
        return Picture(tuple(_draw_progress(snapshot, columns)))
    return Picture(tuple(_draw_entry(snapshot, columns)))


def title_answer(snapshot: Snapshot) -> str:
    """Which design is on show, and whether it is the answer."""
    entry = snapshot.entry
    if entry is None:
        return "Answer"
    if entry.kind in _KIND_TITLES:
        return f"{_KIND_TITLES[entry.kind]} {entry.name}"
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
    draw = _draw_progress if _is_slow_search(snapshot) else _draw_entry
    spans: list[Span] = [Span(" ")]
    for line in draw(snapshot, columns)[:2]:
        spans += [*line, Span("  ")]
    return tuple(spans)


def _is_slow_search(snapshot: Snapshot) -> bool:
    elapsed = snapshot.now - snapshot.progress.started
    return snapshot.searching and elapsed > PROGRESS_AFTER_SECONDS


def _draw_entry(snapshot: Snapshot, columns: int) -> list[Line]:
    """The entry on show: lots and cost, what is proved, faults, and objectives."""
    entry, glyphs = snapshot.entry, snapshot.glyphs
    if entry is None:
        text = snapshot.progress.ended or "Working out the first answer."
        return wrap_lines(text, columns, "dim")
    if snapshot.progress.ended:
        return wrap_lines(snapshot.progress.ended, columns, "bad")
    result = entry.result
    if not result.lots:
        return _draw_no_design(snapshot, columns)
    cost = format_millions(sum(lot.whole_life_pence for lot in result.lots))
    years = format_count(snapshot.scenario.years, "year")
    faults = _list_faults(result)
    head = f"{format_count(len(result.lots), 'lot')}, {cost} over {years}"
    style = "bad" if faults else "good"
    sign = _choose_sign(result, faults, glyphs)
    lines: list[Line] = [(Span(clip_columns(head, columns), "bold"),)]
    state = describe_state(snapshot, entry)
    if len(head) + len(state) + 4 <= columns:
        lines[0] = (*lines[0], Span(f"  {sign} {state}", style))
    else:
        proof = f"{sign} {_describe_proof(snapshot, entry)}"
        lines.append((Span(clip_columns(proof, columns), style),))
    for fault in faults:
        lines += wrap_lines(fault, columns, "bad")
    if snapshot.session.is_outdated:
        lines.insert(0, (Span(f"{glyphs.old} for an earlier request", "old"),))
    elif snapshot.is_on_other_figures(entry.figures):
        text = f"{glyphs.unlike} {OTHER_FIGURES} than now"
        lines.insert(0, (Span(clip_columns(text, columns), "old"),))
    elif not entry.is_answer:
        lines.append((Span(_compare_with_best(snapshot, entry), "dim"),))
    for objective in result.objective:
        value = format_measure(objective.measure, objective.value)
        text = f"{short_title(objective.measure)} {value}"
        lines.append((Span(clip_columns(text, columns), ""),))
    return lines


def _list_faults(result: Result) -> list[str]:
    """Why the design is not admissible; empty if it is."""
    broken, faults = result.broken, []
    if broken:
        names = join_words([make_printable(rule_id) for rule_id in broken])
        faults.append(f"breaks {format_count(len(broken), 'rule')}: {names}")
    if lacks_unreported_certificate(result.certified, broken, result.rules):
        faults.append(f"not admissible: {NO_CERTIFICATE_WORDS}")
    return faults


def _choose_sign(result: Result, faults: list[str], glyphs: Glyphs) -> str:
    return glyphs.no if faults else glyphs.yes if result.status == "optimal" else glyphs.dot


def _describe_proof(snapshot: Snapshot, entry: TrayEntry) -> str:
    """What is proved of the entry, and of how many admissible designs it is the best."""
    words = describe_state(snapshot, entry)
    is_answer = entry is snapshot.session.answer
    if is_answer and snapshot.admissible and entry.result.status == "optimal":
        return f"{words} of {format_count(snapshot.admissible, 'possible design')}"
    return words


def _compare_with_best(snapshot: Snapshot, entry: TrayEntry) -> str:
    """What a design beside the answer costs more or less than the best one."""
    best = snapshot.session.best
    if best is None or best.edits != entry.edits or not best.lots or best.figures != entry.figures:
        return "h returns to the best"
    more = int(entry.measures["whole_life_cost"] or 0) - int(best.measures["whole_life_cost"] or 0)
    if not more:
        return "costs the same as the best design; h returns to the best"
    direction = "more" if more > 0 else "less"
    amount = format_millions(Fraction(abs(more)))
    return f"{amount} {direction} than the best; h returns to the best"


def _draw_no_design(snapshot: Snapshot, columns: int) -> list[Line]:
    entry = snapshot.entry
    if entry is None or entry.kind == "nothing":
        return [(Span("None found in time (not proved impossible).", "bad"),)]
    lines: list[Line] = [
        (Span(clip_columns("No design exists: that is proved.", columns), "bold bad"),),
        (Span(clip_columns("e says why, and what would help", columns), ""),),
        (Span(clip_columns("u takes the last change back", columns), "dim"),),
    ]
    if snapshot.session.is_outdated:
        lines.insert(0, (Span(f"{snapshot.glyphs.old} for an earlier request", "old"),))
    return lines


def _draw_progress(snapshot: Snapshot, columns: int) -> list[Line]:
    """The phase, the incumbent, the bound, and how far the gap is closed."""
    progress, glyphs = snapshot.progress, snapshot.glyphs
    seconds = max(0.0, snapshot.now - progress.started)
    turn = glyphs.busy[int(seconds * 4) % len(glyphs.busy)]
    verb = "stopping" if progress.stopping else _PHASE_WORDS.get(progress.phase, "looking")
    head, way_out = f"{turn} {verb} {format_clock(seconds)}", "esc stops and keeps"
    whole = f"{head}   {way_out}"
    texts = [whole] if len(whole) <= columns else [head, way_out]
    lines: list[Line] = [(Span(clip_columns(text, columns), "bold accent"),) for text in texts]
    if progress.best is None:
        lines.append((Span("no design yet", "dim"),))
        return lines
    measure = progress.measure
    best = f"best so far {format_measure(measure, progress.best)} ({short_title(measure)})"
    age = f", {describe_age(snapshot.now - progress.improved)} old"
    lines.append((Span(clip_columns(best + age if len(best + age) <= columns else best, columns)),))
    if progress.bound is not None:
        gap = format_gap_to_best(measure, progress.best, progress.bound)
        bound = f"cannot pass {format_measure(measure, progress.bound)}, good to {gap}"
        lines.append((Span(clip_columns(bound, columns)),))
    waiting = judge_waiting(progress, snapshot.now)
    chart = draw_sparkline(progress.track, min(10, max(0, columns - len(waiting) - 1)), glyphs)
    lines.append((Span(clip_columns(waiting, columns), "bold"), Span(f" {chart}", "dim")))
    return lines


def judge_waiting(progress: SolveProgress, now: float) -> str:
    """Whether a longer search is worth waiting for: by the gap, the age of the best, the trend."""
    if Fraction(progress.gap or "1") <= NEARLY_CLOSED:
        return "hardly worth waiting: gap under 0.1%"
    if len(progress.track) == 1:
        return "worth waiting: a first design only"
    age, elapsed = now - progress.improved, now - progress.started
    if age <= max(FRESH_SECONDS, elapsed * FRESH_SHARE):
        return "worth waiting: it still gets better"
    still = now - progress.moved
    if still <= max(FRESH_SECONDS, elapsed * FRESH_SHARE):
        return f"the same for {describe_age(age)}; the proof moves"
    return f"nothing new for {describe_age(still)}: may stay so"


def describe_age(seconds: float) -> str:
    """An age in few letters: 12 s, 3 min."""
    return format_duration(max(0.0, seconds))
