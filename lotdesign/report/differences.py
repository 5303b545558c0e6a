"""What differs between two results, the answer first."""

from collections.abc import Iterator

from lotdesign.faults import shown
from lotdesign.measures.registry import MEASURES
from lotdesign.report.amounts import NONE, amount, measured
from lotdesign.report.page import Block, Entry, Items, Page, Section, Table, Text
from lotdesign.report.routes import BRIEFLY
from lotdesign.report.side_by_side import AS_FILED, NAME
from lotdesign.report.signed import signed
from lotdesign.result.difference import Difference, FigureChange, LotChange, LotName, TextChange
from lotdesign.words import listed, plural

UNIT, LOT = 60, 120
"""Characters of a unit's id and of a lot's name."""

_TITLES = {
    "market_value_pence": "Yearly value",
    "whole_life_pence": "Whole-life cost",
    "eligible": "Providers who can bid",
    "eligible_small": "Small providers who can bid",
    "accessible": "Open to small providers",
    "award": "Indicative award",
    "route": "Route",
}

_ROUTES: dict[str, str] = dict(BRIEFLY.items())


def differences(told: Difference) -> Page:
    """Lots that changed, units that moved, measures, rules and settings; only what differs."""
    return tuple(_sections(told))


def in_a_sentence(told: Difference) -> str:
    """How much differs."""
    if told.empty:
        return "No differences: the same lots, measures, rules and settings."
    names = f"{shown(told.before.name)} to {shown(told.after.name)}"
    rerouted = sum(_is_rerouted(lot) for lot in told.lots)
    counts = [
        (plural(len(told.moved), "unit") + " moved", bool(told.moved)),
        (_lots(told, "before") + " gone", bool(_alone(told, "before"))),
        (_lots(told, "after") + " new", bool(_alone(told, "after"))),
        (f"{plural(rerouted, 'lot')} delivered in another way", bool(rerouted)),
        (plural(len(told.measures), "measure"), bool(told.measures)),
        (plural(len(told.rules), "rule"), bool(told.rules)),
        (plural(len(told.settings), "setting"), bool(told.settings)),
    ]
    said = [words for words, some in counts if some]
    said += ["whether it is admissible"] if told.admissible and not said else []
    return f"From {names}: {listed(said) or 'other figures of lots'}."


def _lots(told: Difference, side: str) -> str:
    return plural(len(_alone(told, side)), "lot")


def _is_rerouted(lot: LotChange) -> bool:
    """Whether a lot of both sides is delivered in another way."""
    both = lot.before is not None and lot.after is not None
    return both and any(text.name == "route" for text in lot.words)


def _alone(told: Difference, side: str) -> list[LotChange]:
    """The lots of one side without a match on the other."""
    other = {"before": "after", "after": "before"}[side]
    return [lot for lot in told.lots if getattr(lot, other) is None]


def _sections(told: Difference) -> Iterator[Section]:
    first: list[Block] = [Text(in_a_sentence(told))]
    if told.status is not None:
        first.append(Text(f"Status: {told.status.before}, then {told.status.after}."))
    if told.admissible is not None:
        first.append(Text(f"Admissible: {told.admissible.before}, then {told.admissible.after}."))
    yield Section("", tuple(first))
    if told.lots:
        yield Section("Lots that changed", tuple(_lot(each) for each in told.lots))
    if told.moved or told.only_before or told.only_after:
        yield Section("Units that moved", tuple(_units(told)))
    if told.measures:
        yield Section("Measures", (_measures(told),))
    if told.rules:
        yield Section("Rules", (Items(tuple(_rules(told))),))
    if told.settings:
        yield Section("What was asked differently", (_settings(told),))


def _lot(lot: LotChange) -> Entry:
    old, new = lot.before, lot.after
    if old is not None and new is not None:
        same = _name(old) == _name(new)
        name = _name(old) if same else f"{_name(old)} -> {_name(new)}"
    else:
        name = f"New: {_name(new)}" if old is None else f"Gone: {_name(old)}"
    return Entry(name, tuple(_lot_lines(lot)))


def _name(lot: LotName | None) -> str:
    return NONE if lot is None else shown(lot.name, LOT)


def _ids(units: tuple[str, ...]) -> str:
    return listed([shown(unit, UNIT) for unit in units])


def _lot_lines(lot: LotChange) -> Iterator[str]:
    if lot.after is None:
        yield f"held {_ids(lot.left)}"
    elif lot.before is None:
        yield f"holds {_ids(lot.joined)}"
    elif lot.left or lot.joined:
        told = [f"keeps {_ids(lot.kept)}"]
        told += [f"gains {_ids(lot.joined)}"] if lot.joined else []
        told += [f"loses {_ids(lot.left)}"] if lot.left else []
        yield "; ".join(told)
    for change in lot.figures:
        yield f"{_TITLES[change.name]}: {_figures(change)}"
    for text in lot.words:
        both = lot.before is not None and lot.after is not None
        sides = (text.before, text.after) if both else (text.before or text.after,)
        yield f"{_TITLES[text.name]}: {', then '.join(_in_words(text.name, s) for s in sides)}"


def _in_words(name: str, value: str | None) -> str:
    """A route as people call it, everything else as it is."""
    if value is None:
        return NONE
    return _ROUTES.get(value, shown(value)) if name == "route" else shown(value)


def _figures(change: FigureChange) -> str:
    if change.before is None or change.after is None:
        return amount(change.after if change.before is None else change.before, change.unit)
    pair = f"{amount(change.before, change.unit)}, then {amount(change.after, change.unit)}"
    return f"{pair} ({_signed(change)})"


def _signed(change: FigureChange) -> str:
    told = signed(change.difference, change.unit)
    return f"{told} {change.verdict}".strip()


def _units(told: Difference) -> Iterator[Block]:
    if told.moved:
        rows = ((shown(m.unit, UNIT), _name(m.before), _name(m.after)) for m in told.moved)
        yield Table(("Unit", "From", "To"), tuple(rows))
    for name, units in ((told.before.name, told.only_before), (told.after.name, told.only_after)):
        if units:
            yield Text(f"Only in {shown(name)}: {_ids(units)}.")


def _measures(told: Difference) -> Table:
    rows = (
        (
            MEASURES[change.name].title,
            measured(change.name, change.before),
            measured(change.name, change.after),
            _signed(change),
        )
        for change in told.measures
    )
    names = (shown(side.name, NAME) for side in (told.before, told.after))
    return Table(("Measure", *names, "Difference"), tuple(rows), figures=frozenset((1, 2, 3)))


def _rules(told: Difference) -> Iterator[str]:
    for rule in told.rules:
        if rule.status is not None:
            yield f"{shown(rule.id)}: {_pair(rule.status, 'not there')}."
        if rule.sentence is not None:
            yield f"{shown(rule.id)}: {_pair(rule.sentence, 'Not there.')}"


def _pair(change: TextChange, without: str) -> str:
    before, after = (without if t is None else shown(t, 400) for t in (change.before, change.after))
    return f"{before} Then: {after}" if before.endswith(".") else f"{before}, then {after}"


def _settings(told: Difference) -> Table:
    rows = (
        (shown(s.name), *(AS_FILED if v is None else shown(v) for v in (s.before, s.after)))
        for s in told.settings
    )
    names = (shown(side.name, NAME) for side in (told.before, told.after))
    return Table(("Setting", *names), tuple(rows))
