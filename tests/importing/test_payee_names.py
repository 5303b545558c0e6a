"""Names that may be one organisation are put side by side; others are not."""

import pytest

from lotdesign.importing.payee_names import find_near_names, fold_payee, list_name_words

NEAR = [
    ("North Halifax Partnership", "North Halifax Partnership Ltd"),
    ("Methodist Homes", "Methodist Homes (MHA)"),
    ("Stockdales Of Sale, Altrincham & District Ltd", "Stockdales"),
    ("Cedars Rest Home Limited(The)", "The Cedars Rest Home"),
    ("Kingsley Care Homes Limited", "Kingsly Care Homes Ltd"),
    ("O'Neill Care", "ONeill Care Ltd"),
    ("Maria Mallaband 16 Limited", "Maria Mallaband 17 Limited"),
    ("Bright Futures", "Bright Futures t/a Sunny Days Nursery"),
]
APART = [
    ("Fairfield Residential Limited", "Fairfield Care Ltd"),
    ("Sale Nursery", "Stretford Nursery"),
    ("Ann Ltd", "Ann Smith Homes Ltd"),
    ("Same Name", "same  NAME"),  # one already: only case and blanks differ
]


@pytest.mark.parametrize(("one", "other"), NEAR)
def test_near_names_are_asked_about_either_way_round(one: str, other: str) -> None:
    assert list(find_near_names([one], [other])) == [(one, other)]
    assert list(find_near_names([other], [one])) == [(other, one)]


@pytest.mark.parametrize(("one", "other"), APART)
def test_other_names_are_not(one: str, other: str) -> None:
    assert list(find_near_names([one], [other])) == []


def test_case_and_blanks_make_no_other_name() -> None:
    assert fold_payee("Same  NAME ") == fold_payee("same name")


def test_words_are_without_legal_forms_unless_nothing_else_is_left() -> None:
    assert list_name_words("The Care Company Ltd") == ("care",)
    assert list_name_words("The Company") == ("the", "company")
