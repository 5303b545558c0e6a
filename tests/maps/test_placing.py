"""Points to localities."""

from lotdesign.maps.boundaries import parse_boundaries
from lotdesign.maps.placing import PointPlace, place_points
from tests.maps.squares import draw_square, write_map


def test_a_point_is_in_its_boundary_or_so_far_from_the_nearest() -> None:
    data = write_map({"a": draw_square(0, 0), "b": draw_square(1000, 0)})
    found = parse_boundaries("m.geojson", data, "code")
    points = [(400_200, 300_200), (401_900, 300_500), (401_000, 300_500), (402_300, 300_500)]
    assert place_points(found, points) == (
        PointPlace("a", 0),
        PointPlace("b", 0),
        PointPlace("a", 0),  # on the border: the first
        PointPlace("b", 300),
    )
