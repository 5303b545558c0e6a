"""Why no design exists: minimal conflicts, repairs from the least change up, and the other rules."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from lotdesign.report.amounts import format_millions
from lotdesign.report.explain import title_conflict, title_repair
from lotdesign.result.explained import ConflictNote, ExplainAnswer, ProposedRepair
from lotdesign.result.model import Result
from lotdesign.scenario.rule import Rule
from lotdesign.words import format_count, join_words
from tui.canvas.picture import Line, Span
from tui.pictures.wording import draw_study_progress
from tui.safe_text import clip_columns, fit_columns, make_safe, wrap_text
from tui.session.parameter_values import is_edited, is_off
from tui.session.parameters import ParameterRow
from tui.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class ConflictItem:
    """What the cursor can be on: a rule, or a repair with the number that applies it."""

    rule: str = ""
    number: int = 0
    repair: ProposedRepair | None = None


NumberedLine = tuple[Line, int | None]
"""A line, and the position of the item that it belongs to."""


def find_explanation(snapshot: Snapshot) -> ExplainAnswer | None:
    """What was found about the present request, or about the one before it."""
    study = snapshot.studies.get("explain")
    return study.result if study is not None and isinstance(study.result, ExplainAnswer) else None


def list_conflict_items(snapshot: Snapshot) -> list[ConflictItem]:
    """Rules in conflict, repairs from the least up, then all other rules that apply."""
    told = find_explanation(snapshot)
    conflicts = () if told is None else told.conflicts
    repairs = () if told is None else told.repairs
    guilty = list(dict.fromkeys(rule for each in conflicts for rule in each))
    others = [rule.id for rule in _sort_by_help(snapshot) if rule.id not in guilty]
    return [
        *(ConflictItem(rule) for rule in guilty),
        *(ConflictItem(number=i, repair=each) for i, each in enumerate(repairs, 1)),
        *(ConflictItem(rule) for rule in others),
    ]


def find_selected_item(snapshot: Snapshot) -> ConflictItem | None:
    """The rule or repair with the cursor."""
    items = list_conflict_items(snapshot)
    return items[min(snapshot.view.cursor_of("stuck"), len(items) - 1)] if items else None


def _sort_by_help(snapshot: Snapshot) -> list[Rule]:
    """The rules that apply, those first whose absence alone would help."""
    alone, active = snapshot.excluded_by_rule, snapshot.scenario.active_rules
    return sorted(active, key=lambda rule: -alone.get(rule.id, 0))


def draw_conflict_head(snapshot: Snapshot, columns: int) -> list[Line]:
    """What is proved, by what, and how far the search for its causes is."""
    said, style = _describe_standing(snapshot)
    lines: list[Line] = [(Span(each, style),) for each in wrap_text(said, columns)]
    if snapshot.entry is not None and not snapshot.entry.lots:
        for note in snapshot.notes:
            if note.level == "impossible":
                lines += [(Span(each),) for each in wrap_text(make_safe(note.text), columns)]
    return lines + draw_study_progress(snapshot, snapshot.studies.get("explain"), columns)


def _describe_standing(snapshot: Snapshot) -> tuple[str, str]:
    entry = snapshot.entry
    if entry is None:
        return "Nothing is known yet.", "dim"
    if entry.lots:
        return "A design exists now; u takes the last change back.", "good"
    if entry.kind == "nothing":
        return "None was found in time. That does not prove that there is none.", "bad"
    by = join_words([_describe_prover(each) for each in entry.result.proved_by])
    count = format_count(len(snapshot.scenario.active_rules), "rule")
    return f"No design keeps all {count}: proved by {by}.", "bold bad"


def _describe_prover(engine: str) -> str:
    known = {"cp-sat": "a solver", "list of all designs": "looking at every design there is"}
    return known.get(engine, engine)


def draw_conflict_body(
    snapshot: Snapshot, columns: int, at: int, focused: bool
) -> list[NumberedLine]:
    """Everything below the head; lines of an item carry its position."""
    found: list[NumberedLine] = []
    told = find_explanation(snapshot)
    every = list_conflict_items(snapshot)
    place = {(each.rule, each.number): i for i, each in enumerate(every)}
    draw = _ConflictPainter(snapshot, columns, at, focused)
    guilty: set[str] = set()
    for number, note in enumerate(() if told is None else told.details, 1):
        found += draw.draw_title(f"{number}. {title_conflict(note)}")
        for rule in note.rules:
            # A rule in several conflicts is one item, where it stands first.
            found += draw.draw_rule(rule, None if rule in guilty else place[rule, 0])
            guilty.add(rule)
        found += draw.draw_text(_describe_necessity(note), "dim")
    if told is not None and told.status == "infeasible":
        found += draw.draw_title("REPAIRS, THE LEAST CHANGE FIRST")
        for each in every:
            if each.repair is not None:
                found += draw.draw_repair(each.number, each.repair, place["", each.number])
        found += draw.draw_text(_describe_untouched_rules(snapshot, told), "dim")
    rest = [each.rule for each in every if each.rule and each.rule not in guilty]
    if rest:
        found += draw.draw_title("THE OTHER RULES" if guilty else "THE RULES")
        found += draw.draw_text(_describe_single_causes(snapshot), "dim") if not guilty else []
    for rule in rest:
        found += draw.draw_rule(rule, place[rule, 0])
    return found


def _describe_necessity(note: ConflictNote) -> str:
    if len(note.rules) > 1 and set(note.needed) >= set(note.rules):
        return "Each is needed: without any one of them a design keeps the others."
    return ""


def _describe_untouched_rules(snapshot: Snapshot, told: ExplainAnswer) -> str:
    """What is not touched, and why there may be no repair."""
    protected = [make_safe(rule.id) for rule in snapshot.scenario.active_rules if rule.protected]
    said = []
    if not told.mendable:
        said.append("No change of rules that may be changed helps.")
    elif not told.repairs:
        said.append("None was found in time.")
    if protected:
        said.append(f"Protected and left alone: {join_words(protected)}.")
    return " ".join(said)


def _describe_single_causes(snapshot: Snapshot) -> str:
    """What switching off one rule would do, where every design was listed."""
    if snapshot.lot_count or not snapshot.excluded_by_rule:
        return ""
    if any(snapshot.excluded_by_rule.values()):
        told = (
            "there may be designs, at most" if snapshot.admissible is None else "there are designs,"
        )
        return f"Without one of the rules marked below {told} as many as it says."
    return "No single rule is the cause: two or more have to give way together."


@dataclass(frozen=True, slots=True)
class _ConflictPainter:
    """Draws items in so many columns."""

    snapshot: Snapshot
    columns: int
    cursor: int
    focused: bool

    def draw_title(self, text: str) -> list[NumberedLine]:
        """A title, set off from what stands above it."""
        return [((), None), *self.draw_text(text, "heading")]

    def draw_text(self, text: str, style: str) -> list[NumberedLine]:
        """Text that nobody points at."""
        return [((Span(each, style),), None) for each in wrap_text(text, self.columns) if text]

    def draw_rule(self, name: str, item: int | None) -> Iterator[NumberedLine]:
        """A rule in its own sentence, with how it stands to the files."""
        rule = next((each for each in self.snapshot.scenario.rules if each.id == name), None)
        count = self.snapshot.excluded_by_rule.get(name, 0)
        most = "at most " if self.snapshot.admissible is None else ""
        helps = f"  without it: {most}{format_count(count, 'design')}" if count else ""
        shield = "  protected" if rule is not None and rule.protected else ""
        text = f"{fit_columns(make_safe(name), 22)} {_describe_rule_state(self.snapshot, name)}{shield}{helps}"
        yield self._draw_first(text, item, "good" if count else "bold")
        says = "" if rule is None else rule.write_sentence(self.snapshot.scenario)
        yield from self._draw_below(make_safe(says), item)

    def draw_repair(self, number: int, repair: ProposedRepair, item: int) -> Iterator[NumberedLine]:
        """What changes and what comes of it."""
        pieces = wrap_text(f"{number}  {title_repair(repair)}", self.columns - 2)
        yield self._draw_first(pieces[0], item, "bold")
        yield from ((_indent_line(each, "bold", 5), item) for each in pieces[1:])
        yield from self._draw_below(_describe_repair(self.snapshot, repair), item, 5)

    def _draw_first(self, text: str, item: int | None, style: str) -> NumberedLine:
        here = item is not None and item == self.cursor
        lit = "lit " if here and self.focused else ""
        sign = self.snapshot.glyphs.cursor if here else " "
        return (
            Span(f"{sign} ", f"{lit}accent"),
            Span(fit_columns(text, self.columns - 2), f"{lit}{style}"),
        ), item

    def _draw_below(self, text: str, item: int | None, room: int = 4) -> Iterator[NumberedLine]:
        for each in wrap_text(text, self.columns - room)[:2]:
            yield _indent_line(clip_columns(each, self.columns - room), "dim", room), item


def _indent_line(text: str, style: str, room: int) -> Line:
    return Span(" " * room), Span(text, style)


def _describe_rule_state(snapshot: Snapshot, rule: str) -> str:
    edits = snapshot.session.state.edits
    rows = _find_rule_rows(snapshot.rows, rule)
    if any(is_off(row, edits) for row in rows):
        return "off"
    return "you set it" if any(is_edited(row, edits) for row in rows) else "as in the files"


@lru_cache(maxsize=256)
def _find_rule_rows(rows: tuple[ParameterRow, ...], rule: str) -> tuple[ParameterRow, ...]:
    return tuple(row for row in rows if row.rule == rule)


def _describe_repair(snapshot: Snapshot, repair: ProposedRepair) -> str:
    """The design that the repair gives, and whether less would do."""
    least = "the least that will do" if repair.least else "that less would not do is not shown"
    if not any(change.parameter is not None for change in repair.changes):
        least = "" if repair.least else least
    return "; ".join(
        each for each in (_describe_repaired_design(snapshot, repair.result), least) if each
    )


def _describe_repaired_design(snapshot: Snapshot, result: Result | None) -> str:
    if result is None or not result.lots:
        return ""
    cost = format_millions(Fraction(sum(lot.whole_life_pence for lot in result.lots)))
    best = "the best then has" if result.status == "optimal" else "then there is one of"
    years = format_count(snapshot.scenario.years, "year")
    return f"{best} {format_count(len(result.lots), 'lot')}, {cost} over {years}"
