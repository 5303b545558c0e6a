"""Pictures as text."""

from fractions import Fraction

from tui.canvas.areas import Spot, area_map, nearest
from tui.canvas.bars import bar, spark, stepper
from tui.canvas.crosstab import crosstab
from tui.canvas.glyphs import ASCII, UNICODE
from tui.canvas.plot import Dot, plot
from tui.canvas.spans import Line, ends, line, padded, plain
from tui.canvas.table import Column, columns_for, row, window

SPOTS = [Spot(0, 0, 0, "A"), Spot(4, 1, 0, "A"), Spot(10, 0, 1, "B"), Spot(5, 8, 2, "C")]


def _text(lines: list[Line]) -> str:
    return "\n".join(plain(each).rstrip() for each in lines)


def test_map() -> None:
    assert _text(area_map(SPOTS, 30, 9, UNICODE, chosen=1)) == MAP
    drawn = _text(area_map(SPOTS, 30, 9, ASCII))
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
    grid = nearest(places, 20, 10)
    assert {unit for grid_line in grid for unit in grid_line} == {0, 1, 2, 3}


def test_units_in_one_place_stand_beside_each_other() -> None:
    same = [Spot(0, 0, i, "ABC"[i]) for i in range(3)] + [Spot(9, 9, 0, "A")]
    drawn = _text(area_map(same, 30, 8, UNICODE))
    assert all(letter in drawn for letter in "ABC")


def test_crosstab() -> None:
    held = {("p", "youth"): [(0, "A")], ("q", "youth"): [(0, "A"), (1, "B")]}
    lines = crosstab(
        [("p", "P"), ("q", "Q")], [("youth", "youth"), ("x", "x")], held, 40, 5, UNICODE, 1
    )
    assert [text.split() for text in _text(lines).splitlines()] == [
        ["youth", "x"],
        ["P", "A", "·"],
        ["Q", "A", "[B]", "·"],
    ]


def test_plot_shows_every_design_once() -> None:
    dots = [Dot(1, 1, "·"), Dot(1, 1, "1"), Dot(1, 1, "2"), Dot(9, 5, "3")]
    drawn = _text(plot(dots, 40, 10, str, str, UNICODE))
    assert all(drawn.count(digit) >= 1 for digit in "123")
    assert "12" in drawn


def test_bars() -> None:
    drawn = plain(stepper(Fraction(5), Fraction(8), 0, 10, 12, UNICODE))
    assert drawn == "◂━━━━━──┿──▸"
    assert plain(stepper(5, 5, 0, 10, 12, ASCII)) == "<=====----->"
    assert bar(1, 2, 4, UNICODE).text == "██  "
    assert bar(0, 2, 4, UNICODE).text == "    "
    assert spark([1, 2, 3], 8, UNICODE) == "▁▅█" or spark([1, 2, 3], 8, UNICODE)[-1] == "█"


def test_columns_keep_their_width() -> None:
    shape = columns_for((Column("a"), Column("b", 6, True), Column("c", 6)), 30)
    for name in ("short", "漢字" * 20, "x" * 300):
        assert len(plain(row((name, "1", "2"), shape)).encode("utf-16-le")) > 0
        text = plain(padded(row((name, "1", "2"), shape), 30))
        assert text.endswith("     1 2     ")


def test_narrow_tables_lose_their_last_columns() -> None:
    shape = columns_for((Column("a"), Column("b", 6), Column("c", 6)), 16)
    assert [each.head for each in shape] == ["a", "b"]


def test_ends_give_way_at_the_left() -> None:
    assert plain(ends(line("a long title here"), line("right"), 14)) == "a long … right"


def test_the_cursor_stays_in_the_window() -> None:
    for count in (3, 10, 50):
        for cursor in range(count):
            assert cursor in window(count, cursor, 5)
