"""The answer of `atlas` in every form: the best designs, what rules exclude, other designs."""

from collections.abc import Iterator
from fractions import Fraction
from io import BytesIO
from typing import TYPE_CHECKING

from lotdesign.faults import make_printable
from lotdesign.measures.registry import MEASURES
from lotdesign.report.amounts import format_measure, format_ordinal
from lotdesign.report.forms import AnswerForms
from lotdesign.report.page import BulletList, PageSection, Paragraph, ReportPage, ReportTable
from lotdesign.report.spreadsheet import escape_cell
from lotdesign.report.wording import (
    NO_CERTIFICATE_WORDS,
    lacks_unreported_certificate,
    list_rule_ids,
    name_measure,
)
from lotdesign.result.figures import write_figure
from lotdesign.words import format_count, format_percent, join_words

if TYPE_CHECKING:
    from solver.arrays import Ints
    from solver.enumeration.answer import AtlasAnswer, DesignStanding


DESIGNS_SHOWN = 10
"""Designs that the summary shows unless --limit says otherwise."""


def build_atlas_forms(
    answer: "AtlasAnswer", designs: "Ints", conditions: tuple[str, ...], limit: int | None
) -> AnswerForms:
    """Return the designs as a summary, or as rows of a table, the `limit` best of them."""
    from solver.enumeration.frame import build_atlas_frame

    listed = designs[:limit]
    return AnswerForms(
        page=lambda: write_atlas_page(answer, designs, conditions, limit or DESIGNS_SHOWN),
        json=lambda: build_atlas_frame(answer, listed).write_json() + "\n",
        csv=lambda: build_atlas_frame(answer, listed, escape_cell).write_csv(),
        parquet=lambda: _write_parquet(answer, listed),
        sentence=f"{format_count(len(listed), 'design')} of {len(answer.measured):,}.",
    )


def _write_parquet(answer: "AtlasAnswer", listed: "Ints") -> bytes:
    from solver.enumeration.frame import build_atlas_frame

    file = BytesIO()
    build_atlas_frame(answer, listed).write_parquet(file)
    return file.getvalue()


def write_atlas_page(
    answer: "AtlasAnswer", designs: "Ints", conditions: tuple[str, ...], limit: int
) -> ReportPage:
    """Write counts, the best designs, what each rule excludes, and reference designs."""
    first = [Paragraph(_count_designs(answer)), Paragraph(_describe_best(answer))]
    if conditions:
        those = join_words([make_printable(each) for each in conditions])
        first.append(Paragraph(f"{format_count(len(designs), 'design')} with {those}."))
    sections = [PageSection("", tuple(first))]
    if len(designs):
        title = f"The {limit} best" if len(designs) > limit else "From the best down"
        sections.append(
            PageSection(
                title, (_build_table(answer, designs[:limit]), Paragraph(_explain_places(answer)))
            )
        )
    sections.append(PageSection("What each rule excludes", tuple(_build_rule_blocks(answer))))
    sections.append(
        PageSection("How other designs compare", (BulletList(tuple(_describe_references(answer))),))
    )
    return tuple(sections)


def _count_designs(answer: "AtlasAnswer") -> str:
    listed_ones = format_count(len(answer.measured), "design")
    which = f"{_conjugate_keep(len(answer.measured))} the rules on which units may share a lot"
    some = f"{answer.count:,}" if answer.count else "none"
    some = some if answer.settled else f"at most {some}"
    every = "keep" if answer.count > 1 else "keeps"
    return f"{listed_ones} {which}; {some} of them {every} every rule."


def _conjugate_keep(count: int) -> str:
    return "keeps" if count == 1 else "keep"


def _describe_best(answer: "AtlasAnswer") -> str:
    if answer.best is None:
        return "So no design is admissible."
    evaluation = answer.evaluate(answer.best.design)
    aims = [MEASURES[objective.measure] for objective in answer.scenario.objectives]
    parts = [
        f"{name_measure(each.name)} "
        f"{format_measure(each.name, write_figure(each.evaluate(evaluation), each.unit))}"
        for each in aims
    ]
    lots = format_count(len(evaluation.design.lots), "lot")
    return f"The best is design {answer.best.design}: {lots}, {join_words(parts)}."


