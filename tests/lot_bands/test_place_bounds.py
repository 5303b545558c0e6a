"""Bounds on travel and cut pairs: never above what the best design reaches, and near it."""

from collections.abc import Iterator

import numpy as np
import pytest

from lotdesign.app import api
from lotdesign.design import Design, build_external_design
from lotdesign.evaluation import Evaluation
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.scenario import Scenario
from solver import strategy
from solver.lot_bands import run
from solver.lot_bands.bands import LotBands, list_lot_bands
from solver.lot_bands.eigenvalue_bound import MapSpectrum, bound_cut_pairs_by_eigenvalues
from solver.lot_bands.median_bound import bound_travel_by_medians
from solver.lot_bands.place_bounds import iterate_place_bounds
from solver.proofs import EIGENVALUE_PROOF, MEDIAN_PROOF
from solver.solve_context import SolveContext
from tests import brute
from tests.lot_bands.test_bands import KINDS, map_of
from tests.solve.loading import Doc, drawn, loaded
from tests.strategies import scenarios

BOUNDS = {"travel": bound_travel_by_medians, "cut_neighbours": bound_cut_pairs_by_eigenvalues}


def place(rows: list[Doc]) -> list[Doc]:
    """The units or localities, each somewhere."""
    known = [{name: row[name] for name in row if name not in ("lat", "lon")} for row in rows]
    return [row | {"x": 7 * u % 5, "y": 3 * u % 4} for u, row in enumerate(known)]


def draw_answers(measure: str, start: int) -> Iterator[tuple[Scenario, LotBands, int]]:
    """Drawn scenarios with that aim, the bands of the best design's number, and what it reaches."""
    strategy = scenarios(kinds=(*KINDS, "award", "bidders"), max_units=6, routes=False)
    for drawing in drawn(strategy, 40, start=start):
        placed = {name: place(drawing.get(name, [])) for name in ("units", "localities")}
        doc = drawing | placed | {"objective": [{"measure": measure}]}
        scenario, best = loaded(doc), brute.solve(doc)
        if best.lots and scenario.routes.offered == ("external",):
            (bands,) = (b for b in list_lot_bands(scenario) if b.count == len(best.lots))
            yield scenario, bands, int(best.optima[0])


@pytest.mark.parametrize("measure", BOUNDS)
def test_no_bound_is_above_the_best_design(measure: str) -> None:
    """Whatever value the steps are aimed at; where it is the best itself some bounds meet it."""
    compared = near = 0
    for scenario, bands, optimum in draw_answers(measure, 75_000):
        for known in (optimum, optimum + 1, 3 * optimum + 1_000):
            found = BOUNDS[measure](scenario, bands, known, lambda: False)
            if found is not None:
                compared += 1
                near += 2 * found > optimum
                assert found <= optimum
    assert compared > 40
    assert near >= {"travel": 20, "cut_neighbours": 1}[measure]


