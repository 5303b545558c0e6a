"""Shared borders with a tolerance: what exact matching loses is kept, and no corner is a border."""

import pytest

from lotdesign.faults import InputFaults, UsageError
from lotdesign.maps import borders
from lotdesign.maps.borders import BoundaryPair, FoundBorders, find_borders
from lotdesign.maps.boundaries import parse_boundaries
from lotdesign.maps.parts import split_into_parts
from lotdesign.maps.shapes import find_centres
from tests.maps.squares import Ring, draw_square, write_map


def borders_of(rings: dict[str, Ring], tolerance: float = 50) -> FoundBorders:
    return find_borders(parse_boundaries("m.geojson", write_map(rings), "code"), tolerance)


def names_of(pairs: tuple[BoundaryPair, ...]) -> set[str]:
    return {f"{pair.a}-{pair.b}" for pair in pairs}


def test_squares_side_by_side_touch_and_their_corners_do_not() -> None:
    found = borders_of(
        {
            "a": draw_square(0, 0),
            "b": draw_square(1000, 0),
            "c": draw_square(0, 1000),
            "d": draw_square(1000, 1000),
        }
    )
    assert names_of(found.shared) == {"a-b", "a-c", "b-d", "c-d"}
    assert names_of(found.near) == {"a-d", "b-c"}
    assert {pair.gap_metres for pair in found.near} == {0}


@pytest.mark.parametrize("gap", [0.01, 10, 49, -30])
def test_a_gap_or_an_overlap_within_the_tolerance_is_none(gap: float) -> None:
    found = borders_of({"a": draw_square(0, 0), "b": draw_square(1000 + gap, 0)})
    assert names_of(found.shared) == {"a-b"}


@pytest.mark.parametrize(("gap", "near"), [(60, {"a-b"}), (499, {"a-b"}), (501, set())])
def test_a_wider_gap_is_told_up_to_ten_tolerances(gap: float, near: set[str]) -> None:
    found = borders_of({"a": draw_square(0, 0), "b": draw_square(1000 + gap, 0)})
    assert not found.shared
    assert names_of(found.near) == near


def test_an_extra_vertex_and_a_t_junction_lose_no_border() -> None:
    side: Ring = [[401_000, 300_000 + y] for y in (1000, 717, 333.3, 0)]
    west: Ring = [[400_000, 300_000], *reversed(side), [400_000, 301_000], [400_000, 300_000]]
    found = borders_of(
        {"west": west, "low": draw_square(1000, 0, 480), "high": draw_square(1000, 480, 520)}
    )
    assert names_of(found.shared) == {"west-low", "west-high", "low-high"}


@pytest.mark.parametrize(("along", "shared"), [(90, False), (110, True)])
def test_a_border_is_four_tolerances_long(along: float, shared: bool) -> None:
    # Each line lies within the tolerance of the other for a tolerance more at either end.
    found = borders_of({"a": draw_square(0, 0), "b": draw_square(1000, 1000 - along)})
    assert bool(found.shared) == shared
    assert (found.shared or found.near)[0].border_metres == pytest.approx(along + 2 * 50, abs=2)


def test_a_boundary_that_crosses_itself_is_mended() -> None:
    bow: Ring = [[400_000, 300_000], [401_000, 301_000], [401_000, 300_000], [400_000, 301_000]]
    found = borders_of({"bow": [*bow, bow[0]], "east": draw_square(1000, 0)})
    assert names_of(found.shared) == {"bow-east"}


def test_a_locality_inside_another_touches_it() -> None:
    ring = draw_square(0, 0, 3000)
    data = write_map({"town": draw_square(1000, 1000), "around": ring})
    text = data.decode().replace(str([ring]), str([ring, draw_square(1000, 1000)]))
    found = find_borders(parse_boundaries("m.geojson", text.encode(), "code"), 50)
    assert names_of(found.shared) == {"town-around"}


def test_boundaries_that_lie_upon_one_another_end_the_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(borders, "MOST_WORK", 2_000)
    with pytest.raises(InputFaults, match="boundaries of s0 and s2: boundaries lie upon one"):
        borders_of({f"s{i}": draw_square(0, 0) for i in range(9)})


def test_too_many_pairs_are_refused_before_they_are_measured(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(borders, "MOST_PAIRS", 35)
    with pytest.raises(InputFaults, match="36 pairs lie within 500 m of each other"):
        borders_of({f"s{i}": draw_square(0, 0) for i in range(9)})


def test_lines_that_go_to_and_fro_take_no_longer_than_others() -> None:
    """Two borders of 20,000 corners each, 7 metres apart, up and down by 20 metres."""
    steps = 20_000

    def zigzag(east: float) -> Ring:
        return [
            [401_000 + east + 20 * (i % 2), 300_000 + 1000 * i / steps] for i in range(steps + 1)
        ]

    west: Ring = [[400_000, 300_000], *zigzag(0), [400_000, 301_000], [400_000, 300_000]]
    east: Ring = [[403_000, 300_000], *zigzag(7), [403_000, 301_000], [403_000, 300_000]]
    found = borders_of({"west": west, "east": east})
    assert names_of(found.shared) == {"west-east"}


def test_degrees_are_measured_in_metres() -> None:
    def square(lon: float, lat: float) -> Ring:
        return [[lon + x, lat + y] for x, y in ((0, 0), (0.01, 0), (0.01, 0.01), (0, 0.01), (0, 0))]

    rings = {"a": square(-2, 52), "b": square(-1.9895, 52), "c": square(-2, 52.0105)}
    found = find_borders(parse_boundaries("m.geojson", write_map(rings), "code"), 40)
    assert names_of(found.shared) == {"a-b"}  # 34 metres east, 56 metres north
    assert names_of(found.near) == {"a-c", "b-c"}


def test_centres_are_in_the_coordinates_of_the_file() -> None:
    found = parse_boundaries("m.geojson", write_map({"a": draw_square(0, 0)}), "code")
    assert find_centres(found) == ((400_500, 300_500),)


def test_parts_are_told_the_smallest_first() -> None:
    pairs = [("a", "b"), ("d", "b")]
    assert split_into_parts(["a", "b", "c", "d"], pairs) == (("c",), ("a", "b", "d"))


def test_without_the_library_the_command_that_installs_it_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "shapely", None)
    with pytest.raises(UsageError, match=r'pip install "lotdesign\[maps\]"'):
        borders_of({"a": draw_square(0, 0)})
