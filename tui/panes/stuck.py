"""Why nothing is possible: the rules that cannot hold together, and what would mend it."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from lotdesign.report.amounts import millions
from lotdesign.report.explained import conflict_title, repair_title
from lotdesign.result.explained import ConflictNote, Explained, Repair
from lotdesign.result.model import Result
from lotdesign.rules.base import Rule
from lotdesign.words import listed, plural
from tui.canvas.spans import Line, Span
from tui.panes.sight import Sight
from tui.panes.study import progress
from tui.session.rows import Row
from tui.session.turning import is_edited, is_off
from tui.text import clip, fit, safe, wrapped


@dataclass(frozen=True, slots=True)
class Item:
    """What the cursor can be on: a rule, or a repair with the number that applies it."""

    rule: str = ""
    number: int = 0
    repair: Repair | None = None


Numbered = tuple[Line, int | None]
"""A line, and the position of the item that it belongs to."""


def explained(sight: Sight) -> Explained | None:
    """What was found about the present request, or about the one before it."""
    study = sight.studies.get("explain")
    return study.told if study is not None and isinstance(study.told, Explained) else None


def items(sight: Sight) -> list[Item]:
    """Rules in conflict, repairs from the least up, then all other rules that apply."""
    told = explained(sight)
    conflicts = () if told is None else told.conflicts
    repairs = () if told is None else told.repairs
    guilty = list(dict.fromkeys(rule for each in conflicts for rule in each))
    others = [rule.id for rule in _by_help(sight) if rule.id not in guilty]
    return [
        *(Item(rule) for rule in guilty),
        *(Item(number=i, repair=each) for i, each in enumerate(repairs, 1)),
        *(Item(rule) for rule in others),
    ]


def _by_help(sight: Sight) -> list[Rule]:
    """The rules that apply, those first whose absence alone would help."""
    alone, active = sight.alone, sight.scenario.active_rules
    return sorted(active, key=lambda rule: -alone.get(rule.id, 0))


def head(sight: Sight, columns: int) -> list[Line]:
    """What is proved, by what, and how far the search for its causes is."""
    said, style = _standing(sight)
    lines: list[Line] = [(Span(each, style),) for each in wrapped(said, columns)]
    if sight.entry is not None and not sight.entry.lots:
        for note in sight.notes:
            if note.level == "impossible":
                lines += [(Span(each),) for each in wrapped(safe(note.text), columns)]
    return lines + progress(sight, sight.studies.get("explain"), columns)


def _standing(sight: Sight) -> tuple[str, str]:
    entry = sight.entry
    if entry is None:
        return "Nothing is known yet.", "dim"
    if entry.lots:
        return "A design exists now; u takes the last change back.", "good"
    if entry.kind == "nothing":
        return "None was found in time. That does not prove that there is none.", "bad"
    by = listed([_proof(each) for each in entry.result.proved_by])
    count = plural(len(sight.scenario.active_rules), "rule")
    return f"No design keeps all {count}: proved by {by}.", "bold bad"


def _proof(engine: str) -> str:
    known = {"cp-sat": "a solver", "list of all designs": "looking at every design there is"}
    return known.get(engine, engine)


def body(sight: Sight, columns: int, at: int, focused: bool) -> list[Numbered]:
    """Everything below the head; lines of an item carry its position."""
    found: list[Numbered] = []
    told = explained(sight)
    every = items(sight)
    place = {(each.rule, each.number): i for i, each in enumerate(every)}
    draw = _Draw(sight, columns, at, focused)
    guilty: set[str] = set()
    for number, note in enumerate(() if told is None else told.details, 1):
        found += draw.title(f"{number}. {conflict_title(note)}")
        for rule in note.rules:
            # A rule in several conflicts is one item, where it stands first.
            found += draw.rule(rule, None if rule in guilty else place[rule, 0])
            guilty.add(rule)
        found += draw.plain(_needed(note), "dim")
    if told is not None and told.status == "infeasible":
        found += draw.title("REPAIRS, THE LEAST CHANGE FIRST")
        for each in every:
            if each.repair is not None:
                found += draw.repair(each.number, each.repair, place["", each.number])
        found += draw.plain(_beside_repairs(sight, told), "dim")
    rest = [each.rule for each in every if each.rule and each.rule not in guilty]
    if rest:
        found += draw.title("THE OTHER RULES" if guilty else "THE RULES")
        found += draw.plain(_helping(sight), "dim") if not guilty else []
    for rule in rest:
        found += draw.rule(rule, place[rule, 0])
    return found


def _needed(note: ConflictNote) -> str:
    if len(note.rules) > 1 and set(note.needed) >= set(note.rules):
        return "Each is needed: without any one of them a design keeps the others."
    return ""


def _beside_repairs(sight: Sight, told: Explained) -> str:
    """What is not touched, and why there may be no repair."""
    protected = [safe(rule.id) for rule in sight.scenario.active_rules if rule.protected]
    said = []
    if not told.mendable:
        said.append("No change of rules that may be changed helps.")
    elif not told.repairs:
        said.append("None was found in time.")
    if protected:
        said.append(f"Protected and left alone: {listed(protected)}.")
    return " ".join(said)


def _helping(sight: Sight) -> str:
    """What switching off one rule would do, where every design was listed."""
    if sight.lots or not sight.alone:
        return ""
    if any(sight.alone.values()):
        told = "there may be designs, at most" if sight.admissible is None else "there are designs,"
        return f"Without one of the rules marked below {told} as many as it says."
    return "No single rule is the cause: two or more have to give way together."


@dataclass(frozen=True, slots=True)
class _Draw:
    """Draws items in so many columns."""

    sight: Sight
    columns: int
    at: int
    focused: bool

    def title(self, text: str) -> list[Numbered]:
        """A title, set off from what stands above it."""
        return [((), None), *self.plain(text, "heading")]

    def plain(self, text: str, style: str) -> list[Numbered]:
        """Text that nobody points at."""
        return [((Span(each, style),), None) for each in wrapped(text, self.columns) if text]

    def rule(self, name: str, item: int | None) -> Iterator[Numbered]:
        """A rule in its own sentence, with how it stands to the files."""
        rule = next((each for each in self.sight.scenario.rules if each.id == name), None)
        count = self.sight.alone.get(name, 0)
        most = "at most " if self.sight.admissible is None else ""
        helps = f"  without it: {most}{plural(count, 'design')}" if count else ""
        shield = "  protected" if rule is not None and rule.protected else ""
        text = f"{fit(safe(name), 22)} {_state(self.sight, name)}{shield}{helps}"
        yield self._first(text, item, "good" if count else "bold")
        says = "" if rule is None else rule.sentence(self.sight.scenario)
        yield from self._below(safe(says), item)

    def repair(self, number: int, repair: Repair, item: int) -> Iterator[Numbered]:
        """What changes and what comes of it."""
        pieces = wrapped(f"{number}  {repair_title(repair)}", self.columns - 2)
        yield self._first(pieces[0], item, "bold")
        yield from ((_indented(each, "bold", 5), item) for each in pieces[1:])
        yield from self._below(_then(self.sight, repair), item, 5)

    def _first(self, text: str, item: int | None, style: str) -> Numbered:
        here = item is not None and item == self.at
        lit = "lit " if here and self.focused else ""
        sign = self.sight.glyphs.cursor if here else " "
        return (
            Span(f"{sign} ", f"{lit}accent"),
            Span(fit(text, self.columns - 2), f"{lit}{style}"),
        ), item

    def _below(self, text: str, item: int | None, room: int = 4) -> Iterator[Numbered]:
        for each in wrapped(text, self.columns - room)[:2]:
            yield _indented(clip(each, self.columns - room), "dim", room), item


def _indented(text: str, style: str, room: int) -> Line:
    return Span(" " * room), Span(text, style)


def _state(sight: Sight, rule: str) -> str:
    edits = sight.session.desk.edits
    rows = _rows_of(sight.rows, rule)
    if any(is_off(row, edits) for row in rows):
        return "off"
    return "you set it" if any(is_edited(row, edits) for row in rows) else "as in the files"


@lru_cache(maxsize=256)
def _rows_of(rows: tuple[Row, ...], rule: str) -> tuple[Row, ...]:
    return tuple(row for row in rows if row.rule == rule)


def _then(sight: Sight, repair: Repair) -> str:
    """The design that the repair gives, and whether less would do."""
    least = "the least that will do" if repair.least else "that less would not do is not shown"
    if not any(change.parameter is not None for change in repair.changes):
        least = "" if repair.least else least
    return "; ".join(each for each in (_design(sight, repair.result), least) if each)


def _design(sight: Sight, result: Result | None) -> str:
    if result is None or not result.lots:
        return ""
    cost = millions(Fraction(sum(lot.whole_life_pence for lot in result.lots)))
    best = "the best then has" if result.status == "optimal" else "then there is one of"
    years = plural(sight.scenario.years, "year")
    return f"{best} {plural(len(result.lots), 'lot')}, {cost} over {years}"
