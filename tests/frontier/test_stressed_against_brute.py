"""Pareto fronts with measures of how designs stand up to the market, against the brute force.

`make test-long` draws 300 scenarios.
"""

from fractions import Fraction
from functools import cache
from random import Random

import pytest

from lotdesign.measures.registry import ALL_MEASURES, MEASURES, STRESS_MEASURES
from lotdesign.result.alternatives import FrontierAnswer
from solver.awards import combinatorial_benders
from solver.pareto import study as runs
from solver.pareto import zone_fixing
from solver.solve_context import RunOptions
from tests import brute
from tests.awards.test_combinatorial_benders import draw_scarce_market
from tests.brute.judge import Judge
from tests.brute.measures import available
from tests.brute.stress import Market
from tests.frontier.test_against_brute import Truth, check_points, dominates
from tests.sets import SETS
from tests.solve.loading import DRAWABLE, Doc, drawn, loaded
from tests.strategies import scenarios

SET = SETS["stressed frontier"]
MOST_PARTIES = 7


@cache
def chunk(number: int) -> tuple[tuple[Doc, tuple[str, ...], Truth], ...]:
    """Some random scenarios of up to four units, with two or three measures.

    The brute force goes through all awards, so that there are seven bidders at most. One of three
    has prices, one of two consortia, one of four routes to choose from. In every
    fourth part there are up to five units, and room is short (`tighten`).
    """
    tight = number % 4 == 3
    kinds = scenarios(
        units=(4, 5) if tight else (2, 4),
        kinds=DRAWABLE,
        with_providers=True,
        prices=number % 3 == 1 and not tight,
        consortia=number % 2 == 1 and not tight,
        routes=number % 4 == 2,
    )
    found: list[tuple[Doc, tuple[str, ...], Truth]] = []
    start = SET.seed(number)
    while len(found) < SET.each:
        start += 1
        for place, plain in enumerate(drawn(kinds, 8, start)):
            doc = tighten(plain, Random(100 * start + place)) if tight else plain
            if len(brute.read(doc).providers or ()) > MOST_PARTIES:
                continue
            names = choose_names(doc, Random(100 * start + place))
            truth = stressed_frontier_of(doc, names)
            if len(truth) > 1 or place % 4 == 0:
                found.append((doc, names, truth))
    return tuple(found[: SET.each])


def tighten(doc: Doc, dice: Random) -> Doc:
    """The document with few providers of everything, whose capacities hold some lots, not all.

    Its rules give way to one about awards, or to none: so lots stand in each other's way, or a rule
    about the whole does.
    """
    case = brute.read(doc)
    (whole,) = Judge(case).design((0,) * len(case.units)).lots
    pounds = Fraction(whole.value) / 100
    everything = {"services": "*", "localities": "*", "annual_turnover": ""}
    providers = [
        row | everything | {"capacity": round(pounds * dice.randint(25, 90) / 100), "count": 1}
        for row in doc["providers"][: dice.randint(3, 4)]
    ]
    award = {"id": "shares", "kind": "award"} | dice.choice(
        ({"max_share": "60%"}, {"min_winners": 2}, {"max_lots": 2}, {})
    )
    kept = {key: value for key, value in doc.items() if key != "consortium"}
    return kept | {"providers": providers, "rule": [award]}


def choose_names(doc: Doc, dice: Random) -> tuple[str, ...]:
    """Two or three measures, one or two of them stressed, in any order."""
    stressed = dice.sample(list(STRESS_MEASURES), dice.choice((1, 1, 2)))
    ordinary = available(brute.read({k: v for k, v in doc.items() if k != "objective"}))
    names = [*stressed, *dice.sample(ordinary, dice.choice((2, 3)) - len(stressed))]
    dice.shuffle(names)
    return tuple(names)


