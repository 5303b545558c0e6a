"""What measures declare of themselves."""

from lotdesign.measures.registry import MEASURES

MORE = {"accessible_share", "accessible_lots", "fewest_small_bidders", "fewest_bidders"}
"""Section 6 of the problem statement: more of these is better, less of all others."""


def test_four_measures_are_better_when_they_are_more() -> None:
    """The sign is what the solver minimises by."""
    assert {name for name, each in MEASURES.items() if each.better == "more"} == MORE
    assert {name for name, each in MEASURES.items() if each.sign == -1} == MORE


def test_measures_of_the_market_are_those_of_bidders_and_winners() -> None:
    """They need a table of providers, one of them a certificate."""
    reading = {name for name, each in MEASURES.items() if each.reads_market}
    assert reading == MORE | {"largest_provider_share"}
    certified = {name for name, each in MEASURES.items() if each.needs_certificate}
    assert certified == {"largest_provider_share"}
