"""Small maps that went wrong once: what the commands say of each, and their exit codes."""

import json
from pathlib import Path

import pytest

from tests.cli.run import ROOT, run

CASES = ROOT / "tests" / "cases"


def words_of(command: str, case: str, *arguments: str) -> tuple[int, str]:
    """The exit code, and all that is said as one line of words."""
    said = run(command, CASES / case, *arguments)
    return said.code, " ".join((said.out + said.err).split())


@pytest.mark.parametrize(
    ("case", "code", "says"),
    [
        (
            "contiguous-without-neighbours",
            3,
            ("rule connected", "needs a table of neighbours"),
        ),
        ("island-not-named", 0, ("falls into 2 parts", "The Isles; West, Mid and North")),
        ("latlon-right", 0, ("within 7.5 km from west to east and 7.8 km from south",)),
        (
            "latlon-swapped",
            0,
            ("Latitude and longitude look swapped for every place", "12.2 km from south to north"),
        ),
    ],
)
def test_check_says_what_the_map_hides(case: str, code: int, says: tuple[str, ...]) -> None:
    found, text = words_of("check", case)
    assert found == code
    for each in says:
        assert each in text


def test_right_coordinates_are_not_called_swapped() -> None:
    assert "swapped" not in words_of("check", "latlon-right")[1]


def test_a_locality_without_units_is_no_gap(tmp_path: Path) -> None:
    """No unit lies in Mid, which joins West and North: one lot for all is connected."""
    design = tmp_path / "one.json"
    design.write_text(json.dumps({"lots": [["hub-west", "hub-north"]]}), encoding="utf-8")
    found = run(
        "evaluate",
        CASES / "empty-locality-gap",
        *("--design", design, "--format", "json"),
    )
    assert found.code == 0
    status = {each["id"]: each["status"] for each in json.loads(found.out)["rules"]}
    assert status["connected"] == "met"


def test_a_row_of_neighbours_is_among_the_repairs() -> None:
    code, text = words_of("explain", "island-not-named")
    assert code == 4
    assert "Join isles and" in text
    assert "--set 'neighbours.isles={b=" in text


def test_what_is_cut_off_is_told_where_no_rule_minds_it() -> None:
    code, text = words_of("check", "island-not-named", "--off", "connected")
    assert code == 0
    assert (
        "The map falls into 2 parts that no row of neighbours joins, which no rule minds: The "
        "Isles; West, Mid and North."
    ) in text
