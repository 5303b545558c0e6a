"""Money, shares and years as a report writes them."""

from pathlib import Path

import pytest

from lotdesign.report.amounts import (
    format_figure,
    format_gap,
    format_millions,
    format_ordinal,
    format_whole_pounds,
    format_with_unit,
    name_contract_year,
)
from tests.report.factory import town


def test_money_in_tables_is_to_the_nearest_pound() -> None:
    assert format_whole_pounds(1_520_000_49) == "£1,520,000"
    assert format_whole_pounds(-50) == "-£1"


def test_money_in_sentences_is_in_millions() -> None:
    assert format_millions(15_074_000_00) == "£15.07m"
    assert format_millions(999_999_00) == "£999,999"
    assert format_millions(-2_500_000_00) == "-£2.50m"


def test_a_gap_is_never_understated() -> None:
    assert format_gap("0.003208") == "0.33%"
    assert format_gap("0.000001") == "0.01%"


def test_figures_carry_their_unit() -> None:
    assert format_figure(21318, "metres") == "21.3 km"
    assert format_figure("0.6", "share") == "60%"
    assert format_figure(None, "pence") == "–"
    assert format_with_unit(1, "lots") == "1 lot"
    assert format_with_unit(2, "services") == "2 services"
    assert format_with_unit("0.05", "share") == "5 percentage points"
    assert format_with_unit(1_00, "pence") == "£1"


@pytest.mark.parametrize(("place", "said"), [(1, "1st"), (2, "2nd"), (11, "11th"), (23, "23rd")])
def test_ordinals(place: int, said: str) -> None:
    assert format_ordinal(place) == said


@pytest.mark.parametrize(
    ("first", "third"),
    [("2019-20", "Year 3 (2021-22)"), ("1999/2000", "Year 3 (2001/2002)"), ("soon", "Year 3")],
)
def test_contract_years_stand_in_for_financial_years(
    tmp_path: Path, first: str, third: str
) -> None:
    authority = f'schema = 1\n[authority]\nfirst_year = "{first}"'
    scenario = town(tmp_path, ("scenario.toml", "schema = 1", authority))
    assert name_contract_year(scenario, 3) == third
