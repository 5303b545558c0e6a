"""Designs that somebody gives, kept and broken alike, against the brute force.

Every scenario has options without any external lot, and others drawn at random, most of which are
not admissible. `evaluate`, the checker and what `solve` compares with must say of each what the
brute force says: rules broken, certificate, award and every measure.
`make test-long` draws more of them than a test run has time for.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from random import Random

import pytest

from lotdesign.app import api
from lotdesign.measures.registry import MEASURES
from lotdesign.result.base import WrittenFigure
from lotdesign.result.figures import write_figure
from lotdesign.result.model import ReferenceComparison, Result
from lotdesign.result.proof_names import PREFLIGHT_ARITHMETIC
from tests import brute
from tests.fuzz.answers import USUAL
from tests.fuzz.small import disagreements as answered
from tests.sets import SETS
from tests.solve.loading import DRAWABLE, Doc, drawn, loaded
from tests.strategies import scenarios

SET = SETS["given designs"]
MARKET = ("bidders", "small_bidders", "award", "small_award", "withdrawal", "reserved", "balance")
AWARDS = ("award", "small_award", "withdrawal", "envelope", "funding", "saving")
Said = tuple[bool, bool, tuple[str, ...], tuple[str, ...], dict[str, WrittenFigure]]
"""Admissible, certified, rules broken, winners and measures."""


@cache
def chunk(number: int) -> list[Doc]:
    """Some scenarios of up to five units with options, the same on every run."""
    strategy = scenarios(
        units=(2, 5),
        kinds=(MARKET, AWARDS, DRAWABLE)[number % 3],
        prices=number % 2 == 1,
        consortia=number % 5 == 4,
        routes=True,
        funding=number % 4 == 3,
        with_providers=True,
    )
    docs = drawn(strategy, SET.each, start=SET.seed(number))
    return [with_options(doc, Random(number * SET.each + at)) for at, doc in enumerate(docs)]


def with_options(doc: Doc, chance: Random) -> Doc:
    """Two options of which no lot is external, if there are such routes, and three of any sort.

    Now and then a provider that has gone.
    """
    case = brute.read(doc)
    options = []
    for number in range(5):
        labels = [chance.randrange(len(case.units)) for _ in case.units]
        lots = [
            [u.id for u, own in zip(case.units, labels, strict=True) if own == k]
            for k in dict.fromkeys(labels)
        ]
        offered = case.routes.offered[number < 2 :] or case.routes.offered
        routes = [chance.choice(offered) for _ in lots]
        options.append({"id": f"o{number}", "lots": lots, "routes": routes})
    units = [dict(row) for row in doc["units"]]
    if chance.random() < 0.3:
        units[0]["provider"] = "gone"
    return doc | {"option": options, "units": units}


def by_brute(doc: Doc, option: Doc) -> Said:
    """What the brute force says of an option."""
    units = [unit.id for unit in brute.read(doc).units]
    label = {unit: at for at, lot in enumerate(option["lots"]) for unit in lot}
    found = brute.assess(doc, [label[unit] for unit in units], routes=option["routes"])
    winners = iter(found.award or ())
    award = tuple(next(winners, "") if route == "external" else "" for route in option["routes"])
    measures = {
        name: write_figure(value, MEASURES[name].unit) for name, value in found.measures.items()
    }
    return (
        found.admissible,
        found.certified is not False,
        tuple(found.broken),
        award if found.award is not None else (),
        measures,
    )


def _of_result(result: Result, known: dict[str, WrittenFigure]) -> Said:
    award = tuple(lot.award or "" for lot in result.lots)
    awarded = "largest_provider_share" in result.measures
    return (
        bool(result.admissible),
        result.certified,
        result.broken,
        award if awarded else (),
        _alike(result.measures, known),
    )


def _of_comparison(other: ReferenceComparison, known: dict[str, WrittenFigure]) -> Said:
    measures = _alike(other.measures, known)
    return other.admissible, other.certified, other.broken, other.award, measures


def _alike(
    measures: dict[str, WrittenFigure], known: dict[str, WrittenFigure]
) -> dict[str, WrittenFigure]:
    """Those measures that the brute force has figures for, and any largest share."""
    asked = {*known, "largest_provider_share"}
    return {name: value for name, value in measures.items() if name in asked}


def disagreements(doc: Doc) -> Iterator[str]:
    """Where evaluate, the checker or solve says anything else than the brute force."""
    yield from answered(doc, (USUAL,))
    scenario = loaded(doc)
    solved = api.solve(scenario).result
    yield from (f"solve: {fault}" for fault in solved.verification.faults)
    others = {each.id: each for each in solved.comparisons}
    for option in doc["option"]:
        expected = by_brute(doc, option)
        given = api.evaluate(scenario, option=option["id"]).result
        yield from (f"{option}: {fault}" for fault in given.verification.faults)
        said_of = [_of_result(given, expected[-1])]
        # Where arithmetic proves that there is no design, a run ends before it compares.
        if others or solved.proved_by != (PREFLIGHT_ARITHMETIC,):
            said_of.append(_of_comparison(others[option["id"]], expected[-1]))
        for said in said_of:
            if said != expected:
                yield f"{option}: {said} instead of {expected}"


@pytest.mark.parametrize("number", SET.parts)
def test_what_is_said_of_given_designs_agrees_with_brute_force(number: int) -> None:
    for doc in chunk(number):
        assert list(disagreements(doc)) == []


def test_designs_of_every_sort_are_given() -> None:
    """Kept and broken, certified or not, with and without any external lot."""
    seen: Counter[tuple[bool, bool, bool]] = Counter()
    for doc in (doc for number in range(SET.sample) for doc in chunk(number)):
        for option in doc["option"]:
            admissible, certified, *_ = by_brute(doc, option)
            seen[admissible, certified, "external" in option["routes"]] += 1
    possible = [(True, True), (False, True), (False, False)]
    assert set(seen) == {(*each, let) for each in possible for let in (True, False)} - {
        (False, False, False)  # the award of nothing is always there
    }
