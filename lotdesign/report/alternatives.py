"""What else is nearly as good, in the order in which it is read aloud."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from lotdesign.faults import shown
from lotdesign.measures.registry import MEASURES
from lotdesign.report.amounts import amount, measured
from lotdesign.report.closeness import exactly
from lotdesign.report.headline import ENGINES
from lotdesign.report.moved import contents, moves
from lotdesign.report.names import UNIT
from lotdesign.report.page import Block, Entry, Items, Page, Section, Table, Text
from lotdesign.report.routes import delivered, with_route
from lotdesign.report.sheet import csv_text, words
from lotdesign.report.stopped import remark
from lotdesign.result.alternatives import Alternative, Alternatives
from lotdesign.result.drawn import by_route, routes_written
from lotdesign.result.drawn import contents as written_lots
from lotdesign.result.model import Figure
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import listed, plural, some_percent

SHOWN = 30
"""Designs that a page shows one by one; files have all."""
FEW = 20
"""Pairs that are named."""


def alternatives(scenario: Scenario, told: Alternatives) -> Page:
    """How many designs, the designs, what moves in each, and what they share."""
    return tuple(_sections(scenario, told))


def answer(told: Alternatives) -> str:
    """The answer in one sentence, which says no more than is proved."""
    if told.status == "infeasible":
        return "Impossible: no design keeps all rules, so none is near the best; see explain."
    if told.ended == "too many lots":
        return "Not known: there are too many lots to choose from."
    if told.optimum is None:
        return "Not known: the best design is not proved, so nothing can be called near it."
    best = f"the best {_title(told)}, {_exact(told, told.optimum)}"
    return _counted(told, f"within {_tolerance(told)} of {best}")


def _counted(told: Alternatives, within: str) -> str:
    number = len(told.designs)
    if told.selection == "all":
        proof = f"proved complete by {_by(told)}"
        every = "The one design" if number == 1 else f"All {number:,} designs"
        return f"{every} {within}: {proof}."
    if told.selection == "most different":
        of = "" if told.count is None else f" of {told.count:,}"
        return f"The {number} most different{of} designs {within}; these are not all."
    return f"{plural(number, 'design')} found {within}; that there are no more is not proved."


def _title(told: Alternatives) -> str:
    title = MEASURES[told.measure].title
    return f"{title[:1].lower()}{title[1:]}"


def _tolerance(told: Alternatives) -> str:
    if told.tolerance.endswith("%"):
        return told.tolerance
    per = {"pence": 100, "metres": 1000}.get(told.unit, 1)
    return exactly(Fraction(told.tolerance) * per, told.unit)


def _exact(told: Alternatives, value: Figure) -> str:
    return amount(value, told.unit, exact=True)


def _by(told: Alternatives) -> str:
    known = ENGINES | {"listing all designs": _LISTED}
    return listed([known.get(each, shown(each)) for each in told.proved_by])


_LISTED = "listing every design"


def _sections(scenario: Scenario, told: Alternatives) -> Iterator[Section]:
    said = (answer(told), "" if told.ended == "too many lots" else remark(told.ended))
    yield Section("", tuple(Text(each) for each in said if each))
    if not told.designs:
        return
    names = {unit.id: shown(unit.name, UNIT) for unit in scenario.units}
    yield Section("From the best down", tuple(_table(scenario, told)))
    drawn = by_route(told.lots, told.routes)
    best = Items(tuple(with_route(contents(names, lot), route) for lot, route in drawn))
    yield Section("The best design", (best, *_outside(told)))
    others = [(n, each) for n, each in enumerate(told.designs[:SHOWN], 1) if not each.best]
    if others:
        entries = (Entry(_named(told, n, each), _moves(names, told, each)) for n, each in others)
        yield Section("What moves in the others", tuple(entries))
    yield Section("What they share", tuple(_shared(names, told)))


def _outside(told: Alternatives) -> Iterator[Block]:
    if not told.best_within and told.selection == "all":
        yield Text(
            "By all aims together, with what each may give away, this one is best; by the first "
            "alone it is not within the tolerance."
        )


def _table(scenario: Scenario, told: Alternatives) -> Iterator[Block]:
    aims = [each.measure for each in scenario.objectives]
    names = [*aims, *(["lots"] if "lots" not in aims else [])]
    headers = ["Design", *(MEASURES[name].title for name in names), "Behind", "Units moved"]
    routed = _routed(told)
    if told.selection == "most different":
        headers.append("Apart" if routed else "Pairs apart")
    figures = frozenset(range(1, len(headers)))
    headers += ["Delivered"] if routed else []
    rows = [_row(told, n, each, names) for n, each in enumerate(told.designs[:SHOWN], 1)]
    yield Table(tuple(headers), tuple(rows), figures=figures)
    if len(told.designs) > SHOWN:
        rest = plural(len(told.designs) - SHOWN, "design")
        yield Text(f"And {rest} more: --format csv, json or --out FILE has them all.")
    yield Text(_READ + (_apart(routed) if told.selection == "most different" else ""))
    if any(not each.apart_proved for each in told.designs):
        yield Text(
            "Where ~ stands, one that differs in more may exist: that took too long to tell."
        )


_READ = "Behind: by the first aim, against the best value. Units moved: against the best design."


def _apart(routed: bool) -> str:
    """What the column says."""
    head = "Apart" if routed else "Pairs apart"
    besides = ", and units delivered in another way," if routed else ","
    return (
        f" {head}: in how many pairs of units, together in one and not in the other{besides} a "
        "design differs at least from those that were picked before it; each was picked to differ "
        "most."
    )


def _routed(told: Alternatives) -> bool:
    return bool(told.routes) or any(each.routes for each in told.designs)


def _row(told: Alternatives, n: int, each: Alternative, names: list[str]) -> tuple[str, ...]:
    apart: tuple[str, ...] = ()
    if told.selection == "most different":
        mark = "" if each.apart_proved else "~"
        apart = ("first" if each.apart is None else f"{mark}{each.apart}",)
    return (
        f"{n} (best)" if each.best else str(n),
        *(measured(name, each.measures.get(name)) for name in names),
        _behind(told, each) or "nothing",
        "none" if each.best else str(each.moved),
        *apart,
        *([delivered(each.routes)] if _routed(told) else []),
    )


def _behind(told: Alternatives, each: Alternative) -> str:
    """By how much, and which share of the best value that is; "" for nothing."""
    size, best = Fraction(each.behind or 0), abs(Fraction(told.optimum or 0))
    if not size:
        return ""
    share = f" ({some_percent(size / best)})" if best and told.unit != "share" else ""
    return f"{amount(each.behind, told.unit)}{share}"


def _named(told: Alternatives, n: int, each: Alternative) -> str:
    behind = _behind(told, each)
    near = f"{behind} behind" if behind else "as good by the first aim"
    return f"{n}. {plural(len(each.lots), 'lot')}, {near}"


def _moves(names: Mapping[str, str], told: Alternatives, each: Alternative) -> tuple[str, ...]:
    best = by_route(told.lots, told.routes)
    return tuple(moves(names, best, by_route(each.lots, each.routes)))


def _shared(names: Mapping[str, str], told: Alternatives) -> Iterator[Block]:
    pairs = {
        kind: [each.units for each in told.backbone if each.shared == kind]
        for kind in ("all", "none", "some", "not settled")
    }
    blocks = _blocks(told)
    joined = tuple(contents(names, block) for block in blocks if len(block) > 1)
    yield Text(
        f"Together in {_every(told)}:" if joined else f"No two units share a lot in {_every(told)}."
    )
    if joined:
        yield Items(joined)
    of = plural(len(told.backbone), "pair")
    yield Text(f"Apart in {_every(told)}: {len(pairs['none']):,} of {of} of units.")
    for kind, title in (("some", "Together in some, apart in others"), ("not settled", _OPEN)):
        if pairs[kind]:
            yield Text(f"{title}: {plural(len(pairs[kind]), 'pair')}.")
            yield Items(tuple(_between(names, blocks, pairs[kind])))


_OPEN = "Not settled, neither proved nor seen otherwise"


def _every(told: Alternatives) -> str:
    return "all of them" if told.selection == "all" else "all designs within the tolerance"


def _blocks(told: Alternatives) -> list[list[str]]:
    """Units that are together throughout, each block once, in file order."""
    blocks: list[list[str]] = [
        [unit] for unit in dict.fromkeys(u for e in told.backbone for u in e.units)
    ]
    for each in told.backbone:
        if each.shared == "all":
            home, other = (next(b for b in blocks if unit in b) for unit in each.units)
            if home is not other:
                home += other
                blocks.remove(other)
    return blocks


def _between(
    names: Mapping[str, str], blocks: list[list[str]], pairs: list[tuple[str, str]]
) -> Iterator[str]:
    """A line for each two blocks, as their units are never told apart."""
    heads = {block[0]: block for block in blocks}
    told = [pair for pair in pairs if set(pair) <= heads.keys()]
    for one, other in told[:FEW]:
        yield f"{contents(names, heads[one])} with {contents(names, heads[other])}"
    if len(told) > FEW:
        yield f"{len(told) - FEW:,} more."


def alternatives_csv(told: Alternatives) -> str:
    """A row a design, lots as "a+b | c"; money in pence, distances in metres."""
    measures = list(told.designs[0].measures) if told.designs else []
    routed = _routed(told)
    own = ["best", "behind", "moved", "pairs", *(["rerouted"] if routed else []), "apart"]
    headers = ["design", "contents", *(["routes"] if routed else []), *own, *measures]
    return csv_text(headers, (_csv_row(n, each, routed) for n, each in enumerate(told.designs, 1)))


def _csv_row(n: int, each: Alternative, routed: bool) -> Iterator[str]:
    yield str(n)
    yield words(written_lots(each.lots))
    if routed:
        yield routes_written(each.lots, each.routes)
    yield "yes" if each.best else "no"
    way = [each.rerouted] if routed else []
    cells = (each.behind, each.moved, each.pairs, *way, each.apart, *each.measures.values())
    yield from ("" if value is None else str(value) for value in cells)
