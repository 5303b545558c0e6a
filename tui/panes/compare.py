"""Two to four designs side by side, with lots matched by overlap before anything is different."""

from collections.abc import Sequence
from dataclasses import dataclass

from lotdesign.comparing.figures import is_better
from lotdesign.measures.registry import MEASURES
from lotdesign.moves import moved_units
from lotdesign.report.amounts import measured
from lotdesign.report.routes import delivered
from lotdesign.report.signed import against
from lotdesign.report.standing import wants_certificate
from lotdesign.result.drawn import by_route
from lotdesign.result.model import Figure, RuleResult
from lotdesign.words import plural
from tui.canvas.bars import spark
from tui.canvas.spans import Line, Span, beside
from tui.canvas.table import Column, heading, row
from tui.measures import short
from tui.panes.places import design_map
from tui.panes.sight import Sight
from tui.panes.tray import Item, items
from tui.panes.words import compact, ending, trend
from tui.session.asked import asked_lines, edit_changes
from tui.session.edits import Edits
from tui.session.entry import Entry, Lots, Routes
from tui.session.letters import mark, matched
from tui.text import clip, safe, wrapped

MOST = 4


@dataclass(frozen=True)
class Side:
    """One of the designs compared, its lots lettered as those of the first that they match."""

    name: str
    title: str
    lots: Lots
    letters: tuple[str, ...]
    measures: dict[str, Figure]
    edits: Edits | None
    known: str
    rules: tuple[RuleResult, ...] = ()
    broken: tuple[str, ...] = ()
    routes: Routes = ()
    certified: bool = True


def sides(sight: Sight, base: int = 0) -> list[Side]:
    """The chosen designs; with fewer than two, the one on show and what it is worth beside."""
    found = items(sight.session)
    chosen = [each for name in sight.session.desk.marks for each in found if each.name == name]
    chosen = [each for each in chosen if each.measures]
    if len(chosen) < 2:
        chosen = _unasked(sight, found, chosen)
    if not chosen:
        return []
    base %= len(chosen)
    first = _lots(chosen[base])
    letters = _letters(chosen[base], first)
    return [_side(sight, each, first, letters) for each in chosen[:MOST]]


def _unasked(sight: Sight, found: list[Item], chosen: list[Item]) -> list[Item]:
    """The design on show first, then an option that keeps the rules, then today's contracts."""
    shown = [each for each in found if each.entry is not None and each.entry is sight.entry]
    before = [e for e in found if e.entry is not None and e.entry is sight.session.before]
    given = [each for each in found if each.given is not None]
    options = [e for e in given if e.name not in ("today", "one-for-all", "one-a-unit")]
    today = [each for each in given if each.name == "today"]
    wanted = [*chosen, *shown, *before[:1], *options[:1], *today]
    kept = {each.name: each for each in wanted if each.measures}
    return list(kept.values())[:3]


def _lots(item: Item) -> Lots:
    if item.entry is not None:
        return item.entry.lots
    return () if item.given is None else item.given.lots


def _letters(item: Item, lots: Lots) -> tuple[str, ...]:
    return item.entry.letters if item.entry is not None else matched(lots, (), ())


def _side(sight: Sight, item: Item, first: Lots, letters: tuple[str, ...]) -> Side:
    lots = _lots(item)
    own = letters if lots == first else matched(lots, first, letters)
    if item.entry is not None:
        return _of_entry(sight, item.entry, own)
    given = item.given
    broken = () if given is None else given.broken
    certified = given is None or given.certified
    letter = sight.session.given_letter(item.name)
    name = "" if given is None else given.name
    known = "keeps every rule" if given is not None and given.admissible else ""
    routes = () if given is None else given.routes
    return Side(letter, name, lots, own, item.measures, None, known, (), broken, routes, certified)


def _of_entry(sight: Sight, entry: Entry, letters: tuple[str, ...]) -> Side:
    note = sight.session.note(entry.number)
    asked = "; ".join(asked_lines(sight.rows, entry.edits))
    return Side(
        entry.name,
        note or asked or "as in the files",
        entry.lots,
        letters,
        entry.measures,
        entry.edits,
        ending(entry),
        entry.result.rules,
        entry.result.broken,
        entry.routes,
        entry.result.certified,
    )


def maps(sight: Sight, found: Sequence[Side], base: int, columns: int, rows: int) -> list[Line]:
    """Maps beside each other; units that moved against the base stand in reverse."""
    if not found:
        return []
    each = (columns - len(found) + 1) // len(found)
    drawn = [_map(sight, side, found[base], each, rows) for side in found]
    return beside(drawn, each, Span(sight.glyphs.separator, "frame"))


def one_map(
    sight: Sight, found: Sequence[Side], at: int, base: int, columns: int, rows: int
) -> list[Line]:
    """The map of one design, to be flipped in place where there is no room for all."""
    return _map(sight, found[at], found[base], columns, rows) if found else []


def _map(sight: Sight, side: Side, base: Side, columns: int, rows: int) -> list[Line]:
    moved = frozenset(moved_units(base.lots, side.lots))
    head: Line = (Span(clip(f"{side.name}  {safe(side.title)}", columns), "bold"),)
    return [
        head,
        *design_map(
            sight.scenario,
            side.lots,
            side.letters,
            columns,
            rows - 1,
            sight.glyphs,
            None,
            moved,
        ),
    ]


