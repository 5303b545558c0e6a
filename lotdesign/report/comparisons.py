"""Sections on other designs: references, the best by number of lots, one contract per service."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil

from lotdesign.faults import make_printable
from lotdesign.measures.registry import MEASURES
from lotdesign.report.amounts import (
    NO_FIGURE,
    format_figure,
    format_gap_to_best,
    format_measure,
    format_ordinal,
    format_whole_pounds,
)
from lotdesign.report.cheaper_designs import explain_best_by_number, list_cheaper_designs
from lotdesign.report.page import (
    BulletList,
    PageBlock,
    PageSection,
    Paragraph,
    ReportTable,
    ReportView,
)
from lotdesign.report.wording import (
    CHEAPER_BUT_BEHIND,
    NO_CERTIFICATE_WORDS,
    describe_admissibility,
    lacks_unreported_certificate,
    list_rule_ids,
)
from lotdesign.result.base import ComparedPart, SolveStatus, WrittenFigure
from lotdesign.result.model import BestByLotCount, DividedService, ReferenceComparison, Result
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_count, join_names, join_words, spell_out_id

DESIGNS_A_TABLE = 4
"""Designs beside the best one in a table; more go into further tables, evenly."""

LOT_NUMBER_MEASURES = {
    "whole_life_cost": "Whole-life cost",
    "accessible_lots": "Lots open to small providers",
    "fewest_small_bidders": "Fewest small providers eligible",
}

_NO_DESIGN_WORDS = {"infeasible": "impossible", "unknown": "none found in time"}

_PROOF_WORDS = {"optimal": "proved best", "feasible": "best so far"}

PART_WORDS: dict[ComparedPart, str] = {
    "comparisons": "how other designs compare",
    "ladder": "the best design for each number of lots",
    "divided": "divided services in one contract",
    "effects": "what each rule changes",
}
"""What a part of a result says."""

DIVIDED_SERVICE_MEASURES = (
    "whole_life_cost",
    "net_present_cost",
    "lots",
    "accessible_lots",
    "fewest_small_bidders",
    "value_spread",
    "cut_neighbours",
    "travel",
    "units_moved",
    "largest_provider_share",
)


@dataclass(frozen=True, slots=True)
class _DesignColumn:
    name: str
    measures: dict[str, WrittenFigure]
    keeps: str
    place: str


def write_comparison_section(
    result: Result, view: ReportView, late: Sequence[str] = ()
) -> PageSection:
    """Write measures down and designs across; `late` names designs that there was no time for."""
    first = [_build_own_column(result, view)] if result.lots else []
    others = [_build_other_column(each) for each in result.comparisons]
    size = ceil(len(others) / ceil(len(others) / DESIGNS_A_TABLE))
    blocks: list[PageBlock] = [
        _build_comparison_table([*first, *others[start : start + size]])
        for start in range(0, len(others), size)
    ]
    faults = tuple(_list_inadmissible(result))
    if faults:
        blocks += [Paragraph("Not admissible:"), BulletList(faults)]
    if late:
        blocks.append(
            Paragraph(f"Not compared, as time ran out: {make_printable(join_words(list(late)))}.")
        )
    return PageSection("Compared with other designs", tuple(blocks))


def _build_own_column(result: Result, view: ReportView) -> _DesignColumn:
    if view.judged is None:
        name = "Best design" if result.status == "optimal" else "Best so far"
        return _DesignColumn(name, result.measures, "yes", "")
    stands = describe_admissibility(result.broken, result.certified)
    return _DesignColumn("This design", result.measures, stands, "")


def _build_other_column(other: ReferenceComparison) -> _DesignColumn:
    place = format_ordinal(other.rank) if other.rank and other.admissible else NO_FIGURE
    stands = describe_admissibility(other.broken, other.admissible)
    return _DesignColumn(make_printable(other.name), other.measures, stands, place)


def _build_comparison_table(columns: Sequence[_DesignColumn]) -> ReportTable:
    rows = [("Keeps every rule", *(column.keeps for column in columns))]
    rows += [
        (measure.title, *(format_measure(name, column.measures.get(name)) for column in columns))
        for name, measure in MEASURES.items()
        if any(column.measures.get(name) is not None for column in columns)
    ]
    if any(column.place not in ("", NO_FIGURE) for column in columns):
        rows.append(("Rank in the table by number of lots", *(column.place for column in columns)))
    headers = ("Measure", *(column.name for column in columns))
    return ReportTable(headers, tuple(rows), figures=frozenset(range(1, len(headers))))


def _list_inadmissible(result: Result) -> Iterator[str]:
    for each in result.comparisons:
        if each.broken:
            rules = format_count(len(each.broken), "rule")
            wanting = lacks_unreported_certificate(each.certified, each.broken, result.rules)
            more = f"; {NO_CERTIFICATE_WORDS}" if wanting else ""
            faults = f"breaks {rules}, {list_rule_ids(each.broken)}{more}"
            yield f"{make_printable(each.name)}: {faults}."
        elif not each.admissible:
            yield f"{make_printable(each.name)}: {NO_CERTIFICATE_WORDS}."


def write_left_out_section(result: Result) -> PageSection:
    """Write which parts are missing, wholly or from some point on."""
    parts = join_words([PART_WORDS[part] for part in result.left_out])
    text = f"Not worked out, or not to its end: {parts}. More time, or no --brief, gives it."
    return PageSection("Left out", (Paragraph(text),))


def write_lot_number_section(result: Result, units: int) -> PageSection:
    """Write a row a number of lots; neighbouring numbers without a design share one.

    `units` is the most lots that there could be.
    """
    names = [
        name for name in LOT_NUMBER_MEASURES if any(name in rung.measures for rung in result.ladder)
    ]
    headers = ["Lots", *(LOT_NUMBER_MEASURES[name] for name in names), "Against the best", "Proof"]
    table = ReportTable(
        tuple(headers),
        tuple(_build_number_rows(result, names)),
        figures=frozenset(range(1, len(headers) - 1)),
    )
    return PageSection(
        "The best design for each number of lots",
        (table, *_write_number_note(result, units), *_write_cheaper_designs(result)),
    )


def _build_number_rows(result: Result, names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for has_none, rungs in groupby(result.ladder, key=_find_missing_status):
        if has_none:
            yield _build_empty_row(tuple(rungs), has_none, len(names))
        else:
            yield from (_build_number_row(result, rung, names) for rung in rungs)


def _find_missing_status(rung: BestByLotCount) -> SolveStatus | None:
    return None if rung.measures else rung.status


def _build_empty_row(
    rungs: Sequence[BestByLotCount], status: SolveStatus, columns: int
) -> tuple[str, ...]:
    return (
        _write_range(rungs[0].lots, rungs[-1].lots),
        *([""] * columns),
        "",
        _NO_DESIGN_WORDS.get(status, status),
    )


def _build_number_row(
    result: Result, rung: BestByLotCount, names: Sequence[str]
) -> tuple[str, ...]:
    mark = " (best)" if _is_best_design(result, rung) else ""
    return (
        f"{rung.lots}{mark}",
        *(format_measure(name, rung.measures.get(name)) for name in names),
        _compare_cost(result, rung),
        _describe_rung_proof(result, rung),
    )


def _describe_rung_proof(result: Result, rung: BestByLotCount) -> str:
    words = _PROOF_WORDS.get(rung.status, rung.status)
    if rung.bound is None or not result.objective:
        return words
    first = result.objective[0].measure
    return f"{words}, within {format_gap_to_best(first, rung.measures[first], rung.bound)}"


def _is_best_design(result: Result, rung: BestByLotCount) -> bool:
    routes = tuple(lot.route for lot in result.lots)
    same = rung.design == tuple(lot.units for lot in result.lots)
    return bool(result.lots) and same and (rung.routes or routes) == routes


def _compare_cost(result: Result, rung: BestByLotCount) -> str:
    best, here = result.measures.get("whole_life_cost"), rung.measures.get("whole_life_cost")
    if best is None or here is None:
        return ""
    more = int(here) - int(best)
    if _is_best_design(result, rung):
        return ""
    return f"{'+' if more > 0 else ''}{format_figure(more, 'pence')}"


def _write_number_note(result: Result, units: int) -> tuple[Paragraph, ...]:
    numbers = join_words(_list_feasible_ranges(result.ladder))
    text = f"A design that keeps every rule exists for {numbers} lots."
    others = {rung.status for rung in result.ladder if not rung.measures}
    last = result.ladder[-1].lots
    up_to = "" if last == units else f" up to {last}"
    if others == {"infeasible"}:
        text += f" For any other number{up_to} it is proved that there is none."
    if up_to:
        text += f" More than {last} lots were not looked at."
    text += " Against the best: the difference in whole-life cost."
    return (Paragraph(f"{text} {explain_best_by_number(result)}".rstrip()),)


def _write_cheaper_designs(result: Result) -> tuple[PageBlock, ...]:
    """Which of the designs that are shown cost less than the best of their number of lots."""
    known = [(each.name, each.measures) for each in result.comparisons if each.admissible]
    if result.lots and not result.broken and result.certified:
        known.insert(0, ("this design", result.measures))
    items = tuple(
        f"{format_count(each.lots, 'lot')}: {make_printable(each.key)}, "
        f"{format_figure(each.cost, 'pence')}, {format_figure(each.less, 'pence')} less."
        for each in list_cheaper_designs(result.ladder, known)
    )
    return (Paragraph(CHEAPER_BUT_BEHIND), BulletList(items)) if items else ()


def _list_feasible_ranges(rungs: Sequence[BestByLotCount]) -> list[str]:
    """List the numbers of lots that have a design: 2, 4 to 6, 9."""
    groups = [
        list(group) for has_none, group in groupby(rungs, key=_find_missing_status) if not has_none
    ]
    return [_write_range(group[0].lots, group[-1].lots) for group in groups]


def _write_range(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} to {last}"


def write_divided_section(scenario: Scenario, result: Result) -> PageSection:
    """Write a paragraph and a small table for each divided service."""
    blocks = [
        block
        for each in result.divided
        for block in _describe_divided_service(scenario, result, each)
    ]
    return PageSection("Divided services, compared with one contract", tuple(blocks))


def _describe_divided_service(
    scenario: Scenario, result: Result, service: DividedService
) -> Iterator[PageBlock]:
    yield Paragraph(_describe_joining(scenario, service))
    other = service.one_contract
    if other is None:
        yield Paragraph(
            f"No design keeps all of {spell_out_id(service.service)} in one contract (proved)."
        )
        return
    rows = tuple(
        (
            MEASURES[name].title,
            format_measure(name, result.measures[name]),
            format_measure(name, other.measures[name]),
            _compare_figure(name, result.measures[name], other.measures[name]),
        )
        for name in DIVIDED_SERVICE_MEASURES
        if name in result.measures and name in other.measures
    )
    headers = ("Measure", "This design", other.name, "Gain or loss")
    yield ReportTable(headers, rows, figures=frozenset((1, 2, 3)))


def _describe_joining(scenario: Scenario, service: DividedService) -> str:
    names = {place.id: place.name or place.id for place in scenario.localities}
    what = spell_out_id(service.service)
    saves = f"Joining services saves {format_whole_pounds(service.integration_pence)} a year."
    if not service.joined:
        return f"{what[:1].upper()}{what[1:]} joins no other service."
    joined = join_names([names[place] for place in service.joined])
    alone = join_names([names[place] for place in service.alone])
    apart = f" It stays apart in {alone}." if alone else ""
    return f"{what[:1].upper()}{what[1:]} joins other services in {joined}.{apart} {saves}"


def _compare_figure(name: str, mine: WrittenFigure, other: WrittenFigure) -> str:
    """Return the signed difference, and whether it is better here."""
    gain = float(mine or 0) - float(other or 0)
    if not gain:
        return "same"
    better = (MEASURES[name].sign * gain) < 0
    whole = not isinstance(mine, str)
    size = format_measure(name, round(abs(gain)) if whole else f"{abs(gain):.6f}")
    return f"{size} {'less' if gain < 0 else 'more'}, {'better' if better else 'worse'}"
