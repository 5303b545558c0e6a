"""Every number of a paper comes from a field of an answer; a changed penny is noticed."""

import re

import pytest

from tests.papers.gathered import EXAMPLES, gather, write_exempt, write_public
from tests.papers.trace import (
    add_penny,
    dump_sources,
    list_faults,
    list_money_fields,
    read_pieces,
)

SMALL = "tiny"


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_number_is_followed_back_and_no_provider_is_named(example: str) -> None:
    """Public and exempt, and in public neither a provider's name nor its id stands anywhere.

    Names that are public all the same are left out: a council's own option may name a provider.
    """
    papers, public, exempt = gather(example), write_public(example), write_exempt(example)
    data = dump_sources(papers.sources)
    assert list_faults(public, data) == []
    assert list_faults(exempt, data) == []
    assert sum(each.kind == "figure" for each in read_pieces(public)) > 20
    scenario = papers.sources.scenario
    known = " ".join(
        each.name or ""
        for table in (scenario.units, scenario.localities, scenario.options)
        for each in table
    ).lower()
    text = " ".join(each.text for each in read_pieces(public)).lower()
    for party in scenario.parties:
        name = (party.name or party.id).lower()
        if len(name) > 3 and name not in known:
            assert name not in text
            assert name in " ".join(each.text for each in read_pieces(exempt)).lower() or (
                not papers.sources.result.lots
            )


@pytest.mark.parametrize("example", [SMALL, "bath", "gloucestershire"])
def test_a_penny_more_in_any_field_is_noticed(example: str) -> None:
    page, data = write_public(example), dump_sources(gather(example).sources)
    fields = list_money_fields(page, data)
    assert len(fields) > 20
    for field in sorted(fields):
        assert list_faults(page, add_penny(data, field)), field


def test_each_lot_s_and_each_year_s_two_figures_are_among_them() -> None:
    """Sums over years and lots name many fields at once; a penny in one of these is noticed too."""
    page, data = write_public(SMALL), dump_sources(gather(SMALL).sources)
    for path in (
        *(f"result.lots.{lot}.paid_pence.{year}" for lot in (0, 1) for year in (0, 1)),
        *(f"result.lots.{lot}.whole_life_pence" for lot in (0, 1)),
        *(f"result.totals.cost_pence.{year}" for year in (0, 1)),
        *(f"result.totals.paid_pence.{year}" for year in (0, 1)),
        *(f"result.totals.envelope_pence.{year}" for year in (0, 1)),
    ):
        assert list_faults(page, add_penny(data, path)), path


def test_a_changed_digit_of_the_paper_is_noticed() -> None:
    page, data = write_public(SMALL), dump_sources(gather(SMALL).sources)
    shown = re.findall(r">(£[0-9,.]+m?)</data>", page)
    assert len(set(shown)) > 20
    for amount in set(shown):
        wrong = amount[:-1] + ("8" if amount[-1] != "8" else "7")
        assert list_faults(page.replace(f">{amount}</data>", f">{wrong}</data>"), data), amount


def test_a_number_without_a_field_is_noticed() -> None:
    page, data = write_public(SMALL), dump_sources(gather(SMALL).sources)
    assert list_faults(page.replace("The answer in short", "The answer in 3 words"), data)
    assert list_faults(page.replace("Option 1", "Option one"), data)
    assert list_faults(page.replace("Today&#x27;s contracts", "Tomorrow&#x27;s contracts"), data)
