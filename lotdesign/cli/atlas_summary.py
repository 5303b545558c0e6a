"""What an atlas shows, in the order in which it is read aloud."""

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from lotdesign.faults import shown
from lotdesign.measures.registry import MEASURES
from lotdesign.report.amounts import measured, ordinal
from lotdesign.report.names import rule_list
from lotdesign.report.page import Items, Page, Section, Table, Text
from lotdesign.report.standing import UNPLACED, wants_certificate
from lotdesign.result.figures import figure
from lotdesign.words import listed, percent, plural

if TYPE_CHECKING:
    from solver.atlas.answer import Answer
    from solver.atlas.standing import Standing
    from solver.facts.lots import Ints


def summary(answer: "Answer", found: "Ints", conditions: tuple[str, ...], limit: int) -> Page:
    """How many designs, the best of those found, what rules exclude, where others stand."""
    first = [Text(_count(answer)), Text(_best(answer))]
    if conditions:
        those = listed([shown(each) for each in conditions])
        first.append(Text(f"{plural(len(found), 'design')} with {those}."))
    sections = [Section("", tuple(first))]
    if len(found):
        title = f"The {limit} best" if len(found) > limit else "From the best down"
        sections.append(Section(title, (_table(answer, found[:limit]), Text(_places(answer)))))
    sections.append(Section("What each rule excludes", tuple(_rules(answer))))
    sections.append(Section("Where other designs stand", (Items(tuple(_standings(answer))),)))
    return tuple(sections)


def _count(answer: "Answer") -> str:
    listed_ones = plural(len(answer.measured), "design")
    which = f"{_keeps(len(answer.measured))} the rules on which units may share a lot"
    some = f"{answer.count:,}" if answer.count else "none"
    every = "keep" if answer.count > 1 else "keeps"
    return f"{listed_ones} {which}; {some} of them {every} every rule."


def _keeps(count: int) -> str:
    return "keeps" if count == 1 else "keep"


def _best(answer: "Answer") -> str:
    if answer.best is None:
        return "So no design is admissible."
    ledger = answer.ledger(answer.best.design)
    aims = [MEASURES[objective.measure] for objective in answer.scenario.objectives]
    told = [
        f"{each.title[:1].lower()}{each.title[1:]} "
        f"{measured(each.name, figure(each.of(ledger), each.unit))}"
        for each in aims
    ]
    lots = plural(len(ledger.design.lots), "lot")
    return f"The best is design {answer.best.design}: {lots}, {listed(told)}."


def _table(answer: "Answer", found: "Ints") -> Table:
    """A row a design, by the objectives."""
    from solver.atlas.columns import COLUMNS, column
    from solver.atlas.frame import contents, ranks

    aims = [o.measure for o in answer.scenario.objectives if o.measure in COLUMNS]
    place, held = ranks(answer), contents(answer, found, str)
    figures = [column(answer.measured, name) for name in aims]
    rows = tuple(
        (
            ordinal(int(place[design])) if place[design] else "–",
            str(design),
            *(
                measured(name, figure(values[design], MEASURES[name].unit))
                for name, values in zip(aims, figures, strict=True)
            ),
            held[row],
        )
        for row, design in enumerate(found.tolist())
    )
    headers = ("Place", "Design", *(MEASURES[name].title for name in aims), "Lots")
    return Table(headers, rows, figures=frozenset(range(1, 2 + len(aims))))


def _places(answer: "Answer") -> str:
    first = MEASURES[answer.scenario.objectives[0].measure].title
    by = f"Places go by {first[:1].lower()}{first[1:]} among designs that keep every rule"
    if any(objective.tolerance.size for objective in answer.scenario.objectives[:-1]):
        return f"{by}. The best design may give some of it away to later aims."
    return f"{by}."


def _rules(answer: "Answer") -> Iterator[Table | Text]:
    from solver.atlas.structure import is_structural

    active = answer.scenario.active_rules
    numbers = [rule.id for rule in active if rule.id in answer.met and not is_structural(rule)]
    if numbers:
        rows = (
            (shown(name), f"{answer.broken[name]:,}", f"{answer.excluded[name]:,}")
            for name in numbers
        )
        headers = ("Rule", "Broken by", "By it alone")
        yield Table(headers, tuple(rows), figures=frozenset((1, 2)))
    if answer.vet.asks:
        asked = [rule.id for rule in active if rule.id not in answer.met]
        by = f" ({rule_list(asked)})" if asked else ""
        yield Text(
            f"{plural(answer.turned_down, 'design')} that {_keeps(answer.turned_down)} all others "
            f"cannot be placed with the market{by}."
        )
    structural = [rule.id for rule in active if is_structural(rule)]
    if structural:
        yield Text(f"What these exclude is not listed: {rule_list(structural)}.")


def _standings(answer: "Answer") -> Iterator[str]:
    from solver.atlas.certificates import ENGINE
    from solver.atlas.standing import standing
    from solver.given import given

    for each in given(answer.scenario, ENGINE):
        yield f"{shown(each.name)}: {_stands(answer, standing(answer, each.design))}."


def _stands(answer: "Answer", found: "Standing") -> str:
    """412th of 9,806 admissible, 1.3% above the best."""
    told = []
    if found.broken:
        told.append(f"breaks {rule_list(found.broken)}")
    if wants_certificate(found.certified, found.broken, answer.scenario.rules):
        told.append(UNPLACED)
    if found.admissible and found.rank is not None:
        told.append(f"{_place(found.rank)} of {found.of:,} admissible")
    told += _against(answer, found)
    return ", ".join(told) or "admissible"


def _place(rank: int) -> str:
    return f"{rank:,}{ordinal(rank)[len(str(rank)) :]}"


def _against(answer: "Answer", found: "Standing") -> list[str]:
    """How far off the best value; a word for measures of which more is better."""
    if found.behind is None or found.value is None:
        return []
    if not found.behind:
        return ["as good as the best"]
    measure = MEASURES[answer.scenario.objectives[0].measure]
    above = (found.behind > 0) == (measure.sign > 0)
    off = percent(abs(Fraction(found.behind)))
    far = off if off != "0%" else "less than 0.01%"
    return [f"{far} {'above' if above else 'below'} the best"]
