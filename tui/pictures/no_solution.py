"""Why no design exists: minimal conflicts, repairs, the least change first, and other rules."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from lotdesign.report.amounts import format_millions
from lotdesign.report.explain import NEEDED_NOTE, title_conflict, title_repair
from lotdesign.result.explained import ConflictNote, ExplainAnswer, ProposedRepair
from lotdesign.result.model import Result
from lotdesign.scenario.rule import Rule
from lotdesign.words import format_count, join_words
from tui.canvas.picture import Line, Span, wrap_lines
from tui.pictures.wording import draw_study_progress, leave_out_pence
from tui.safe_text import clip_columns, fit_columns, make_safe, wrap_text
from tui.session.edits import Edits, add_flags
from tui.session.parameter_values import is_edited, is_off
from tui.session.parameters import ParameterRow
from tui.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class ConflictItem:
    """What the cursor can be on: a rule, or a repair and the number that applies it."""

    rule: str = ""
    number: int = 0
    repair: ProposedRepair | None = None


_REPAIRS_TITLE = "REPAIRS, SMALLEST CHANGE FIRST"

NumberedLine = tuple[Line, int | None]
"""A line, and the position of the item that it belongs to, None for none."""


def find_explanation(snapshot: Snapshot) -> ExplainAnswer | None:
    """The conflicts and repairs found last, of the present request or an earlier one."""
    result = snapshot.find_study_result("explain")
    return result if isinstance(result, ExplainAnswer) else None


def is_possible(snapshot: Snapshot) -> bool:
    """Whether a design is known that answers the present request."""
    answer = snapshot.session.best_answer
    return answer is not None and bool(answer.lots)


def list_repaired_edits(snapshot: Snapshot) -> list[Edits]:
    """The edits that each repair found last makes; empty before any was looked for."""
    answer = find_explanation(snapshot)
    if answer is None:
        return []
    before = snapshot.studies["explain"].edits
    return [
        add_flags(before, (change.setting for change in repair.changes))
        for repair in answer.repairs
    ]


def find_conflicting_rules(snapshot: Snapshot) -> frozenset[str]:
    """The rules that cannot hold together in the present request, as far as that is known."""
    answer, study = find_explanation(snapshot), snapshot.studies.get("explain")
    if answer is None or study is None or snapshot.is_outdated_study(study):
        return frozenset()
    return frozenset(rule for conflict in answer.conflicts for rule in conflict)


def list_conflict_items(snapshot: Snapshot) -> list[ConflictItem]:
    """Rules in conflict, repairs with the least change first, then all other active rules.

    None is in conflict where a design exists now.
    """
    answer = find_explanation(snapshot)
    conflicts = () if answer is None or is_possible(snapshot) else answer.conflicts
    repairs = () if answer is None else answer.repairs
    conflicting = list(dict.fromkeys(rule for conflict in conflicts for rule in conflict))
    others = [rule.id for rule in _sort_by_help(snapshot) if rule.id not in conflicting]
    return [
        *(ConflictItem(rule) for rule in conflicting),
        *(ConflictItem(number=i, repair=repair) for i, repair in enumerate(repairs, 1)),
        *(ConflictItem(rule) for rule in others),
    ]


def find_selected_item(snapshot: Snapshot) -> ConflictItem | None:
    """The rule or repair with the cursor."""
    items = list_conflict_items(snapshot)
    return items[min(snapshot.view.cursor_of("stuck"), len(items) - 1)] if items else None


def _sort_by_help(snapshot: Snapshot) -> list[Rule]:
    """The active rules, those first that alone exclude most designs."""
    excluded, active = snapshot.excluded_by_rule, snapshot.scenario.active_rules
    return sorted(active, key=lambda rule: -excluded.get(rule.id, 0))


def draw_conflict_head(snapshot: Snapshot, columns: int) -> list[Line]:
    """What is proved and by what, and the progress of the search for conflicts."""
    text, style = _describe_proof(snapshot)
    lines: list[Line] = wrap_lines(text, columns, style)
    answer = snapshot.session.best_answer
    if answer is not None and not answer.lots:
        for note in snapshot.notes:
            if note.level == "impossible":
                lines += wrap_lines(leave_out_pence(make_safe(note.text)), columns)
    if snapshot.session.state.edits in list_repaired_edits(snapshot):
        return lines
    return lines + draw_study_progress(snapshot, snapshot.studies.get("explain"), columns)


def _describe_proof(snapshot: Snapshot) -> tuple[str, str]:
    """What is known of the present request, and the style of the sentence."""
    entry = snapshot.session.best_answer
    if entry is None:
        return "Nothing is known yet of what is asked now.", "dim"
    if entry.lots:
        return "A design exists now; u takes the last change back.", "good"
    if entry.kind == "nothing":
        return "None was found in time. That does not prove that there is none.", "bad"
    provers = join_words([_describe_prover(engine) for engine in entry.result.proved_by])
    count = format_count(len(snapshot.scenario.active_rules), "rule")
    return f"No design keeps all {count}: proved by {provers}.", "bold bad"


def _describe_prover(engine: str) -> str:
    names = {"cp-sat": "a solver", "list of all designs": "looking at every design there is"}
    return names.get(engine, engine)


def draw_conflict_body(
    snapshot: Snapshot, columns: int, cursor: int, focused: bool
) -> list[NumberedLine]:
    """The conflicts, the repairs and the other rules."""
    answer = find_explanation(snapshot)
    items = list_conflict_items(snapshot)
    positions = {(item.rule, item.number): i for i, item in enumerate(items)}
    painter = _ConflictPainter(snapshot, columns, cursor, focused)
    lines: list[NumberedLine] = []
    drawn: set[str] = set()
    possible = is_possible(snapshot)
    for number, note in enumerate(() if answer is None or possible else answer.details, 1):
        lines += painter.draw_title(f"{number}. {title_conflict(note)}")
        for rule in note.rules:
            # A rule in several conflicts is one item, where it stands first.
            lines += painter.draw_rule(rule, None if rule in drawn else positions[rule, 0])
            drawn.add(rule)
        lines += painter.draw_text(_describe_necessity(note), "dim")
    if answer is not None and answer.status == "infeasible":
        title = "OTHER REPAIRS OF WHAT WAS ASKED BEFORE" if possible else _REPAIRS_TITLE
        lines += painter.draw_title(title)
        for item in items:
            if item.repair is not None:
                position = positions["", item.number]
                lines += painter.draw_repair(item.number, item.repair, position)
        if not possible:
            lines += painter.draw_text(_describe_untouched_rules(snapshot, answer), "dim")
    others = [item.rule for item in items if item.rule and item.rule not in drawn]
    if others:
        lines += painter.draw_title("THE OTHER RULES" if drawn else "THE RULES")
        lines += painter.draw_text(_describe_single_causes(snapshot), "dim") if not drawn else []
    for rule in others:
        lines += painter.draw_rule(rule, positions[rule, 0])
    return lines


def _describe_necessity(note: ConflictNote) -> str:
    if len(note.rules) > 1 and set(note.needed) >= set(note.rules):
        return NEEDED_NOTE
    return ""


def _describe_untouched_rules(snapshot: Snapshot, answer: ExplainAnswer) -> str:
    """Why there is no repair where there is none, and the protected rules."""
    protected = [make_safe(rule.id) for rule in snapshot.scenario.active_rules if rule.protected]
    sentences = []
    if not answer.mendable:
        sentences.append("No change of rules that may be changed helps.")
    elif not answer.repairs:
        sentences.append("None was found in time.")
    if protected:
        sentences.append(f"Protected and left alone: {join_words(protected)}.")
    return " ".join(sentences)


def _describe_single_causes(snapshot: Snapshot) -> str:
    """What switching off a single rule would do; "" unless every design could be listed."""
    answer = snapshot.session.best_answer
    if answer is None or answer.lots or not snapshot.excluded_by_rule:
        return ""
    if any(snapshot.excluded_by_rule.values()):
        certain = snapshot.admissible is not None
        claim = "there are designs," if certain else "there may be designs, at most"
        return f"Without one of the rules marked below {claim} as many as the mark says."
    return "No single rule is the cause: two or more have to give way together."


@dataclass(frozen=True, slots=True)
class _ConflictPainter:
    """Draws items in so many columns; `cursor` is the position of the item with the cursor."""

    snapshot: Snapshot
    columns: int
    cursor: int
    focused: bool

    def draw_title(self, text: str) -> list[NumberedLine]:
        """A title after a blank line."""
        return [((), None), *self.draw_text(text, "heading")]

    def draw_text(self, text: str, style: str) -> list[NumberedLine]:
        """Text that the cursor passes over; nothing for an empty one."""
        return [(line, None) for line in wrap_lines(text, self.columns, style)] if text else []

    def draw_rule(self, name: str, item: int | None) -> Iterator[NumberedLine]:
        """A rule's sentence, whether it is edited, and how many designs it alone excludes."""
        rule = next((each for each in self.snapshot.scenario.rules if each.id == name), None)
        count = self.snapshot.excluded_by_rule.get(name, 0)
        most = "at most " if self.snapshot.admissible is None else ""
        helps = f"  without it: {most}{format_count(count, 'design')}" if count else ""
        shield = "  protected" if rule is not None and rule.protected else ""
        state = _describe_rule_state(self.snapshot, name)
        text = f"{fit_columns(make_safe(name), 22)} {state}{shield}{helps}"
        yield self._draw_first(text, item, "good" if count else "bold")
        sentence = "" if rule is None else rule.write_sentence(self.snapshot.scenario)
        yield from self._draw_below(make_safe(sentence), item)

    def draw_repair(self, number: int, repair: ProposedRepair, item: int) -> Iterator[NumberedLine]:
        """A repair's changes and the design that it gives."""
        edits = list_repaired_edits(self.snapshot)[number - 1]
        taken = " (taken)" if edits == self.snapshot.session.state.edits else ""
        pieces = wrap_text(f"{number}  {title_repair(repair)}{taken}", self.columns - 2)
        yield self._draw_first(pieces[0], item, "bold")
        yield from ((_indent_line(piece, "bold", 5), item) for piece in pieces[1:])
        yield from self._draw_below(_describe_repair(self.snapshot, repair), item, 5)

    def _draw_first(self, text: str, item: int | None, style: str) -> NumberedLine:
        here = item is not None and item == self.cursor
        lit = "lit " if here and self.focused else ""
        sign = self.snapshot.glyphs.cursor if here else " "
        return (
            Span(f"{sign} ", f"{lit}accent"),
            Span(fit_columns(text, self.columns - 2), f"{lit}{style}"),
        ), item

    def _draw_below(self, text: str, item: int | None, indent: int = 4) -> Iterator[NumberedLine]:
        for piece in wrap_text(text, self.columns - indent)[:2]:
            yield _indent_line(clip_columns(piece, self.columns - indent), "dim", indent), item


def _indent_line(text: str, style: str, indent: int) -> Line:
    return Span(" " * indent), Span(text, style)


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
    least = "the smallest that works" if repair.least else "a smaller one may work too"
    if not any(change.parameter is not None for change in repair.changes):
        least = "" if repair.least else least
    return "; ".join(filter(None, (_describe_repaired_design(snapshot, repair.result), least)))


def _describe_repaired_design(snapshot: Snapshot, result: Result | None) -> str:
    if result is None or not result.lots:
        return ""
    cost = format_millions(Fraction(sum(lot.whole_life_pence for lot in result.lots)))
    best = "the best then has" if result.status == "optimal" else "then there is one of"
    years = format_count(snapshot.scenario.years, "year")
    return f"{best} {format_count(len(result.lots), 'lot')}, {cost} over {years}"
