"""How many designs there are, and when there are too many."""

from dataclasses import replace

import numpy as np
import pytest

from solver.enumeration import all_designs
from solver.enumeration import exact_cover as cover
from solver.enumeration.atlas import Atlas
from solver.enumeration.exact_cover import EnumerationRefused
from solver.enumeration.frame import build_atlas_frame
from tests.atlas.towns import PROVIDERS, rule, scenario

BELL = (1, 2, 5, 15, 52, 203, 877, 4140, 21147)


@pytest.mark.parametrize("units", range(1, 10))
def test_free_units_have_a_bell_number_of_designs(units: int) -> None:
    """Each once, all of them partitions."""
    atlas = Atlas.of(scenario(units))
    assert len(atlas) == BELL[units - 1]
    drawn = {atlas.answer().design(i).labels for i in range(len(atlas))}
    assert len(drawn) == len(atlas)
    assert sorted(drawn) == [atlas.answer().design(i).labels for i in range(len(atlas))]


def test_services_apart_multiply() -> None:
    """Nine centres and three strands, as in Central Bedfordshire: 21,147 times 5."""
    apart = scenario(12, rule("mix", allowed=[]))
    strands = tuple(replace(unit, service="youth") for unit in apart.units[9:])
    divided = replace(apart, units=(*apart.units[:9], *strands))
    assert len(Atlas.of(divided)) == 105_735


def test_units_that_go_together_count_as_one() -> None:
    """Seventy units in three blocks: five designs."""
    blocks = [[f"u{i}" for i in range(70) if i % 3 == rest] for rest in range(3)]
    rules = [rule("together", units=block) | {"id": f"t{i}"} for i, block in enumerate(blocks)]
    assert len(Atlas.of(scenario(70, *rules))) == 5


def test_too_many_designs_are_counted_and_refused() -> None:
    with pytest.raises(EnumerationRefused, match="4,213,597 designs") as refused:
        Atlas.of(scenario(12))
    assert refused.value.count == 4_213_597
    with pytest.raises(EnumerationRefused, match="there are 203 designs, and 202 can be listed"):
        Atlas.of(scenario(6), most=202)
    assert len(Atlas.of(scenario(6), most=203)) == 203


def test_more_is_not_even_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (cover, all_designs):
        monkeypatch.setattr(module, "COUNT_CAP", 1000)
    with pytest.raises(EnumerationRefused, match="there are more than"):
        all_designs.enumerate_all_designs(scenario(8), most=900)
    lots = np.arange(255, 0, -1)  # every lot of eight units
    assert cover.build_cover_graph(lots, 8).count == 1000
    for effort in (cover.CoverEffort(most_steps=10), cover.CoverEffort(most_pairs=10)):
        with pytest.raises(EnumerationRefused, match="too many ways"):
            cover.build_cover_graph(lots, 8, effort)
    monkeypatch.setattr(all_designs, "MOST_LOTS_COVERED", 10)
    with pytest.raises(EnumerationRefused, match="more than 10 lots"):
        Atlas.of(scenario(8))


def test_more_units_than_bits() -> None:
    """Every unit alone, but too many of them for a bit set."""
    units = [f"u{i}" for i in range(63)]
    with pytest.raises(EnumerationRefused, match="more than 62 units"):
        Atlas.of(scenario(63, rule("apart", units=units)))
    assert len(Atlas.of(scenario(62, rule("apart", units=units[:62])))) == 1


def test_rules_that_contradict_leave_nothing() -> None:
    """An atlas without designs still answers."""
    pair = ["u0", "u1"]
    rules = (rule("together", units=pair), rule("apart", units=pair), rule("lot_count", max=2))
    answer = Atlas.of(scenario(3, *rules, providers=PROVIDERS)).answer().settle()
    assert (len(answer.measured), answer.count, answer.best) == (0, 0, None)
    assert dict(answer.ladder) == {}
    assert build_atlas_frame(answer).height == 0


def test_prices_are_refused() -> None:
    priced = [PROVIDERS[0] | {"price": 98}, *PROVIDERS[1:]]
    with pytest.raises(EnumerationRefused, match="prices"):
        Atlas.of(scenario(3, providers=priced))
