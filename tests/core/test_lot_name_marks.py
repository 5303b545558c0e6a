"""Names of lots that read like a unit's own name, or like that of a lot of many localities."""

from lotdesign.scenario.lot_names import build_lot_name
from tests.rules.office import UNITS, Row, office, unit


def test_a_lot_that_reads_like_a_unit_s_name_is_marked() -> None:
    """The unit y is called as the lot of a and b would be."""
    plain = office()
    name = build_lot_name(plain, (0, 1))
    named = [row | ({"name": name} if row["id"] == "y" else {}) for row in UNITS]
    scenario = office(units=named)
    assert build_lot_name(scenario, (0, 1)) == f"{name} (A)"
    assert build_lot_name(scenario, (3,)) == name


def test_a_lot_of_many_localities_is_marked_where_as_many_are_left() -> None:
    """Four of eight are as many as the other four; of seven three are left, which is fewer."""
    for count, is_marked in ((8, True), (7, False)):
        places = [{"id": f"p{i}", "name": f"P{i}", "need": 1} for i in range(count)]
        rows: list[Row] = [unit(f"u{i}", "centre", 100, f"p{i}") for i in range(count)]
        scenario = office(units=rows, localities=places, neighbours=[])
        name = build_lot_name(scenario, (0, 1, 2, 3))
        assert name == "Centre, 4 localities" + (" (U0)" if is_marked else "")
