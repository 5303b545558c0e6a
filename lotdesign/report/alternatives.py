"""Near-optimal designs, what moves in each and what all share, as a page and as CSV."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from lotdesign.faults import make_printable
from lotdesign.measures.registry import ALL_MEASURES
from lotdesign.report.amounts import format_figure, format_measure, format_to_last_place
from lotdesign.report.forms import AnswerForms
from lotdesign.report.page import (
    BulletList,
    NamedList,
    PageBlock,
    PageSection,
    Paragraph,
    ReportPage,
    ReportTable,
)
from lotdesign.report.spreadsheet import escape_cell, write_cell, write_csv
from lotdesign.report.wording import (
    ENGINE_TITLES,
    UNIT_NAME_LENGTH,
    add_route,
    describe_moves,
    explain_stop,
    join_unit_names,
    name_measure,
    name_provers,
    summarise_routes,
)
from lotdesign.result.alternatives import AlternativeDesign, AlternativesAnswer
from lotdesign.result.base import WrittenFigure
from lotdesign.result.designs import pair_with_routes, write_routes
from lotdesign.result.designs import write_lots as written_lots
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_count, some_percent

MOST_DESIGNS = 30
"""Designs that a page shows one by one; files hold all."""
MOST_PAIRS = 20
"""Pairs of units that a page names."""

_PROOF_TITLES = ENGINE_TITLES | {"listing all designs": "listing every design"}

_COLUMNS_NOTE = (
    "Behind: how far the first aim is from its best value. Units moved: compared with the best "
    "design."
)

_NOT_SETTLED = "Not settled, neither proved nor disproved"


def build_alternatives_forms(scenario: Scenario, answer: AlternativesAnswer) -> AnswerForms:
    """Return the near-optimal designs in every form; as CSV a row for each."""
    return AnswerForms(
        page=lambda: write_alternatives_page(scenario, answer),
        json=answer.to_json,
        csv=lambda: write_alternatives_csv(answer),
        sentence=summarise_alternatives(answer),
    )


def write_alternatives_page(scenario: Scenario, answer: AlternativesAnswer) -> ReportPage:
    """Write how many designs there are, each of them, what moves in each, and what all share."""
    return tuple(_write_sections(scenario, answer))


def summarise_alternatives(answer: AlternativesAnswer) -> str:
    """Sum the answer up in one sentence, which claims no more than is proved."""
    if answer.status == "infeasible":
        return "Impossible: no design keeps all rules, so none is near the best; see explain."
    if answer.ended == "too many lots":
        return "Not known: there are too many lots to choose from."
    if answer.optimum is None:
        return "Not known: the best design is not proved, so nothing can be called near it."
    best = f"the best {name_measure(answer.measure)}, {_format_exactly(answer, answer.optimum)}"
    return _count_designs(answer, f"within {_format_tolerance(answer)} of {best}")


def _count_designs(answer: AlternativesAnswer, within: str) -> str:
    number = len(answer.designs)
    if answer.selection == "all":
        proof = f"proved complete by {name_provers(answer.proved_by, _PROOF_TITLES)}"
        every = "The one design" if number == 1 else f"All {number:,} designs"
        return f"{every} {within}: {proof}."
    if answer.selection == "most different":
        of = "" if answer.count is None else f" of {answer.count:,}"
        return f"The {number} most different{of} designs {within}; these are not all."
    return (
        f"{format_count(number, 'design')} found {within}; it is not proved that there are no more."
    )


def _format_tolerance(answer: AlternativesAnswer) -> str:
    if answer.tolerance.endswith("%"):
        return answer.tolerance
    per = {"pence": 100, "metres": 1000}.get(answer.unit, 1)
    return format_to_last_place(Fraction(answer.tolerance) * per, answer.unit)


def _format_exactly(answer: AlternativesAnswer, value: WrittenFigure) -> str:
    return format_figure(value, answer.unit, exact=True)


def _write_sections(scenario: Scenario, answer: AlternativesAnswer) -> Iterator[PageSection]:
    sentences = (
        summarise_alternatives(answer),
        "" if answer.ended == "too many lots" else explain_stop(answer.ended),
    )
    yield PageSection("", tuple(Paragraph(each) for each in sentences if each))
    if not answer.designs:
        return
    names = {unit.id: make_printable(unit.name, UNIT_NAME_LENGTH) for unit in scenario.units}
    yield PageSection("From the best down", tuple(_build_table(scenario, answer)))
    routed_lots = pair_with_routes(answer.lots, answer.routes)
    best = BulletList(
        tuple(add_route(join_unit_names(names, lot), route) for lot, route in routed_lots)
    )
    yield PageSection("The best design", (best, *_note_best_outside(answer)))
    others = [(n, each) for n, each in enumerate(answer.designs[:MOST_DESIGNS], 1) if not each.best]
    if others:
        entries = (
            NamedList(_name_design(answer, n, each), _describe_design_moves(names, answer, each))
            for n, each in others
        )
        yield PageSection("What moves in the others", tuple(entries))
    yield PageSection("What they share", tuple(_describe_shared_pairs(names, answer)))


def _note_best_outside(answer: AlternativesAnswer) -> Iterator[PageBlock]:
    if not answer.best_within and answer.selection == "all":
        yield Paragraph(
            "This design is best by all aims together, counting what each may give away. By the "
            "first aim alone it is outside the tolerance."
        )


def _build_table(scenario: Scenario, answer: AlternativesAnswer) -> Iterator[PageBlock]:
    aims = [each.measure for each in scenario.objectives]
    names = list(dict.fromkeys((*aims, "lots", *answer.measures)))
    headers = ["Design", *(ALL_MEASURES[name].title for name in names), "Behind", "Units moved"]
    routed = _has_routes(answer)
    if answer.selection == "most different":
        headers.append("Apart" if routed else "Pairs apart")
    figures = frozenset(range(1, len(headers)))
    headers += ["Delivered"] if routed else []
    rows = [
        _build_row(answer, n, each, names)
        for n, each in enumerate(answer.designs[:MOST_DESIGNS], 1)
    ]
    yield ReportTable(tuple(headers), tuple(rows), figures=figures)
    if len(answer.designs) > MOST_DESIGNS:
        rest = format_count(len(answer.designs) - MOST_DESIGNS, "design")
        yield Paragraph(f"And {rest} more; --format csv, json or --out FILE lists them all.")
    yield Paragraph(
        _COLUMNS_NOTE + (_explain_apart(routed) if answer.selection == "most different" else "")
    )
    if any(not each.apart_proved for each in answer.designs):
        yield Paragraph(
            "~ marks a design where another one may differ more: finding out took too long."
        )


def _explain_apart(routed: bool) -> str:
    """Explain the column of distances."""
    head = "Apart" if routed else "Pairs apart"
    besides = ", and units delivered in another way" if routed else ""
    return (
        f" {head}: how much a design differs from the most similar one picked before it. It counts "
        f"pairs of units that share a lot in one of the two and not in the other{besides}. Each "
        "design was picked to differ as much as possible."
    )


def _has_routes(answer: AlternativesAnswer) -> bool:
    return bool(answer.routes) or any(each.routes for each in answer.designs)


def _build_row(
    answer: AlternativesAnswer, n: int, each: AlternativeDesign, names: list[str]
) -> tuple[str, ...]:
    apart: tuple[str, ...] = ()
    if answer.selection == "most different":
        mark = "" if each.apart_proved else "~"
        apart = ("first" if each.apart is None else f"{mark}{each.apart}",)
    return (
        f"{n} (best)" if each.best else str(n),
        *(format_measure(name, each.measures.get(name)) for name in names),
        _format_behind(answer, each) or "nothing",
        "none" if each.best else str(each.moved),
        *apart,
        *([summarise_routes(each.routes)] if _has_routes(answer) else []),
    )


def _format_behind(answer: AlternativesAnswer, each: AlternativeDesign) -> str:
    """Format the distance from the best value, also as a share of it; "" for none."""
    size, best = Fraction(each.behind or 0), abs(Fraction(answer.optimum or 0))
    if not size:
        return ""
    share = f" ({some_percent(size / best)})" if best and answer.unit != "share" else ""
    return f"{format_figure(each.behind, answer.unit)}{share}"


def _name_design(answer: AlternativesAnswer, n: int, each: AlternativeDesign) -> str:
    behind = _format_behind(answer, each)
    near = f"{behind} behind" if behind else "as good by the first aim"
    return f"{n}. {format_count(len(each.lots), 'lot')}, {near}"


def _describe_design_moves(
    names: Mapping[str, str], answer: AlternativesAnswer, each: AlternativeDesign
) -> tuple[str, ...]:
    best = pair_with_routes(answer.lots, answer.routes)
    return tuple(describe_moves(names, best, pair_with_routes(each.lots, each.routes)))


def _describe_shared_pairs(
    names: Mapping[str, str], answer: AlternativesAnswer
) -> Iterator[PageBlock]:
    pairs = {
        kind: [each.units for each in answer.backbone if each.shared == kind]
        for kind in ("all", "none", "some", "not settled")
    }
    blocks = _find_joined_units(answer)
    joined = tuple(join_unit_names(names, block) for block in blocks if len(block) > 1)
    yield Paragraph(
        f"Together in {_say_every_design(answer)}:"
        if joined
        else f"No two units share a lot in {_say_every_design(answer)}."
    )
    if joined:
        yield BulletList(joined)
    of = format_count(len(answer.backbone), "pair")
    yield Paragraph(
        f"Apart in {_say_every_design(answer)}: {len(pairs['none']):,} of {of} of units."
    )
    for kind, title in (
        ("some", "Together in some, apart in others"),
        ("not settled", _NOT_SETTLED),
    ):
        if pairs[kind]:
            yield Paragraph(f"{title}: {format_count(len(pairs[kind]), 'pair')}.")
            yield BulletList(tuple(_describe_pairs(names, blocks, pairs[kind])))


def _say_every_design(answer: AlternativesAnswer) -> str:
    return "all of them" if answer.selection == "all" else "all designs within the tolerance"


def _find_joined_units(answer: AlternativesAnswer) -> list[list[str]]:
    """Group the units that share a lot in every design, in file order."""
    blocks: list[list[str]] = [
        [unit] for unit in dict.fromkeys(u for e in answer.backbone for u in e.units)
    ]
    for each in answer.backbone:
        if each.shared == "all":
            home, other = (next(b for b in blocks if unit in b) for unit in each.units)
            if home is not other:
                home += other
                blocks.remove(other)
    return blocks


def _describe_pairs(
    names: Mapping[str, str], blocks: list[list[str]], pairs: list[tuple[str, str]]
) -> Iterator[str]:
    """Yield a line for each two groups, as units of one group are never told apart."""
    heads = {block[0]: block for block in blocks}
    between_blocks = [pair for pair in pairs if set(pair) <= heads.keys()]
    for one, other in between_blocks[:MOST_PAIRS]:
        yield f"{join_unit_names(names, heads[one])} with {join_unit_names(names, heads[other])}"
    if len(between_blocks) > MOST_PAIRS:
        yield f"{len(between_blocks) - MOST_PAIRS:,} more."


def write_alternatives_csv(answer: AlternativesAnswer) -> str:
    """Write a row a design: lots as "a+b | c", money in pence, distances in metres."""
    measures = list(answer.designs[0].measures) if answer.designs else []
    routed = _has_routes(answer)
    own = ["best", "behind", "moved", "pairs", *(["rerouted"] if routed else []), "apart"]
    headers = ["design", "contents", *(["routes"] if routed else []), *own, *measures]
    return write_csv(
        headers, (_build_csv_row(n, each, routed) for n, each in enumerate(answer.designs, 1))
    )


def _build_csv_row(n: int, each: AlternativeDesign, routed: bool) -> Iterator[str]:
    yield str(n)
    yield escape_cell(written_lots(each.lots))
    if routed:
        yield write_routes(each.lots, each.routes)
    yield "yes" if each.best else "no"
    rerouted = [each.rerouted] if routed else []
    cells = (each.behind, each.moved, each.pairs, *rerouted, each.apart, *each.measures.values())
    yield from map(write_cell, cells)
