"""Pictures as text."""

from fractions import Fraction

from lotdesign.report.text_plot import PlotDot
from tui.canvas.charts import draw_bar, draw_plot, draw_sparkline, draw_stepper
from tui.canvas.glyphs import ASCII, UNICODE
from tui.canvas.picture import (
    Line,
    PictureColumn,
    draw_row,
    find_visible_range,
    fit_table_columns,
    join_ends,
    join_text,
    make_line,
    pad_line,
)
from tui.pictures.crosstab import draw_crosstab
from tui.pictures.design_map import draw_lot_map
from tui.pictures.map_window import MapUnit, find_nearest_units

SPOTS = [
    MapUnit(0, 0, 0, "A"),
    MapUnit(4, 1, 0, "A"),
    MapUnit(10, 0, 1, "B"),
    MapUnit(5, 8, 2, "C"),
]


def _text(lines: list[Line]) -> str:
    return "\n".join(join_text(each).rstrip() for each in lines)


def test_map() -> None:
    assert _text(draw_lot_map(SPOTS, 30, 9, UNICODE, chosen=1)) == MAP
    drawn = _text(draw_lot_map(SPOTS, 30, 9, ASCII))
    assert drawn.isascii()
    assert {"[A]", "[B]", "[C]"} <= {drawn[i : i + 3] for i in range(len(drawn))}


MAP = """\
              [C]
──┐                        ┌──
  └──┐                  ┌──┘░░
     └───────┐      ┌───┘░░░░░
             └─────┬┘░░░░░░░░░
                   │░░░░░░░░░░
                  ┌┘░░░░░░░░░░
             A    │░░░░░░░░░░░
     [A]          │░░░[B]░░░░░"""


def test_every_point_belongs_to_the_nearest_unit() -> None:
    places = tuple((spot.x, spot.y) for spot in SPOTS)
    grid = find_nearest_units(places, 20, 10)
    assert {unit for grid_line in grid for unit in grid_line} == {0, 1, 2, 3}


def test_units_in_one_place_stand_beside_each_other() -> None:
    same = [MapUnit(0, 0, i, "ABC"[i]) for i in range(3)] + [MapUnit(9, 9, 0, "A")]
    drawn = _text(draw_lot_map(same, 30, 8, UNICODE))
    assert all(letter in drawn for letter in "ABC")


def test_crosstab() -> None:
    held = {("p", "youth"): [(0, "A")], ("q", "youth"): [(0, "A"), (1, "B")]}
    lines = draw_crosstab(
        [("p", "P"), ("q", "Q")], [("youth", "youth"), ("x", "x")], held, 40, 5, UNICODE, 1
    )
    assert [text.split() for text in _text(lines).splitlines()] == [
        ["youth", "x"],
        ["P", "A", "·"],
        ["Q", "A", "[B]", "·"],
    ]


def test_plot_shows_every_design_once() -> None:
    dots = [PlotDot(1, 1, "·"), PlotDot(1, 1, "1"), PlotDot(1, 1, "2"), PlotDot(9, 5, "3")]
    drawn = _text(draw_plot(dots, 40, 10, str, str, UNICODE))
    assert all(drawn.count(digit) >= 1 for digit in "123")
    assert "12" in drawn


def test_bars() -> None:
    drawn = join_text(draw_stepper(Fraction(5), Fraction(8), 0, 10, 12, UNICODE))
    assert drawn == "◂━━━━━──┿──▸"
    assert join_text(draw_stepper(5, 5, 0, 10, 12, ASCII)) == "<=====----->"
    assert draw_bar(1, 2, 4, UNICODE).text == "██  "
    assert draw_bar(0, 2, 4, UNICODE).text == "    "
    assert (
        draw_sparkline([1, 2, 3], 8, UNICODE) == "▁▅█"
        or draw_sparkline([1, 2, 3], 8, UNICODE)[-1] == "█"
    )


def test_columns_keep_their_width() -> None:
    shape = fit_table_columns(
        (PictureColumn("a"), PictureColumn("b", 6, True), PictureColumn("c", 6)), 30
    )
    for name in ("short", "漢字" * 20, "x" * 300):
        assert len(join_text(draw_row((name, "1", "2"), shape)).encode("utf-16-le")) > 0
        text = join_text(pad_line(draw_row((name, "1", "2"), shape), 30))
        assert text.endswith("     1 2     ")


def test_narrow_tables_lose_their_last_columns() -> None:
    shape = fit_table_columns(
        (PictureColumn("a"), PictureColumn("b", 6), PictureColumn("c", 6)), 16
    )
    assert [each.title for each in shape] == ["a", "b"]


def test_ends_give_way_at_the_left() -> None:
    assert (
        join_text(join_ends(make_line("a long title here"), make_line("right"), 14))
        == "a long … right"
    )


def test_the_cursor_stays_in_the_window() -> None:
    for count in (3, 10, 50):
        for cursor in range(count):
            assert cursor in find_visible_range(count, cursor, 5)
