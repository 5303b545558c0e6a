"""Pictures of designs by two measures, and the numbers along their axes."""

import pytest

from lotdesign.report.frontier_svg import choose_scale
from lotdesign.report.text_plot import PlotAxes, PlotDot, draw_text_plot

AXES = PlotAxes(lambda v: f"{v:.0f}", lambda v: f"{v:.0f}")


def drawn(*dots: PlotDot) -> str:
    """The plot as text."""
    lines = draw_text_plot(dots, 40, 10, AXES)
    return "\n".join("".join(text for text, _ in line) for line in lines)


def test_what_is_more_stands_higher_and_to_the_right() -> None:
    lines = [line[8:] for line in drawn(PlotDot(0, 0, "a"), PlotDot(10, 10, "b")).splitlines()]
    first = next(i for i, line in enumerate(lines) if "a" in line)
    second = next(i for i, line in enumerate(lines) if "b" in line)
    assert second < first
    assert lines[second].index("b") > lines[first].index("a")


def test_designs_in_one_place_stand_side_by_side() -> None:
    assert "12" in drawn(PlotDot(0, 0, "1"), PlotDot(0, 0, "2"), PlotDot(9, 9, "3"))


def test_nothing_is_drawn_of_nothing_or_where_there_is_no_room() -> None:
    assert draw_text_plot((), 40, 10, AXES) == []
    assert draw_text_plot((PlotDot(0, 0, "1"),), 10, 10, AXES) == []


def test_every_line_fits() -> None:
    assert all(
        len(line) <= 40 for line in drawn(PlotDot(-5, 1e9, "1"), PlotDot(5, 2e9, "2")).splitlines()
    )


@pytest.mark.parametrize(
    ("name", "values", "unit", "labels"),
    [
        ("whole_life_cost", [15.3e8, 15.5e8], "£m", ["15.30", "15.35", "15.40", "15.45", "15.50"]),
        ("whole_life_cost", [1e5, 3e5], "£", ["1,000", "1,500", "2,000", "2,500", "3,000"]),
        ("travel", [20_000.0, 30_000.0], "km", ["20", "22", "24", "26", "28", "30"]),
        ("lots", [3.0, 3.0], "lots", ["2", "3", "4"]),
    ],
)
def test_numbers_along_an_axis_are_round(
    name: str, values: list[float], unit: str, labels: list[str]
) -> None:
    axis = choose_scale(name, values)
    assert axis.unit == unit
    assert [axis.format_tick(tick) for tick in axis.ticks] == labels
    assert all(0 <= axis.place(value) <= 1 for value in values)
