"""Chances: draws and their intervals, copies that are alike, and more providers than are summed."""

from fractions import Fraction
from functools import cache

import pytest

import lotdesign as ld
from solver.backends.cp_sat import CpSatEngine
from solver.stress import design_stress
from solver.stress.chances import SummedChance, compute_wilson_interval, draw_chance
from solver.stress.design_stress import DesignStress
from tests import brute
from tests.brute.judge import Judge
from tests.brute.stress import Market, Stays
from tests.rules.office import PROVIDERS, UNITS, Row, doc, loaded
from tests.stress.agreement import build_given

REPETITIONS, DRAWS = 400, 200
ROWS: list[Row] = [
    PROVIDERS[0] | {"capacity": 90_000, "stay": "90%"},
    PROVIDERS[1] | {"capacity": 60_000, "stay": "70%"},
    PROVIDERS[2] | {"capacity": 40_000, "stay": "60%", "count": 3},
    PROVIDERS[0] | {"id": "other", "capacity": 70_000, "stay": "80%"},
]
LABELS = (0, 1, 2, 3, 4)


@cache
def stressed(rows: int = 4) -> tuple[DesignStress, Market, Stays]:
    """The office with one contract a unit, worked out by both."""
    document = doc(units=UNITS, providers=ROWS[:rows], stress={"seed": 3})
    case = brute.read(document)
    drawn = Judge(case).design(LABELS)
    stress = DesignStress.prepare(loaded(document), build_given(drawn), CpSatEngine())
    stress.run()
    return stress, Market(drawn), Stays.read(document, case)


def test_chances_are_the_sum_over_all_sets() -> None:
    """As fractions; three copies are alike and still three."""
    stress, market, stays = stressed()
    assert isinstance(stress.every_lot, SummedChance)
    assert isinstance(stress.certificate, SummedChance)
    expected = market.chances(stays)
    assert (stress.every_lot.value, stress.certificate.value) == expected
    assert 0 < expected[1] < expected[0] < 1


def test_draws_are_those_of_the_page() -> None:
    """SHA-256 of seed, id and draw: the same hits as the brute force has, for each seed."""
    stress, market, stays = stressed()
    classes, providers = stress.search.problem.classes, stress.scenario.providers or ()
    for seed in (1, 7):
        told = draw_chance(
            classes,
            stress.matters,
            lambda p: providers[p].id,
            stress.withdrawals.known,
            DRAWS,
            seed,
        )
        assert told.hits == market.drawn(stays, seed, DRAWS)[1]


def test_the_interval_holds_the_chance_as_often_as_it_says() -> None:
    """In 95 % ± 3.5 of 400 repetitions, whose seeds are fixed."""
    stress, market, stays = stressed()
    classes, providers = stress.search.problem.classes, stress.scenario.providers or ()
    chance = market.chances(stays)[1]
    inside = 0
    for seed in range(1, REPETITIONS + 1):
        told = draw_chance(
            classes,
            stress.matters,
            lambda p: providers[p].id,
            stress.withdrawals.known,
            DRAWS,
            seed,
        )
        low, high = told.interval
        inside += low <= chance <= high
    assert abs(100 * inside / REPETITIONS - 95) <= 3.5


def test_where_there_is_too_much_to_sum_it_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the budget, with the scenario's seed and number of draws."""
    monkeypatch.setattr(design_stress, "MOST_SUMMED", 2)
    monkeypatch.setattr(design_stress, "MOST_PRODUCTS", 1)
    _, market, stays = stressed()
    document = doc(units=UNITS, providers=ROWS, stress={"seed": 3, "draws": 50})
    drawn = Judge(brute.read(document)).design(LABELS)
    stress = DesignStress.prepare(loaded(document), build_given(drawn), CpSatEngine())
    stress.by_program = False
    stress.run()
    told = stress.certificate
    assert not isinstance(told, SummedChance)
    assert told is not None
    assert (told.hits, told.draws, told.seed) == (market.drawn(stays, 3, 50)[1], 50, 3)


def test_a_fraction_that_nobody_could_write_is_drawn_instead() -> None:
    """A thousand copies with a chance of many places."""
    rows = [PROVIDERS[0] | {"count": 1000, "stay": "33.33333%"}]
    scenario = loaded(doc(units=UNITS, providers=rows, stress={"draws": 3}))
    (design,) = ld.stress(scenario, design=[["a", "b", "c"], ["y", "w"]]).told.designs
    assert design.chances is not None
    for chance in (design.chances.every_lot, design.chances.certificate):
        assert chance is not None
        assert (chance.method, chance.value) == ("draws", "1.000000")


def test_what_an_answer_is_worth_follows_from_the_sum() -> None:
    """The chance together with one staying is that of the scenario in which it surely stays."""
    stress, _, _ = stressed()
    assert isinstance(stress.certificate, SummedChance)
    for number, name in enumerate(("big", "small", "tiny", "other")):
        if name == "tiny":
            continue  # a copy of several cannot be sure to stay alone
        rows = [row | ({"stay": "100%"} if row["id"] == name else {}) for row in ROWS]
        document = doc(units=UNITS, providers=rows)
        drawn = Judge(brute.read(document)).design(LABELS)
        sure = Market(drawn).chances(Stays.read(document, drawn.case))[1]
        stay = stress.search.problem.classes[number].stay
        assert stress.certificate.jointly[number] == stay * sure


@pytest.mark.parametrize(
    ("hits", "draws", "low", "high"),
    [(0, 100, 0.0, 0.036993), (50, 100, 0.403832, 0.596168), (100, 100, 0.963007, 1.0)],
)
def test_wilson(hits: int, draws: int, low: float, high: float) -> None:
    """Figures of the paper's formula at z = 1.959964, worked out by hand."""
    assert compute_wilson_interval(hits, draws) == pytest.approx((low, high), abs=1e-6)


def test_a_chance_is_a_fraction() -> None:
    stress, _, _ = stressed()
    assert isinstance(stress.certificate, SummedChance)
    assert isinstance(stress.certificate.value, Fraction)
