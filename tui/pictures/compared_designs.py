"""The designs that are compared, from the tray, on today's figures where they were measured so."""

from dataclasses import dataclass, replace

from lotdesign.result.base import WrittenFigure
from lotdesign.result.model import RuleResult
from tui.pictures.holding import find_stress_measures
from tui.pictures.measured_now import find_measured_now
from tui.pictures.tray import TrayItem, describe_origin, list_tray_items, measure_again
from tui.pictures.wording import describe_state
from tui.session.actions import SetDesign
from tui.session.edits import Edits
from tui.session.session import (
    MOST_COMPARED,
    LotRoutes,
    LotUnits,
    TrayEntry,
    letter_designs,
    match_letters,
)
from tui.snapshot import Snapshot


@dataclass(frozen=True)
class ComparedDesign:
    """One of the designs compared; `letters` are those of the base's lots that its lots match.

    `known` says what is proved. `edits` is None for a reference design. `figures` is the digest of
    the figures that it was measured on.
    """

    name: str
    title: str
    lots: LotUnits
    letters: tuple[str, ...]
    measures: dict[str, WrittenFigure]
    edits: Edits | None
    known: str
    rules: tuple[RuleResult, ...] = ()
    broken: tuple[str, ...] = ()
    routes: LotRoutes = ()
    certified: bool = True
    figures: str = ""


def list_compared_items(snapshot: Snapshot) -> list[TrayItem]:
    """The designs chosen to be compared; with fewer than two, some beside the one on show."""
    items = list_tray_items(snapshot.session)
    chosen = [each for name in snapshot.session.state.marks for each in items if each.name == name]
    chosen = [each for each in chosen if each.measures]
    if len(chosen) < 2:
        chosen = _choose_unchosen(snapshot, items, chosen)
    return _prefer_measured_now(snapshot, chosen[:MOST_COMPARED])


def list_compared_designs(snapshot: Snapshot, base: int = 0) -> list[ComparedDesign]:
    """The designs compared; `base` is the position of the base, modulo their number."""
    chosen = list_compared_items(snapshot)
    if not chosen:
        return []
    first = chosen[base % len(chosen)]
    lots = [each.lots for each in chosen]
    at = chosen.index(first)
    letters = letter_designs(lots, at, _find_item_letters(first, lots[at]))
    designs = (
        _make_compared_design(snapshot, each, own)
        for each, own in zip(chosen, letters, strict=True)
    )
    return [_add_stress_measures(snapshot, each) for each in designs]


def _add_stress_measures(snapshot: Snapshot, design: ComparedDesign) -> ComparedDesign:
    """The design with what is known of how it stands up to today's market."""
    if snapshot.is_on_other_figures(design.figures):
        return design
    more = find_stress_measures(snapshot, design.lots, design.routes)
    return replace(design, measures=design.measures | more)


def measure_next_again(snapshot: Snapshot) -> SetDesign | str:
    """Measures the first design compared that is not on today's figures; else says why not."""
    said = "All that is compared is measured on today's figures."
    for item in list_compared_items(snapshot):
        if snapshot.is_on_other_figures(item.figures):
            found = measure_again(snapshot, item)
            if isinstance(found, SetDesign):
                return found
            said = found
    return said


def _choose_unchosen(
    snapshot: Snapshot, items: list[TrayItem], chosen: list[TrayItem]
) -> list[TrayItem]:
    """The design on show, the one before, the first option and today's contracts, at most three."""
    entries = [each for each in items if each.entry is not None]
    given = [each for each in items if each.given is not None]
    shown = [each for each in entries if each.entry is snapshot.entry]
    before = [each for each in entries if each.entry is snapshot.session.previous]
    options = [e for e in given if e.name not in ("today", "one-for-all", "one-a-unit")]
    today = [each for each in given if each.name == "today"]
    candidates = [*chosen, *shown, *before[:1], *options[:1], *today]
    by_name = {each.name: each for each in candidates if each.measures}
    return list(by_name.values())[:3]


def _prefer_measured_now(snapshot: Snapshot, chosen: list[TrayItem]) -> list[TrayItem]:
    """Designs on other figures give way to their like on today's, unless both were asked for."""
    marks = snapshot.session.state.marks
    found: dict[str, TrayItem] = {}
    for item in chosen:
        now = None
        if snapshot.is_on_other_figures(item.figures):
            now = find_measured_now(snapshot, item.lots, item.routes)
        if now is not None and not (now.name in marks and item.name in marks):
            found.setdefault(now.name, TrayItem(now.name, entry=now, figures=now.figures))
        else:
            found.setdefault(item.name, item)
    return list(found.values())


def _find_item_letters(item: TrayItem, lots: LotUnits) -> tuple[str, ...]:
    return item.entry.letters if item.entry is not None else match_letters(lots)


def _make_compared_design(
    snapshot: Snapshot, item: TrayItem, own: tuple[str, ...]
) -> ComparedDesign:
    lots = item.lots
    if item.entry is not None:
        return _compare_entry(snapshot, item.entry, own)
    given = item.given
    broken = () if given is None else given.broken
    certified = given is None or given.certified
    letter = snapshot.session.find_reference_letter(item.name)
    name = "" if given is None else given.name
    known = "keeps every rule" if given is not None and given.admissible else ""
    routes = () if given is None else given.routes
    return ComparedDesign(
        *(letter, name, lots, own, item.measures, None, known, (), broken, routes, certified),
        item.figures,
    )


def _compare_entry(
    snapshot: Snapshot, entry: TrayEntry, letters: tuple[str, ...]
) -> ComparedDesign:
    note = snapshot.session.find_note(entry.number)
    asked = "" if entry.edits or not entry.is_answer else "as in the files"
    return ComparedDesign(
        entry.name,
        note or asked or describe_origin(snapshot, entry),
        entry.lots,
        letters,
        entry.measures,
        entry.edits,
        describe_state(snapshot, entry),
        entry.result.rules,
        entry.result.broken,
        entry.routes,
        entry.result.certified,
        entry.figures,
    )
