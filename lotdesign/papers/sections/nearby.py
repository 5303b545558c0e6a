"""What else there is: the best for each number of lots, the trade-off, the near-best designs."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from lotdesign.faults import make_printable
from lotdesign.measures.registry import MEASURES
from lotdesign.papers.content import (
    PaperBlock,
    PaperHeading,
    PaperList,
    PaperParagraph,
    PaperPicture,
    PaperSection,
    PaperTable,
)
from lotdesign.papers.design_facts import PaperFacts
from lotdesign.papers.drawings.scatter import ScatterPoint, draw_scatter
from lotdesign.papers.sections.cheaper_designs import MOST_NEAR, write_cheaper_designs
from lotdesign.papers.text import FieldText, PlaceLabel, RichText, compose_text, join_texts
from lotdesign.papers.wording import (
    NOT_IN_TIME,
    lower_first,
    place_figures,
    title_measure,
    write_counted,
    write_headers,
)
from lotdesign.report.amounts import NO_FIGURE
from lotdesign.report.cheaper_designs import explain_best_by_number
from lotdesign.report.comparisons import LOT_NUMBER_MEASURES
from lotdesign.result.alternatives import FrontierAnswer
from lotdesign.result.model import BestByLotCount
from lotdesign.words import spell_out_id

MOST_NUMBERS = 60
"""Numbers of lots that the table shows, those nearest to the proposed one."""

_PROOFS = {
    "optimal": "proved best",
    "feasible": "best so far",
    "infeasible": "no design keeps every rule, proved",
    "unknown": "none found in time",
}


def write_nearby(facts: PaperFacts) -> PaperSection | None:
    """Write the other designs that were looked at; None without a design."""
    if not facts.result.lots:
        return None
    blocks = (
        *_write_ladder(facts),
        *_write_divided(facts),
        *_write_trade_off(facts),
        *_write_alternatives(facts),
    )
    return PaperSection("nearby", "What else is near", blocks)


def _write_ladder(facts: PaperFacts) -> Iterator[PaperBlock]:
    rungs = _choose_rungs(facts)
    yield PaperHeading(compose_text("More lots or fewer"))
    if not any(rung.measures for _, rung in rungs):
        yield PaperParagraph(compose_text(NOT_IN_TIME))
        return
    text = "The best design for each number of lots, and how far that is proved."
    meaning = explain_best_by_number(facts.result)
    yield PaperParagraph(compose_text(f"{text} {meaning}".rstrip()))
    points = [
        ScatterPoint(
            float(rung.lots),
            float(rung.measures["whole_life_cost"] or 0),
            str(rung.lots),
            facts.is_this_design(rung.design, rung.routes),
        )
        for _, rung in rungs
        if rung.measures.get("whole_life_cost") is not None
    ]
    if drawing := draw_scatter("lots", "whole_life_cost", points):
        yield PaperPicture(
            "ladder",
            drawing,
            compose_text("Cost by the number of lots."),
            compose_text(
                "Cost to the council over all years, up, by the number of lots, across. The "
                "proposed lots are the red point. The table below has the figures."
            ),
        )
    yield _build_ladder_table(facts, rungs)
    if facts.result.ladder[-1].lots < len(facts.scenario.units):
        yield PaperParagraph(compose_text("More lots than these were not looked at."))
    yield from write_cheaper_designs(facts)


def _choose_rungs(facts: PaperFacts) -> list[tuple[int, BestByLotCount]]:
    """Return (place, rung) of the numbers nearest to the proposed one, in their order."""
    mine = len(facts.result.lots)
    ranked = sorted(enumerate(facts.result.ladder), key=lambda each: abs(each[1].lots - mine))
    return sorted(ranked[:MOST_NUMBERS], key=lambda each: each[1].lots)


def _build_ladder_table(
    facts: PaperFacts, rungs: Sequence[tuple[int, BestByLotCount]]
) -> PaperTable:
    names = [
        name for name in LOT_NUMBER_MEASURES if any(name in rung.measures for _, rung in rungs)
    ]
    titles = [title_measure(name) for name in names]
    headers = ("Lots", *titles, "More than the proposed lots")
    rows = tuple(_build_rungs(facts, rungs, names))
    caption = compose_text("The best design for each number of lots")
    return PaperTable(caption, write_headers(*headers, "Proof"), rows, place_figures(headers))


def _build_rungs(
    facts: PaperFacts, rungs: Sequence[tuple[int, BestByLotCount]], names: Sequence[str]
) -> Iterator[tuple[RichText, ...]]:
    """A row a number of lots; neighbouring numbers without a design share one."""
    for status, group in groupby(rungs, key=lambda each: each[1].measures == {} and each[1].status):
        held = list(group)
        if not status or len(held) == 1:
            yield from (_build_rung(facts, place, rung, names) for place, rung in held)
            continue
        first, last = (f"result.ladder.{held[end][0]}.lots" for end in (0, -1))
        number = compose_text(
            "{} to {}", facts.reader.sum("count", first), facts.reader.sum("count", last)
        )
        yield (number, *[(NO_FIGURE,)] * (len(names) + 1), (_PROOFS.get(status, status),))


def _build_rung(
    facts: PaperFacts, place: int, rung: BestByLotCount, names: Sequence[str]
) -> tuple[RichText, ...]:
    path = f"result.ladder.{place}"
    proposed = facts.is_this_design(rung.design, rung.routes)
    mark = " (proposed)" if proposed else ""
    more: RichText = (NO_FIGURE,)
    costs = (rung.measures.get("whole_life_cost"), facts.result.measures.get("whole_life_cost"))
    if not proposed and None not in costs:
        fields = (f"{path}.measures.whole_life_cost", "result.measures.whole_life_cost")
        more = (facts.reader.trace("pounds", "less", *fields),)
    return (
        compose_text(f"{{}}{mark}", facts.reader.sum("count", f"{path}.lots")),
        *(facts.reader.show_measure(path, name) for name in names),
        more,
        _describe_proof(facts, path, rung),
    )


def _describe_proof(facts: PaperFacts, path: str, rung: BestByLotCount) -> RichText:
    """How far it is proved, and the bound by the first aim where one is known."""
    words = _PROOFS.get(rung.status, rung.status)
    if rung.bound is None or not facts.scenario.objectives:
        return (words,)
    aim = facts.scenario.objectives[0].measure
    return compose_text(
        f"{words}; none is better than {{}}",
        facts.reader.show(f"{path}.bound", MEASURES[aim].unit),
    )


def _write_divided(facts: PaperFacts) -> Iterator[PaperBlock]:
    """Each divided service against the best design that keeps it in one contract."""
    if facts.result.divided:
        yield PaperHeading(compose_text("Divided services, compared with one contract"))
        items = (_compare_divided(facts, i) for i, _ in enumerate(facts.result.divided))
        yield PaperList(tuple(items))


def _compare_divided(facts: PaperFacts, place: int) -> RichText:
    service, path, reader = facts.result.divided[place], f"result.divided.{place}", facts.reader
    name = FieldText(spell_out_id(make_printable(service.service)), f"{path}.service")
    saved = reader.sum("pounds", f"{path}.integration_pence")
    joins = compose_text("{}: joining its parts to other services saves {} a year", name, saved)
    if service.one_contract is None:
        return compose_text("{}. No design keeps it in one contract: this is proved.", joins)
    return compose_text(
        "{}. Kept in one contract, the best design has {} and costs the council {} over all years; "
        "the proposed lots cost {}.",
        joins,
        write_counted(reader.count(f"{path}.one_contract.lots"), "lot"),
        reader.show_measure(f"{path}.one_contract", "whole_life_cost"),
        reader.show_measure("result", "whole_life_cost"),
    )


def _write_trade_off(facts: PaperFacts) -> Iterator[PaperBlock]:
    answer = facts.sources.frontier
    yield PaperHeading(compose_text("What one aim costs another"))
    if answer is None:
        yield PaperParagraph(
            compose_text("There are no two aims between which something could be given up.")
        )
        return
    if not answer.points:
        yield PaperParagraph(compose_text(NOT_IN_TIME))
        return
    aims: list[RichText] = [
        compose_text(lower_first(title_measure(name))) for name in answer.measures
    ]
    every = (
        "There are no others that do: this is proved."
        if answer.complete
        else "There may be others: the search was ended before that was settled."
    )
    yield PaperParagraph(
        compose_text(
            "{}: no other design is better by one of {} without being worse by another. " + every,
            write_counted(
                facts.reader.count("frontier.points"), "design stands out", "designs stand out"
            ),
            join_texts(aims, ", ", " and "),
        )
    )
    if picture := _draw_trade_off(facts, answer):
        yield picture
    yield _build_point_table(facts, answer)


def _draw_trade_off(facts: PaperFacts, answer: FrontierAnswer) -> PaperPicture | None:
    across, up = answer.measures[:2]
    points = [
        ScatterPoint(
            float(each.values[0] or 0),
            float(each.values[1] or 0),
            str(place),
            facts.is_this_design(each.lots, each.routes),
        )
        for place, each in enumerate(answer.points, 1)
    ]
    drawing = draw_scatter(across, up, points)
    if drawing is None:
        return None
    return PaperPicture(
        "trade-off",
        drawing,
        compose_text("The trade-off."),
        compose_text(
            f"{title_measure(up)}, up, against {lower_first(title_measure(across))}, across. The "
            "numbers are those of the table below; the proposed lots are red where they are one "
            "of the points."
        ),
    )


def _build_point_table(facts: PaperFacts, answer: FrontierAnswer) -> PaperTable:
    headers = ("Design", *(title_measure(name) for name in answer.measures), "Lots")
    rows = []
    for i, each in enumerate(answer.points):
        path = f"frontier.points.{i}"
        proposed = facts.is_this_design(each.lots, each.routes)
        rows.append(
            (
                _label_design(i, proposed),
                *(
                    facts.reader.show(f"{path}.values.{k}", MEASURES[name].unit)
                    for k, name in enumerate(answer.measures)
                ),
                (facts.reader.count(f"{path}.lots"),),
            )
        )
    caption = compose_text("The designs that no other betters")
    return PaperTable(caption, write_headers(*headers), tuple(rows), place_figures(headers))


def _label_design(place: int, proposed: bool) -> RichText:
    label = PlaceLabel(f"Design {place + 1}")
    return (label, " (proposed)") if proposed else (label,)


def _write_alternatives(facts: PaperFacts) -> Iterator[PaperBlock]:
    answer = facts.sources.alternatives
    yield PaperHeading(compose_text("Designs that are nearly as good"))
    if answer is None or not answer.designs:
        yield PaperParagraph(compose_text(NOT_IN_TIME))
        return
    reader = facts.reader
    optimum = reader.show("alternatives.optimum", answer.unit)
    within = compose_text(
        f"{{}} of the best {lower_first(title_measure(answer.measure))}, {{}}",
        reader.quote("alternatives.tolerance"),
        optimum,
    )
    kinds = {
        "all": "{} within {}. There are no others: this is proved.",
        "most different": "{} within {}: the most different ones, not all.",
        "found": "{} found within {}. There may be others.",
    }
    counted = write_counted(reader.count("alternatives.designs"), "design lies", "designs lie")
    if answer.selection == "found":
        counted = write_counted(reader.count("alternatives.designs"), "design was", "designs were")
    yield PaperParagraph(compose_text(kinds[answer.selection], counted, within))
    if not answer.best_within and answer.selection == "all":
        yield PaperParagraph(
            compose_text(
                "The proposed lots are best by all aims together, counting what each may give up "
                "for the next. By the first aim alone they lie outside this."
            )
        )
    yield _build_near_table(facts)
    together = _list_inseparable(facts)
    if together:
        yield PaperParagraph(
            compose_text("In every one of these designs the following share a lot:")
        )
        yield PaperList(tuple(together))


def _build_near_table(facts: PaperFacts) -> PaperTable:
    answer, reader = facts.sources.alternatives, facts.reader
    assert answer is not None
    aims = [each.measure for each in facts.scenario.objectives]
    names = [*aims, *(["lots"] if "lots" not in aims else [])]
    headers = ("Design", *(title_measure(name) for name in names), "Behind", "Units moved")
    rows = []
    for i, each in enumerate(answer.designs[:MOST_NEAR]):
        path = f"alternatives.designs.{i}"
        proposed = facts.is_this_design(each.lots, each.routes)
        rows.append(
            (
                _label_design(i, proposed),
                *(reader.show_measure(path, name) for name in names),
                reader.show(f"{path}.behind", answer.unit),
                (reader.sum("count", f"{path}.moved"),),
            )
        )
    ending = ", the first of them" if len(answer.designs) > MOST_NEAR else ""
    caption = compose_text(f"Nearly as good as the best{ending}")
    return PaperTable(caption, write_headers(*headers), tuple(rows), place_figures(headers))


def _list_inseparable(facts: PaperFacts) -> list[RichText]:
    """Groups of units that are together in every near-best design."""
    answer = facts.sources.alternatives
    assert answer is not None
    groups: list[list[str]] = []
    for pair in answer.backbone:
        if pair.shared != "all":
            continue
        touched = [group for group in groups if set(group) & set(pair.units)]
        merged = list(dict.fromkeys([u for group in touched for u in group] + list(pair.units)))
        groups = [group for group in groups if group not in touched] + [merged]
    return [join_texts([(facts.name_unit(unit),) for unit in group]) for group in groups]
