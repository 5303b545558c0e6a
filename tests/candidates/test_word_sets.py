"""Geography of many lots by machine words is that of one lot after the other."""

import numpy as np
import pytest

from solver.candidates import geography, word_sets
from solver.candidates.lots import LotArray, pack_lots
from tests.candidates.tables import every_lot, some_scenarios
from tests.solve.loading import DRAWABLE, drawn, loaded
from tests.strategies import scenarios


def test_words_say_what_single_lots_say(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = set()
    docs = drawn(scenarios(kinds=DRAWABLE, max_units=6), 30, start=4_000)
    for scenario in (*some_scenarios(), *map(loaded, docs)):
        lots = every_lot(scenario)[0].lots
        found = []
        for fewest in (0, len(lots) + 1):
            monkeypatch.setattr(word_sets, "FEWEST_LOTS", fewest)
            found.append(
                [
                    geography.compute_local_masks(scenario, lots),
                    geography.flag_connected(scenario, lots).tolist(),
                    geography.count_border_pairs(scenario, lots).tolist(),
                ]
            )
        by_words, one_by_one = found
        assert by_words == one_by_one
        seen |= {*one_by_one[1]}
    assert seen == {True, False}


def test_the_last_unit_that_fits_is_a_bit_like_any_other() -> None:
    """62 units in a chain: neighbours connect, the ends do not, and a gap is seen."""
    units = word_sets.MOST_UNITS
    touching = [sum(1 << v for v in (u - 1, u + 1) if 0 <= v < units) for u in range(units)]
    groups = [range(units), (0, units - 1), (units - 2, units - 1), (*range(30), *range(31, units))]
    lots = pack_lots([tuple(group) for group in groups])
    words = word_sets.pack_words(lots, units)
    assert words.tolist() == [sum(1 << u for u in group) for group in groups]
    connected = word_sets.flag_connected_words(words, touching)
    assert connected.tolist() == [True, False, True, False]
    borders = word_sets.count_border_words(words, words, (1 << units) - 1, touching)
    assert borders.tolist() == [0, 2, 1, 2]


def test_more_units_than_bits_are_looked_at_one_by_one() -> None:
    many = np.arange(word_sets.FEWEST_LOTS)
    lots = LotArray(many % 2, np.arange(word_sets.FEWEST_LOTS + 1))
    assert word_sets.pays_by_words(lots, word_sets.MOST_UNITS)
    assert not word_sets.pays_by_words(lots, word_sets.MOST_UNITS + 1)
