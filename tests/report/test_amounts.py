"""Money, shares and years as a report writes them."""

from pathlib import Path

import pytest

from lotdesign.report.amounts import (
    amount,
    counted,
    gap_percent,
    millions,
    ordinal,
    pounds,
    year_name,
)
from tests.report.factory import town


def test_money_in_tables_is_to_the_nearest_pound() -> None:
    assert pounds(1_520_000_49) == "£1,520,000"
    assert pounds(-50) == "-£1"


def test_money_in_sentences_is_in_millions() -> None:
    assert millions(15_074_000_00) == "£15.07m"
    assert millions(999_999_00) == "£999,999"
    assert millions(-2_500_000_00) == "-£2.50m"


def test_a_gap_is_never_understated() -> None:
    assert gap_percent("0.003208") == "0.33%"
    assert gap_percent("0.000001") == "0.01%"


def test_figures_carry_their_unit() -> None:
    assert amount(21318, "metres") == "21.3 km"
    assert amount("0.6", "share") == "60%"
    assert amount(None, "pence") == "–"
    assert counted(1, "lots") == "1 lot"
    assert counted("0.05", "share") == "5 percentage points"
    assert counted(1_00, "pence") == "£1"


@pytest.mark.parametrize(("place", "said"), [(1, "1st"), (2, "2nd"), (11, "11th"), (23, "23rd")])
def test_ordinals(place: int, said: str) -> None:
    assert ordinal(place) == said


@pytest.mark.parametrize(
    ("first", "third"),
    [("2019-20", "Year 3 (2021-22)"), ("1999/2000", "Year 3 (2001/2002)"), ("soon", "Year 3")],
)
def test_contract_years_stand_in_for_financial_years(
    tmp_path: Path, first: str, third: str
) -> None:
    authority = f'schema = 1\n[authority]\nfirst_year = "{first}"'
    scenario = town(tmp_path, ("scenario.toml", "schema = 1", authority))
    assert year_name(scenario, 3) == third
