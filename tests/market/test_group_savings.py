"""What one contract for several lots would save, by hand, and who counts as small."""

import pytest

from lotdesign.bidding.lot_groups import WinnableGroup, list_winnable_groups
from tests.rules.office import Row, design, office, rule

MONEY: Row = {
    "contract_management": 100,
    "procurement": 30,
    "integration": [{"services": ["centre", "youth"], "annual": 500}],
    "scale": [{"value": 0, "saving": "0%"}, {"value": 100_000, "saving": "10%"}],
}
LOTS = ("a", "b c", "y", "w")


def find_group(lots: tuple[int, ...], *rules: Row, **tables: object) -> WinnableGroup:
    """The group of these lots of the office."""
    scenario = office(*rules, **tables)
    groups = list_winnable_groups(scenario, design(scenario, *LOTS))
    return {group.lots: group for group in groups}[lots]


def test_what_is_saved_is_told_apart() -> None:
    """A and Y in Ash, £10,000 and £40,000 a year for two years.

    One contract less, £500 a year for joining, and 5% of £50,000 instead of 1% and 4% of the parts.
    """
    group = find_group((0, 2), money=MONEY)
    assert group.contracts == 30_00 + 2 * 100_00
    assert group.integration == 2 * 500_00
    assert group.scale == 2 * (2500_00 - 100_00 - 1600_00)
    assert group.total_saving == group.contracts + group.integration + group.scale
    assert find_group((0, 1), money=MONEY).integration == 0


def test_what_a_part_has_joined_is_saved_already() -> None:
    """A and Y are one lot: what B and C add to it joins nothing further."""
    scenario = office(money=MONEY)
    groups = list_winnable_groups(scenario, design(scenario, "a y", "b c", "w"))
    assert {group.lots: group.integration for group in groups}[0, 1] == 0


@pytest.mark.parametrize(("share", "broken"), [("40%", ()), ("39.99%", ("award",))])
def test_a_share_that_is_just_reached_is_kept(share: str, broken: tuple[str, ...]) -> None:
    """A and W are worth £60,000 of £150,000."""
    group = find_group((0, 3), rule("award", max_share=share))
    assert group.broken == broken


def test_consortia_are_no_small_providers() -> None:
    """Small and Tiny could do the work of A, alone and together."""
    both: Row = {"id": "both", "members": ["small", "tiny"], "shares": ["50%", "50%"]}
    group = find_group((0, 2), consortium=[both])
    assert (group.small_apart, group.small_as_one) == (1, 1)
    alone = find_group((0, 1), consortium=[both])
    assert alone.small_apart == 1


def test_lots_of_the_council_itself_are_in_no_group() -> None:
    """The other three are counted from 0."""
    scenario = office(routes={"in_house": {"annual_management": 1000}})
    groups = list_winnable_groups(scenario, design(scenario, "a/in_house", "b", "c", "y"))
    assert {i for group in groups for i in group.lots} == {0, 1, 2}
