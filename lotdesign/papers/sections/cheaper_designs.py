"""Designs of a paper that cost less than the best by all aims of as many lots."""

from collections.abc import Iterator

from lotdesign.papers.content import PaperBlock, PaperList, PaperParagraph
from lotdesign.papers.design_facts import PaperFacts
from lotdesign.papers.text import PlaceLabel, RichText, compose_text
from lotdesign.papers.wording import write_counted
from lotdesign.report.cheaper_designs import CheaperDesign, list_cheaper_designs
from lotdesign.report.wording import CHEAPER_BUT_BEHIND

MOST_NEAR = 10
"""Near-best designs that a paper shows."""


def write_cheaper_designs(facts: PaperFacts) -> Iterator[PaperBlock]:
    """Designs of this paper that cost less than the best of their number of lots."""
    labels = dict(_label_known_designs(facts))
    known = ((path, facts.reader.read(f"{path}.measures")) for path in labels)
    items = tuple(
        _describe_cheaper(facts, each, labels[each.key])
        for each in list_cheaper_designs(facts.result.ladder, known)
    )
    if items:
        yield PaperParagraph(compose_text(CHEAPER_BUT_BEHIND))
        yield PaperList(items)


def _label_known_designs(facts: PaperFacts) -> Iterator[tuple[str, RichText]]:
    """The path and the name of each design in this paper that keeps every rule."""
    result, answers = facts.result, facts.sources
    if not result.broken and result.certified:
        yield "result", ("the proposed lots",)
    for i, each in enumerate(result.comparisons):
        if each.admissible:
            path = f"result.comparisons.{i}"
            yield path, facts.quote_public(f"{path}.name")
    for i in range(len(answers.frontier.points) if answers.frontier else 0):
        label = PlaceLabel(f"Design {i + 1}")
        yield f"frontier.points.{i}", (label, " of those that no other betters")
    near = answers.alternatives.designs[:MOST_NEAR] if answers.alternatives else ()
    for i, _ in enumerate(near):
        label = PlaceLabel(f"Design {i + 1}")
        yield f"alternatives.designs.{i}", (label, " of those nearly as good")


def _describe_cheaper(facts: PaperFacts, cheaper: CheaperDesign, label: RichText) -> RichText:
    rung, field = f"result.ladder.{cheaper.place}", f"{cheaper.key}.measures.whole_life_cost"
    return compose_text(
        "{}: {}, {}, {} less",
        write_counted(facts.reader.sum("count", f"{rung}.lots"), "lot"),
        label,
        facts.reader.sum("pounds", field),
        facts.reader.trace("pounds", "less", f"{rung}.measures.whole_life_cost", field),
    )