def stressed_frontier_of(doc: Doc, names: tuple[str, ...]) -> Truth:
    """The values that no admissible design with a certificate dominates, all against all."""
    asked = {**doc, "rule": [*doc.get("rule", []), {"id": "winners", "kind": "award"}]}
    judge, all_of_them = Judge(brute.read(asked)), {}
    markets: dict[tuple[object, ...], dict[str, Fraction | None]] = {}
    for design in brute.designs(asked):
        if not design.admissible:
            continue
        key = tuple(design.labels), tuple(design.routes)
        if key not in markets:
            markets[key] = measure_market(Market(judge.design(design.labels, design.routes)))
        figures = {**design.measures, **markets[key]}
        values = tuple(ALL_MEASURES[n].sign * Fraction(figures[n]) for n in names)
        all_of_them.setdefault(values, design)
    return {
        values: design
        for values, design in all_of_them.items()
        if not any(dominates(other, values) for other in all_of_them)
    }


def measure_market(market: Market) -> dict[str, Fraction | None]:
    """Both measures by trying all sets and all awards; None without a certificate."""
    size, _ = market.withdrawals()
    survived = len(market.numbers) if size is None else size - 1
    share = market.least_capacity(range(len(market.numbers)))
    return {
        "withdrawals_survived": None if survived < 0 else Fraction(survived),
        "capacity_margin": None if share is None else 1 - share,
    }


@pytest.mark.parametrize("number", SET.parts)
def test_a_stressed_frontier_is_what_enumeration_says(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every point, once, each with its canonical design, and no other.

    In every other part the award joins the model as soon as some lots have none.
    """
    monkeypatch.setattr(zone_fixing, "FEWEST_FOR_LP", 0)
    if number % 2:
        monkeypatch.setattr(combinatorial_benders, "MOST_BENDERS_CUTS", 0)
    for doc, names, truth in chunk(number):
        told: FrontierAnswer = runs.trace_pareto_front(loaded(doc), names, RunOptions())
        assert (told.complete, told.ended) == (True, "done")
        assert told.status == ("optimal" if truth else "infeasible")
        check_points(told, names, truth)


@pytest.mark.parametrize("number", range(4))
def test_of_designs_with_as_many_lots_those_that_stand_most_are_points(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Many are equally good by the objective, so that the other measures decide, in any order.

    In every other part the award joins the model as soon as some lots have none. In the last, one
    that is better by the last measure alone is found first.
    """
    if number % 2:
        monkeypatch.setattr(combinatorial_benders, "MOST_BENDERS_CUTS", 1)
    several = 0
    for seed in range(6 * number, 6 * number + 6) if number < 3 else (193, 223, 231):
        doc, stressed = draw_scarce_market(seed), list(STRESS_MEASURES)
        names = ("lots", *stressed[:: 1 - 2 * (seed % 2)])
        truth = stressed_frontier_of(doc, names)
        told: FrontierAnswer = runs.trace_pareto_front(loaded(doc), names, RunOptions())
        assert told.complete
        check_points(told, names, truth)
        several += len(truth) > 1
    assert several > 0


def test_an_award_that_joins_the_model_asks_for_each_of_alike_providers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With prices there are then more candidates, of which nothing is known yet."""
    monkeypatch.setattr(combinatorial_benders, "MOST_BENDERS_CUTS", 0)
    names = ("lots", "withdrawals_survived")
    for seed in range(8):
        doc = draw_scarce_market(seed)
        priced = [row | {"count": 2, "price": 100} for row in doc["providers"][:2]]
        doc = doc | {"providers": priced, "rule": doc["rule"][:1]}
        told: FrontierAnswer = runs.trace_pareto_front(loaded(doc), names, RunOptions())
        assert told.complete
        check_points(told, names, stressed_frontier_of(doc, names))


def test_the_sample_has_what_is_hard() -> None:
    """Points that differ by either measure alone, and scenarios with three measures."""
    every = [each for number in range(SET.sample) for each in chunk(number)]
    assert any(len(names) == 3 for _, names, _ in every)
    for stressed in STRESS_MEASURES:
        fronts = [t for _, names, t in every if stressed in names]
        assert any(len(truth) > 1 for truth in fronts)
    assert not set(STRESS_MEASURES) & set(MEASURES)
