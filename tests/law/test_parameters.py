"""Which figures hold on which day."""

from datetime import date
from pathlib import Path

import pytest

from lotdesign.input.load import load
from lotdesign.law.parameters import find_law, read_shipped_rows, select_rows_in_force
from lotdesign.scenario.rows import LawRow
from tests.scenario.town import faults, write


def test_every_shipped_row_can_be_read_and_has_a_source() -> None:
    for row in read_shipped_rows():
        assert row.first_day.year > 2000
        assert row.parsed_value is not None
        assert row.source


@pytest.mark.parametrize(
    ("day", "regime", "threshold", "vat"),
    [
        (date(2017, 2, 14), "Public Contracts Regulations 2015", 589_148, False),
        (date(2018, 10, 8), "Public Contracts Regulations 2015", 615_278, False),
        (date(2025, 2, 23), "Public Contracts Regulations 2015", 663_540, True),
        (date(2025, 2, 24), "Procurement Act 2023", 663_540, True),
        (None, "Procurement Act 2023", 663_540, True),
    ],
)
def test_the_day_of_the_notice_picks_the_law(
    day: date | None, regime: str, threshold: int, vat: bool
) -> None:
    law = select_rows_in_force(day)
    assert law.get_name("regime") == regime
    assert law.get_amount("light_touch_threshold") == 100 * threshold
    assert bool(law.get_amount("thresholds_with_vat")) is vat


def test_the_services_threshold_falls_in_2026() -> None:
    assert select_rows_in_force(date(2025, 12, 31)).get_amount("services_threshold") == 214_904_00
    assert select_rows_in_force(date(2026, 1, 1)).get_amount("services_threshold") == 207_720_00


def test_before_all_that_is_on_file() -> None:
    law = select_rows_in_force(date(2001, 1, 1))
    assert law.get_name("regime") == ""
    assert law.get_amount("light_touch_threshold") is None
    assert law.add_vat(100) == 100


def test_a_row_of_ones_own_takes_the_place_of_a_shipped_one() -> None:
    own = [
        LawRow.model_validate({"parameter": "vat_rate", "from": since, "value": rate})
        for since, rate in (("2011-01-04", "25%"), ("2030-01-01", "0%"))
    ]
    assert select_rows_in_force(date(2020, 1, 1), own).add_vat(100) == 125
    assert select_rows_in_force(date(2030, 1, 1), own).add_vat(100) == 100


LAW = ("scenario.toml", "[data]\n", '[data]\nlaw = "law.csv"\n')


def test_a_scenario_names_a_file_of_its_own_law(tmp_path: Path) -> None:
    text = 'parameter,from,value,source\nlight_touch_threshold,2025-02-24,"£700,000",a new SI\n'
    scenario = load(write(tmp_path, LAW, law=text))
    row = find_law(scenario).get_row("light_touch_threshold")
    assert row is not None
    assert (row.parsed_value, row.source) == (70_000_000, "a new SI")


def test_what_is_wrong_with_it_is_told_at_once(tmp_path: Path) -> None:
    text = (
        "parameter,from,value\n"
        "light_touch,2024-01-01,1\n"
        "vat_rate,January,20%\n"
        "reserved_years,2024-01-01,five\n"
        "thresholds_with_vat,2024-01-01,maybe\n"
        "vat_rate,2024-01-01,20%\n"
        "vat_rate,2024-01-01,21%\n"
    )
    day = ("scenario.toml", "[term]", '[authority]\nnotice_date = "October"\n[term]')
    assert [each.replace("'", "") for each in faults(write(tmp_path, LAW, day, law=text))] == [
        "scenario.toml, authority.notice_date: October: write a day, for example 2025-02-24",
        "law.csv, row 2, column parameter: light_touch: did you mean light_touch_threshold?",
        "law.csv, row 3, column from: January: write a day, for example 2025-02-24",
        "law.csv, row 4, column value: five: write a whole number, for example 5",
        "law.csv, row 5, column value: maybe: write yes or no",
        "law.csv, row 7: a second vat_rate from 2024-01-01; keep one",
    ]
