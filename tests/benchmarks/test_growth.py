"""Exponents are those of the points; the plot shows each series once."""

from xml.etree import ElementTree

import pytest

from lotdesign.app.bench.growth import PANEL_HEIGHT, draw_growth, fit_growth, fit_power
from tests.benchmarks.rows import peer, row

SIZES = (13, 54, 150, 500)


@pytest.mark.parametrize("exponent", [0.5, 1.0, 2.5])
def test_a_power_is_found_again(exponent: float) -> None:
    curve = fit_power([(x, 3.0 * x**exponent) for x in SIZES])
    assert curve is not None
    assert curve.exponent == pytest.approx(exponent)
    assert curve.factor == pytest.approx(3.0)
    assert curve.evaluate(100) == pytest.approx(3.0 * 100**exponent)


def test_two_sizes_are_no_ladder() -> None:
    assert fit_power([(13, 1.0), (54, 2.0), (54, 3.0)]) is None


def test_kinds_and_runners_are_followed_apart() -> None:
    """Unproved rows count for memory, not for the time to the proof."""
    rows = [
        row(instance=f"county-{n}-easy", units=n, proved=n / 10 if n < 500 else None, memory=n * n)
        for n in SIZES
    ]
    others = [row(instance="us-ME", units=16), row(instance="county-54-large", units=54), peer()]
    found = {each.what: each for each in fit_growth([*rows, *others])}
    assert {(each.family, each.runner) for each in found.values()} == {("easy", "auto")}
    assert [x for x, _ in found["seconds to the proof"].points] == [13, 54, 150]
    assert found["seconds to the proof"].curve.exponent == pytest.approx(1.0)
    assert found["memory in MB"].curve.exponent == pytest.approx(2.0)


def test_who_has_no_design_has_no_curve() -> None:
    rows = [
        peer(instance=f"county-{n}-easy", units=n, first=None, value=None, verified=None)
        for n in SIZES
    ]
    assert fit_growth(rows) == ()


def test_the_plot_is_a_picture_of_every_point() -> None:
    rows = [row(instance=f"county-{n}-easy", units=n, proved=n / 10) for n in SIZES]
    found = fit_growth(rows)
    drawn = ElementTree.fromstring(draw_growth(found))
    circles = [each for each in drawn.iter() if each.tag.endswith("circle")]
    assert len(circles) == sum(len(each.points) for each in found) + 1
    words = [each.text for each in drawn.iter() if each.text]
    assert words.count("easy: lotdesign, auto") == 1
    assert "n^1.0" in words


def test_curves_stay_inside_their_panels() -> None:
    """A curve may lie below all its points where it begins."""
    rows = [row(instance=f"county-{n}-easy", units=n, proved=1 + n**2 / 500) for n in SIZES]
    drawn = ElementTree.fromstring(draw_growth(fit_growth(rows)))
    heights = [each.get(y) for each in drawn.iter() for y in ("y1", "y2") if each.get(y)]
    assert heights
    assert all(0 <= float(height or -1) <= PANEL_HEIGHT for height in heights)


def test_without_a_ladder_the_plot_says_so() -> None:
    assert "Fewer than three sizes" in draw_growth(fit_growth([row()]))
