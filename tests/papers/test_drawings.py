"""The pictures show what the tables say: a dot a unit with its lot's number, a point a design."""

import re
from dataclasses import replace

import lotdesign as ld
from lotdesign.papers.drawings.lot_map import draw_lot_map
from lotdesign.papers.drawings.scatter import ScatterPoint, draw_scatter
from tests.papers.gathered import ROOT, gather

DOTS = re.compile(r'<circle cx="([0-9.]+)" cy="([0-9.]+)"[^>]*/>(<text [^>]*>([^<]*)</text>)?')


def test_a_map_has_a_dot_for_each_unit_that_has_a_place() -> None:
    sources = gather("central-bedfordshire").sources
    scenario = sources.scenario
    lots = [lot.units for lot in sources.result.lots]
    svg = draw_lot_map(scenario, lots)
    assert svg is not None
    placed = {unit.id for unit in scenario.units if unit.position is not None}
    wanted = sorted(str(i) for i, lot in enumerate(lots, 1) for unit in lot if unit in placed)
    found = DOTS.findall(svg)
    assert sorted(number for *_, number in found) == wanted
    places = [(float(x), float(y)) for x, y, *_ in found]
    assert all(
        (a - c) ** 2 + (b - d) ** 2 >= 21.9**2
        for k, (a, b) in enumerate(places)
        for c, d in places[:k]
    )
    for locality in scenario.localities:
        assert f">{locality.name}</text>" in svg


def test_north_is_up_and_east_is_right() -> None:
    """Sandy lies north-east of Dunstable."""
    sources = gather("central-bedfordshire").sources
    scenario = sources.scenario
    ids = {unit.name: unit.id for unit in scenario.units}
    lots = [[ids["Sandy centre"]], [ids["Dunstable North centre"]]]
    svg = draw_lot_map(scenario, lots)
    assert svg is not None
    (x1, y1, *_), (x2, y2, *_) = DOTS.findall(svg)
    assert float(x1) > float(x2)
    assert float(y1) < float(y2)


def test_without_two_places_there_is_no_map() -> None:
    scenario = ld.load(ROOT / "examples" / "tiny")
    assert draw_lot_map(scenario, [[unit.id] for unit in scenario.units]) is None


def test_points_lie_where_their_values_are() -> None:
    points = [
        ScatterPoint(1, 30_000_00, "1"),
        ScatterPoint(2, 20_000_00, "2", proposed=True),
        ScatterPoint(4, 25_000_00, "4"),
    ]
    svg = draw_scatter("lots", "whole_life_cost", points)
    assert svg is not None
    found = {label: (float(x), float(y)) for x, y, _, label in DOTS.findall(svg)}
    assert found["1"][0] < found["2"][0] < found["4"][0]
    assert found["1"][1] < found["4"][1] < found["2"][1]
    middle = (found["1"][1] + found["2"][1]) / 2
    assert abs(found["4"][1] - middle) < 0.02
    assert svg.count('fill="#8a1f11"') == 1
    assert "Cost to the council, £" in svg


def test_one_design_is_no_trade_off() -> None:
    assert draw_scatter("lots", "whole_life_cost", [ScatterPoint(1, 1, "1")]) is None


def test_names_in_pictures_are_text() -> None:
    sources = gather("central-bedfordshire").sources
    place = sources.scenario.localities[0].model_copy(update={"name": "<script>&"})
    changed = replace(sources.scenario, localities=(place, *sources.scenario.localities[1:]))
    svg = draw_lot_map(changed, [lot.units for lot in sources.result.lots])
    assert svg is not None
    assert "&lt;script&gt;&amp;" in svg
    assert "<script>" not in svg