def figures(sight: Sight, found: Sequence[Side], base: int, columns: int) -> list[Line]:
    """Measures down, designs across, with what each differs by from the base."""
    if not found:
        return []
    first = found[base]
    label = 22 if columns >= 100 else 18
    spark_room = 8 if columns >= 100 else 0
    each = (columns - label - spark_room) // len(found) - 1
    shape = [Column("", label), *(Column(_head(s, s is first), each, True) for s in found)]
    if spark_room:
        shape.append(Column("", spark_room - 1))
    lines: list[Line] = [heading(shape)]
    for name in MEASURES:
        values = [side.measures.get(name) for side in found]
        if any(value is not None for value in values):
            cells = [_figure(sight, name, v, first.measures.get(name), each) for v in values]
            lines.append(_measure_row(sight, name, values, cells, shape, bool(spark_room)))
    told = {"Delivered": [delivered(side.routes) for side in found]}
    if not any(side.routes for side in found):
        told = {}
    told |= {
        "Proof": [side.known for side in found],
        "Rules broken": [_broken(sight, side) for side in found],
        "No room left": [_tight(side) for side in found],
    }
    return [*lines, *(_words_row(label, words, shape) for label, words in told.items())]


def _head(side: Side, base: bool) -> str:
    return f"{side.name} (base)" if base else side.name


def _figure(
    sight: Sight, name: str, value: Figure, base: Figure, columns: int
) -> tuple[str, str, str]:
    """A figure, its difference with the sign of better or worse, and a style."""
    if value is None:
        return "–", "", "dim"
    told = against(name, value, base)
    text = measured(name, value)
    if told in ("", "same"):
        return text, "", ""
    sign, style = trend(name, value, base, sight.glyphs)
    for head in (f"{text}  ", f"{compact(name, value)} ", ""):
        if len(head) + len(told) + 2 <= columns:
            break
    return f"{head}{told} {sign}", sign, style


def _measure_row(
    sight: Sight,
    name: str,
    values: Sequence[Figure],
    cells: Sequence[tuple[str, str, str]],
    shape: Sequence[Column],
    sparked: bool,
) -> Line:
    best = [v for v in values if v is not None]
    winners = {
        i
        for i, v in enumerate(values)
        if v is not None and all(is_better(name, other, v) is not True for other in best)
    }
    spans: list[str | Span] = [Span(short(name), "")]
    for i, (text, _, style) in enumerate(cells):
        strong = " bold" if i in winners and len(winners) < len(best) else ""
        spans.append(Span(text, f"{style}{strong}".strip()))
    if sparked:
        numbers = [float(v) for v in values if v is not None]
        spans.append(Span(" " + spark(numbers, 6, sight.glyphs), "dim"))
    return row(spans, shape)


def _words_row(label: str, words: Sequence[str], shape: Sequence[Column]) -> Line:
    return row([Span(label, "dim"), *(Span(safe(each), "dim") for each in words)], shape)


def _broken(sight: Sight, side: Side) -> str:
    wanting = wants_certificate(side.certified, side.broken, sight.scenario.rules)
    return ", ".join([*side.broken, *(["no certificate"] if wanting else [])]) or "none"


def _tight(side: Side) -> str:
    return ", ".join(rule.id for rule in side.rules if rule.binding) or "–"


def moves(sight: Sight, found: Sequence[Side], base: int, columns: int) -> list[Line]:
    """What was asked differently, and the units whose lot is another one than in the base."""
    if not found:
        return []
    first = found[base]
    lines: list[Line] = []
    for side in found:
        if side is not first:
            lines += _asked(sight, first, side, columns)
    rest = max(12, columns - 7 * len(found))
    shape = [Column("Unit", rest), *(Column(side.name, 6) for side in found)]
    lines.append(heading(shape))
    moved = {unit for side in found for unit in moved_units(first.lots, side.lots)}
    for unit in sight.scenario.units:
        if unit.id in moved:
            lines.append(_unit_row(sight, unit.id, unit.name, found, first, shape))
    same = len(sight.scenario.units) - len(moved)
    lines.append((Span(f"{plural(same, 'unit')} in the same lot everywhere", "dim"),))
    return lines


def _asked(sight: Sight, first: Side, side: Side, columns: int) -> list[Line]:
    """The edits between two designs: what explains that units moved."""
    count = len(moved_units(first.lots, side.lots))
    head = f"{first.name} to {side.name}: {plural(count, 'unit')} moved"
    head += _rerouted(first, side)
    if side.edits is None or first.edits is None:
        drawn = side.name if side.edits is None else first.name
        return [(Span(each),) for each in wrapped(f"{head}; {drawn} was given", columns)]
    changed = edit_changes(sight.rows, first.edits, side.edits)
    if not changed:
        return [(Span(each),) for each in wrapped(f"{head}; the same was asked", columns)]
    why = "because of" if len(changed) == 1 else "because of these together:"
    told = f"{head}, {why} {'; '.join(map(safe, changed))}"
    return [(Span(each, "edited"),) for each in wrapped(told, columns)[:3]]


def _rerouted(first: Side, side: Side) -> str:
    """How many units are delivered in another way, where any is."""
    before, after = (
        {unit: route for lot, route in by_route(s.lots, s.routes) for unit in lot}
        for s in (first, side)
    )
    count = sum(before.get(unit) != route for unit, route in after.items())
    return f", {count} delivered in another way" if count else ""


def _unit_row(
    sight: Sight, unit: str, name: str, found: Sequence[Side], first: Side, shape: Sequence[Column]
) -> Line:
    cells: list[str | Span] = [safe(name)]
    own = _letter(first, unit)
    for side in found:
        letter = _letter(side, unit)
        cells.append(
            Span(mark(letter) if letter else "–", "bold edited" if letter != own else "dim")
        )
    return row(cells, shape)


def _letter(side: Side, unit: str) -> str:
    return next((side.letters[i] for i, lot in enumerate(side.lots) if unit in lot), "")