def _build_table(answer: "AtlasAnswer", designs: "Ints") -> ReportTable:
    """Build a row a design with its objectives."""
    from solver.enumeration.frame import format_contents, rank_admissible
    from solver.enumeration.measure_columns import MEASURE_COLUMNS, compute_column

    aims = [o.measure for o in answer.scenario.objectives if o.measure in MEASURE_COLUMNS]
    place, held = rank_admissible(answer), format_contents(answer, designs, str)
    figures = [compute_column(answer.measured, name) for name in aims]
    rows = tuple(
        (
            format_ordinal(int(place[design])) if place[design] else "–",
            str(design),
            *(
                format_measure(name, write_figure(values[design], MEASURES[name].unit))
                for name, values in zip(aims, figures, strict=True)
            ),
            held[row],
        )
        for row, design in enumerate(designs.tolist())
    )
    headers = ("Place", "Design", *(MEASURES[name].title for name in aims), "Lots")
    return ReportTable(headers, rows, figures=frozenset(range(1, 2 + len(aims))))


def _explain_places(answer: "AtlasAnswer") -> str:
    first = name_measure(answer.scenario.objectives[0].measure)
    by = f"Places go by {first} among designs that keep every rule"
    if any(objective.tolerance.size for objective in answer.scenario.objectives[:-1]):
        return f"{by}. The best design may give some of it away for later aims."
    return f"{by}."


def _build_rule_blocks(answer: "AtlasAnswer") -> Iterator[ReportTable | Paragraph]:

    active = answer.scenario.active_rules
    numbers = [rule.id for rule in active if rule.id in answer.met and not rule.structural]
    if numbers:
        rows = (
            (make_printable(name), f"{answer.broken[name]:,}", f"{answer.excluded[name]:,}")
            for name in numbers
        )
        headers = ("Rule", "Broken by", "By this alone")
        yield ReportTable(headers, tuple(rows), figures=frozenset((1, 2)))
    if answer.checks.is_needed:
        unchecked = [rule.id for rule in active if rule.id not in answer.met]
        by = f" ({list_rule_ids(unchecked)})" if unchecked else ""
        rejected, keep = answer.rejected_count, _conjugate_keep(answer.rejected_count)
        yield Paragraph(
            f"{format_count(rejected, 'design')} that {keep} all others "
            f"cannot be placed with the market{by}."
        )
    structural = [rule.id for rule in active if rule.structural]
    if structural:
        yield Paragraph(f"What these exclude is not listed: {list_rule_ids(structural)}.")


def _describe_references(answer: "AtlasAnswer") -> Iterator[str]:
    from solver.backends.registry import load_engine
    from solver.comparisons.reference_designs import certify_reference_designs
    from solver.enumeration.answer import find_standing

    for each in certify_reference_designs(answer.scenario, load_engine("cp-sat")):
        standing = _describe_standing(answer, find_standing(answer, each.design))
        yield f"{make_printable(each.name)}: {standing}."


def _describe_standing(answer: "AtlasAnswer", standing: "DesignStanding") -> str:
    """Describe a design's place: 412th of 9,806 admissible, 1.3% above the best."""
    parts = []
    if standing.broken:
        parts.append(f"breaks {list_rule_ids(standing.broken)}")
    if lacks_unreported_certificate(standing.certified, standing.broken, answer.scenario.rules):
        parts.append(NO_CERTIFICATE_WORDS)
    if standing.admissible and standing.rank is not None:
        parts.append(f"{_format_place(standing.rank)} of {standing.of:,} admissible")
    parts += _compare_with_best(answer, standing)
    return ", ".join(parts) or "admissible"


def _format_place(rank: int) -> str:
    return f"{rank:,}{format_ordinal(rank)[len(str(rank)) :]}"


def _compare_with_best(answer: "AtlasAnswer", standing: "DesignStanding") -> list[str]:
    """Say how far above or below the best value a design is."""
    if standing.behind is None or standing.value is None:
        return []
    if not standing.behind:
        return ["as good as the best"]
    measure = MEASURES[answer.scenario.objectives[0].measure]
    above = (standing.behind > 0) == (measure.sign > 0)
    off = format_percent(abs(Fraction(standing.behind)))
    far = off if off != "0%" else "less than 0.01%"
    return [f"{far} {'above' if above else 'below'} the best"]
