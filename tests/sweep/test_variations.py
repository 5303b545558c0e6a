"""Grids and lists of settings as people write them."""

from pathlib import Path

import pytest

from lotdesign.faults import InputFaults
from lotdesign.input.variations import (
    MOST_COMBINATIONS,
    combine_settings,
    parse_value_list,
    read_grid,
    read_list,
)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a.b=1,2,3", ("1", "2", "3")),
        ("a.b=0:40000:10000", ("0", "10000", "20000", "30000", "40000")),
        ("a.b=0:9:4", ("0", "4", "8")),
        ("a.b=0.1:0.3:0.1", ("0.1", "0.2", "0.3")),
        ("a.b=3%:1%:-1%", ("3%", "2%", "1%")),
        ("a.b=£5000:£6000:£500", ("5000", "5500", "6000")),
        ("a.b=1, 5:7:1", ("1", "5", "6", "7")),
        ("a.b=[1, 2],[3]", ("[1, 2]", "[3]")),
        ('a.b={x = "1,2"},"c,d"', ('{x = "1,2"}', '"c,d"')),
        ("a.b=x=y", ("x=y",)),
        ("a.b=10:20", ("10:20",)),
    ],
)
def test_values(text: str, values: tuple[str, ...]) -> None:
    assert read_grid([text]) == [("a.b", values)]


@pytest.mark.parametrize(
    "text",
    [
        "a.b",
        "=1",
        "a.b=",
        "a.b=1,,2",
        "a.b=1,1",
        "a.b=0:5:0",
        "a.b=0:5:-1",
        "a.b=0%:5:1",
        "a.b=1.2.3:5:1",
        "a.b=0:1:0.000001",
    ],
)
def test_what_is_none(text: str) -> None:
    with pytest.raises(InputFaults) as raised:
        read_grid([text, "c=1"])
    assert len(raised.value.faults) == 1


def test_a_range_gives_as_many_values_as_are_taken() -> None:
    assert parse_value_list("1:5:1", 5) == ("1", "2", "3", "4", "5")
    with pytest.raises(ValueError, match="gives 5 values; at most 4 are taken"):
        parse_value_list("1:5:1", 4)


def test_every_fault_is_told() -> None:
    with pytest.raises(InputFaults) as raised:
        read_grid(["a", "b=", "c=1"])
    assert len(raised.value.faults) == 2


def test_every_combination_the_last_path_fastest() -> None:
    found = combine_settings(read_grid(["a=1,2", "b=x,y"]), [{"c": "7"}, {}])
    assert found[:3] == [
        {"c": "7", "a": "1", "b": "x"},
        {"c": "7", "a": "1", "b": "y"},
        {"c": "7", "a": "2", "b": "x"},
    ]
    assert len(found) == 8
    assert found[-1] == {"a": "2", "b": "y"}


def test_paths_stand_in_one_place_and_grids_have_an_end() -> None:
    for grid, rows in ((["a=1", "a=2"], []), (["a=1"], [{"a": "2"}])):
        with pytest.raises(InputFaults):
            combine_settings(read_grid(grid), rows)
    with pytest.raises(InputFaults, match=f"{MOST_COMBINATIONS:,}"):
        combine_settings(read_grid(["a=1:1000:1", "b=1:1000:1"]))


def test_rows_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "l.csv"
    file.write_text('access.lots,money.scale\n2,"[1, 2]"\n\n,x\n')
    assert read_list(file) == [{"access.lots": "2", "money.scale": "[1, 2]"}, {"money.scale": "x"}]


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 1), ("a,b\n", 1), ("a,\n1,2\n", 1), ("a,a\n1,2\n", 1), ("a,b\n1\n1,2,3\n", 2), ("\0", 1)],
)
def test_a_file_that_is_no_list(text: str, count: int, tmp_path: Path) -> None:
    file = tmp_path / "l.csv"
    file.write_text(text)
    with pytest.raises(InputFaults) as raised:
        read_list(file)
    assert len(raised.value.faults) == count
    with pytest.raises(InputFaults, match="cannot be read"):
        read_list(tmp_path / "nowhere.csv")