def square(side: int, lots: int, measure: str) -> Scenario:
    """Places a kilometre apart in a square, cut into lots of equal size."""
    places = [
        {"id": f"p{u}", "name": f"P{u}", "x": u % side, "y": u // side} for u in range(side * side)
    ]
    size = side * side // lots
    return map_of(
        side * side,
        {"id": "n", "kind": "lot_count", "min": lots, "max": lots},
        {"id": "s", "kind": "lot_size", "min": size, "max": size},
        width=side,
        localities=places,
        objective=[{"measure": measure}],
    )


def test_four_crosses_in_a_square_are_bounded_by_their_middles() -> None:
    """Sixteen places in four lots of four: each lot lies at least three kilometres from a middle.

    No lot of four is closer together than a middle and three places that touch it; so 12 km.
    """
    scenario = square(4, 4, "travel")
    (bands,) = list_lot_bands(scenario)
    found = bound_travel_by_medians(scenario, bands, 14_000, lambda: False)
    assert found is not None
    assert 12_000 <= found <= 14_000


def test_halves_of_a_square_cut_no_fewer_pairs_than_its_eigenvalues_say() -> None:
    """The second eigenvalue of a path of six, 2 - 2 cos(pi / 6): 36 / 4 of that, rounded up."""
    scenario = square(6, 2, "cut_neighbours")
    (bands,) = list_lot_bands(scenario)
    found = bound_cut_pairs_by_eigenvalues(scenario, bands, 6, lambda: True)
    assert found == 3
    assert bound_cut_pairs_by_eigenvalues(scenario, bands, 6, lambda: False) in range(3, 7)


def cut_in_quarters(scenario: Scenario) -> Design:
    """Any design of a square of sixteen places: its rows."""
    return build_external_design([range(4 * row, 4 * row + 4) for row in range(4)])


def test_each_measure_of_place_has_its_bounds_and_others_none() -> None:
    """Of cut pairs the quick one first; both are named."""
    seen = {}
    for measure in ("travel", "cut_neighbours", "whole_life_cost"):
        scenario = square(4, 4, measure)
        (bands,) = list_lot_bands(scenario)
        rows = cut_in_quarters(scenario)
        best = rows, int(MEASURES[measure].evaluate(Evaluation(scenario, rows)))
        found = list(iterate_place_bounds(scenario, 0, bands, best, SolveContext()))
        seen[measure] = [each.proofs for each in found]
        assert [each.bound for each in found] == sorted(each.bound for each in found)
    assert seen["travel"] == [(MEDIAN_PROOF,)]
    assert seen["cut_neighbours"][0] == (EIGENVALUE_PROOF,)
    assert len(seen["cut_neighbours"]) == 2
    assert seen["whole_life_cost"] == []


def test_travel_within_the_least_cost_is_bounded_where_lots_are_not_listed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every lot holds the same, so the cost is constant; the rows of the square are not best."""
    monkeypatch.setattr(strategy, "MOST_PLAIN_LOTS", -1)
    monkeypatch.setattr(run, "MOST_BAND_LOTS", -1)
    monkeypatch.setattr(strategy, "UNITS_OF_LARGE_LOT", 0)
    costed = map_of(
        16,
        {"id": "n", "kind": "lot_count", "min": 4, "max": 4},
        {"id": "s", "kind": "lot_size", "min": 4, "max": 4},
        localities=[{"id": f"p{u}", "name": f"P{u}", "x": u % 4, "y": u // 4} for u in range(16)],
        money={"contract_management": 100},
        objective=[{"measure": "whole_life_cost"}, {"measure": "travel"}],
    )
    result = api.solve(costed, context=False).result
    cost, travel = result.objective
    assert cost.proved
    assert (travel.value, travel.bound) == (12_000, 12_000)


def test_fewest_cut_pairs_are_proved_where_lots_are_not_listed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With balance, which column generation along borders leaves to the bands.

    Eight pairs, as of four quarters; choosing among all lots proves the same, in half a minute.
    """
    four = {"id": "n", "kind": "lot_count", "min": 4, "max": 4}
    even = {"id": "e", "kind": "balance", "measure": "value", "tolerance": "20%"}
    scenario = map_of(16, four, even, objective=[{"measure": "cut_neighbours"}])
    monkeypatch.setattr(strategy, "UNITS_OF_LARGE_LOT", 0)
    monkeypatch.setattr(strategy, "MOST_PLAIN_LOTS", -1)
    monkeypatch.setattr(run, "MOST_BAND_LOTS", -1)
    (found,) = api.solve(scenario, context=False).result.objective
    assert found.proved
    assert (found.value, found.bound) == (8, 8)


@pytest.mark.parametrize("size", [1.0, 1e6, 1e12, 1e15])
@pytest.mark.parametrize("units", [3, 6, 40])
def test_eigenvalues_claim_nothing_that_floating_point_may_have_made(
    units: int, size: float
) -> None:
    """One lot cuts nothing, whatever is added to the diagonal and taken off again."""
    laplacian = units * np.eye(units) - np.ones((units, units))
    spectrum = MapSpectrum(laplacian, np.ones(units), 1.0, float(units), 1)
    draw = np.random.default_rng(units)
    for _ in range(50):
        assert spectrum.evaluate(size * draw.standard_normal(units))[0] <= 1e-9
        assert spectrum.evaluate(np.full(units, size))[0] <= 1e-9
