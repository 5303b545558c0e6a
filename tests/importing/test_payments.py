"""Amounts and days as spending tables write them, and sums by payee and financial year."""

from datetime import date

import pytest

from lotdesign.importing.payments import (
    Payment,
    PaymentSum,
    name_financial_year,
    parse_financial_year,
    parse_payment_amount,
    parse_payment_day,
    share_equally,
    sum_payments,
)


@pytest.mark.parametrize(
    ("text", "pence"),
    [
        ("1234.5", 123_450),
        ("£1,234.50", 123_450),
        ("(1,234.50)", -123_450),
        ("-£20", -2_000),
        ("£-20", -2_000),
        ("20.00-", -2_000),
        ("1 234", 123_400),
        ("0.005", 1),
        ("664.17", 66_417),
    ],
)
def test_an_amount_is_exact_pence(text: str, pence: int) -> None:
    assert parse_payment_amount(text) == pence


@pytest.mark.parametrize("text", ["", "n/a", "1.2.3", "12,34", "£1.2m", "1e5"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="write an amount"):
        parse_payment_amount(text)


@pytest.mark.parametrize(
    "text",
    ["2025-04-03", "03/04/2025", "03/04/25", "03-Apr-25", "3 April 2025", "2025-04-03T00:00:00"],
)
def test_a_day_is_read_as_in_britain(text: str) -> None:
    assert parse_payment_day(text) == date(2025, 4, 3)


def test_a_day_that_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="write a day"):
        parse_payment_day("04/31/2025")


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2025, 3, 31), "2024-25"), (date(2025, 4, 1), "2025-26"), (date(1999, 12, 1), "1999-00")],
)
def test_a_financial_year_begins_in_april(day: date, year: str) -> None:
    assert name_financial_year(day) == year
    assert parse_financial_year(year.replace("-", "/")) == year


@pytest.mark.parametrize("text", ["2025", "2025-27", "25-26"])
def test_what_is_no_financial_year_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="financial year"):
        parse_financial_year(text)


def test_payments_are_summed_by_payee_and_year_credits_taken_off() -> None:
    paid = [
        Payment("Moor trust", 1_000, date(2025, 4, 1)),
        Payment("Moor trust", -400, date(2026, 3, 31)),
        Payment("Moor trust", 50, date(2026, 4, 1)),
        Payment("Quay trust", 7, date(2025, 12, 1)),
    ]
    assert sum_payments(paid) == {
        "2025-26": {
            "Moor trust": PaymentSum(600, 2, date(2025, 4, 1), date(2026, 3, 31)),
            "Quay trust": PaymentSum(7, 1, date(2025, 12, 1), date(2025, 12, 1)),
        },
        "2026-27": {"Moor trust": PaymentSum(50, 1, date(2026, 4, 1), date(2026, 4, 1))},
    }


def test_an_amount_is_shared_to_the_penny() -> None:
    assert share_equally(1_000, 3) == [334, 333, 333]
    assert sum(share_equally(-1_000, 3)) == -1_000
