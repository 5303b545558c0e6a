"""Why nothing is possible, as far as is known, and what can be turned about it."""

from collections.abc import Mapping

from lotdesign.words import listed, plural
from tui.canvas.spans import Line, Span
from tui.panes.sight import Sight
from tui.session.turning import is_edited, is_off
from tui.text import clip, fit, safe, wrapped


def rules(sight: Sight) -> list[str]:
    """Ids of the rules that apply, those first whose absence alone would help."""
    alone = sight.alone
    active = [rule.id for rule in sight.scenario.active_rules]
    return sorted(active, key=lambda name: (-alone.get(name, 0), active.index(name)))


def head(sight: Sight, columns: int) -> list[Line]:
    """What is proved, by what."""
    entry = sight.entry
    if entry is None:
        return [(Span("Nothing is known yet.", "dim"),)]
    if entry.lots:
        said = "A design exists; below is what each rule says and where the design stands."
        return [(Span(each),) for each in wrapped(said, columns)]
    if entry.kind == "nothing":
        said = "None was found in time. That does not prove that there is none."
        return [(Span(each, "bad"),) for each in wrapped(said, columns)]
    active = sight.scenario.active_rules
    by = listed([_proof(each) for each in entry.result.proved_by])
    said = f"No design keeps all {plural(len(active), 'rule')}: proved by {by}."
    lines: list[Line] = [(Span(each, "bold bad"),) for each in wrapped(said, columns)]
    for note in sight.notes:
        if note.level == "impossible":
            lines.append(())
            lines += [(Span(each),) for each in wrapped(safe(note.text), columns)]
    return [*lines, (), *_helping(sight, columns)]


def _proof(engine: str) -> str:
    known = {"cp-sat": "a solver", "list of all designs": "looking at every design there is"}
    return known.get(engine, engine)


def _helping(sight: Sight, columns: int) -> list[Line]:
    """What switching off one rule would do, where every design was listed."""
    alone: Mapping[str, int] = sight.alone
    helping = {name: count for name, count in alone.items() if count}
    if helping:
        told = "there may be designs, at most" if sight.admissible is None else "there are designs,"
        said = f"Without one of the rules marked below {told} as many as it says."
    elif alone:
        said = "No single rule is the cause: two or more have to give way together."
    else:
        said = "Loosen a rule below and see; whatever you do, u takes it back."
    return [(Span(each, "dim"),) for each in wrapped(said, columns)]


def rule_lines(sight: Sight, columns: int, at: int, focused: bool) -> list[tuple[Line, int | None]]:
    """The rules in their own sentences; the cursor's rule may be turned off or opened."""
    found: list[tuple[Line, int | None]] = []
    edits = sight.session.desk.edits
    known = {rule.id: rule for rule in sight.scenario.rules}
    edited = {row.rule for row in sight.rows if row.rule and is_edited(row, edits)}
    off = {row.rule for row in sight.rows if row.rule and is_off(row, edits)}
    for i, name in enumerate(rules(sight)):
        rule = known[name]
        here = i == at
        sign = sight.glyphs.cursor if here else " "
        count = sight.alone.get(name, 0)
        state = "off" if name in off else "you set it" if name in edited else "as in the files"
        most = "at most " if sight.admissible is None else ""
        help_ = f"  without it: {most}{plural(count, 'design')}" if count else ""
        lit = "lit " if here and focused else ""
        first = f"{fit(safe(name), 22)} {state}{help_}"
        found.append(
            (
                (
                    Span(f"{sign} ", f"{lit}accent".strip()),
                    Span(fit(first, columns - 2), f"{lit}{'good' if count else 'bold'}"),
                ),
                i,
            )
        )
        for piece in wrapped(safe(rule.sentence(sight.scenario)), columns - 4)[:2]:
            found.append(((Span("    "), Span(clip(piece, columns - 4), "dim")), i))
    return found
