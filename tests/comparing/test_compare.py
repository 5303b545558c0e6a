"""What `compare` says of designs side by side."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lotdesign as ld
from lotdesign.comparing.compare import compare_results
from lotdesign.comparing.inputs import NamedResult, check_comparable, describe_mismatches
from lotdesign.faults import InputFaults
from lotdesign.measures.conditions import parse_conditions
from lotdesign.measures.registry import MEASURES
from lotdesign.result.figures import read_figure
from tests.comparing.drawn import TINY, designs, judged


@settings(deadline=None)
@given(st.lists(designs("x"), min_size=1, max_size=4))
def test_the_best_are_those_that_nothing_is_better_than(drawn: list[NamedResult]) -> None:
    for row in compare_results(drawn).measures:
        sign = MEASURES[row.measure].sign
        exact = [sign * read_figure(value) for value in row.values if value is not None]
        assert {i for i, value in enumerate(exact) if value == min(exact)} == set(row.best)
        for value, gain, verdict in zip(exact, row.differences, row.verdicts, strict=True):
            assert gain is not None
            assert value == exact[0] + sign * read_figure(gain)
            worse = {True: "worse", False: "better"}[value > exact[0]]
            assert verdict == (worse if value != exact[0] else "same")


@given(designs("x"), st.fractions(0, 1, max_denominator=40), st.sampled_from(["<", ">=", "="]))
def test_conditions_are_exact(one: NamedResult, share: Fraction, comparison: str) -> None:
    limit = Fraction(round(share * 100), 100)
    told = compare_results(
        [one], parse_conditions([f"accessible_share{comparison}{float(limit):.2f}"], "--require")
    )
    exact = read_figure(one.result.measures["accessible_share"] or 0)
    expected = {"<": exact < limit, ">=": exact >= limit, "=": exact == limit}[comparison]
    assert told.conditions[0].holds == (expected,)


def test_settings_that_differ_and_those_that_do_not() -> None:
    one = ld.evaluate(ld.load(TINY, ["market.small_needed=1", "access.lots=2"]), option="places")
    other = ld.evaluate(
        ld.load(TINY, ["access.lots = 1", "access.lots=2"], ["connected"]), option="places"
    )
    rows = compare_results([NamedResult("a", one.result), NamedResult("b", other.result)]).settings
    assert [(row.path, row.values) for row in rows] == [
        ("market.small_needed", ("1", None)),
        ("connected", (None, "off")),
    ]


def test_strangers_are_named() -> None:
    one = judged((0, 1, 2, 3, 0, 1))
    set_ = ld.evaluate(ld.load(TINY, ["market.small_needed=1"]), option="places").result
    other = one.model_copy(update={"scenario": one.scenario.model_copy(update={"sha256": "0"})})
    given = [
        NamedResult("a", one),
        NamedResult("b", set_),
        NamedResult("c", other),
        NamedResult("d", one),
    ]
    assert list(describe_mismatches(given)) == [
        "'b' was asked with other settings than 'a'.",
        "'c' is not of the same files as 'a'.",
    ]


def test_a_frame_has_a_row_a_design() -> None:
    scenario = ld.load(TINY)
    runs = [ld.evaluate(scenario, option=name) for name in ("places", "services")]
    frame = ld.compare(runs, ["places", "services"])
    assert frame["name"].to_list() == ["places", "services"]
    cost = [run.measures["whole_life_cost"] for run in runs]
    assert frame["whole_life_cost"].to_list() == cost
    assert frame["whole_life_cost:difference"].to_list() == [0, int(cost[1]) - int(cost[0])]
    assert frame["broken"].to_list() == [[], ["access"]]
    assert frame["contents"][0] == (
        "centre-east+youth-east | centre-west+youth-west | centre-hill+youth-hill"
    )
    assert ld.diff(runs[0], runs[0]).empty
    assert ld.diff(*runs).moved["unit"].to_list()


def test_what_is_no_figure_is_refused() -> None:
    one = judged((0, 1, 2, 3, 0, 1))
    wrong = one.model_copy(update={"measures": {"lots": "many", "travel": 10**40}})
    twice = wrong.model_copy(update={"lots": (one.lots[0], one.lots[0])})
    with pytest.raises(InputFaults) as raised:
        check_comparable("x", twice)
    assert len(raised.value.faults) == 2 + len(one.lots[0].units)
    with pytest.raises(ValueError, match="give a result"):
        ld.compare([])
