"""Faults in the search of few, large lots: bands, growth inside them, bounds, cuts and awards."""

from tests.mutations.mutation import mutations

BANDS = "tests/lot_bands/test_bands.py"
RECOMBINATION = "tests/lot_bands/test_recombination.py"
RELAXATION = "tests/lot_bands/test_relaxation_bound.py"
AWARDS = "tests/lot_bands/test_award_bounds.py"
PLACE = "tests/lot_bands/test_place_bounds.py"

TABLE = [
    *mutations(
        "solver/lot_bands/bands.py",
        BANDS,
        ("total - (count - 1) * most)", "total - count * most)"),
        ("total - (count - 1) * least)", "total - count * least)"),
        ("band[1] = min(band[1], ceiling.limit)", "band[1] = max(band[1], ceiling.limit)"),
        ("bound_most_lots(scenario) + 1", "bound_most_lots(scenario)"),
    ),
    *mutations(
        "solver/lot_bands/band_growth.py",
        BANDS,
        ("kept &= states.sums[row] <= most", "kept &= states.sums[row] < most"),
        ("(fewest < self.graph.count)", "(fewest < self.graph.count - 1)"),
        ("states.frontier & ~bit, states.closed | bit", "states.frontier & ~bit, states.closed"),
    ),
    *mutations(
        "solver/lot_bands/convolution.py",
        BANDS,
        ("before + cheapest[place], out=span", "before, out=span"),
    ),
    *mutations(
        "solver/lot_bands/value_bound.py",
        BANDS,
        ("lowest = min(scenario.prices", "lowest = max(scenario.prices"),
    ),
    *mutations(
        "solver/lot_bands/market_bound.py",
        BANDS,
        ("if at_high > at_low:", "if at_high < at_low:"),
    ),
    *mutations(
        "solver/lot_bands/lot_cells.py",
        RELAXATION,
        (
            "rate = _find_highest_rates(relaxation.curve, low, top)",
            "rate = np.interp(low, *relaxation.curve)",
        ),
    ),
    *mutations(
        "solver/lot_bands/relaxation_bound.py",
        RELAXATION,
        ("return value - self.relaxation.rounding - error", "return value"),
    ),
    *mutations(
        "solver/lot_bands/award_bounds.py",
        AWARDS,
        ("room = (capacity - low - more * intervals.least) // width", "room = capacity // width"),
        ("np.minimum(found, needed + 1)", "np.minimum(found, needed + 1) + 10**6"),
        ("(count + 1) * (width - 1) - rest", "0 - rest"),
    ),
    *mutations(
        "solver/lot_bands/median_bound.py",
        PLACE,
        ("return value - MARGIN * float(amounts), 1.0 - held", "return value * 2, 1.0 - held"),
        ("before = first[:, None] + np.cumsum", "before = np.cumsum"),
        ("[: self.count]\n        value", "[:1]\n        value"),
    ),
    *mutations(
        "solver/lot_bands/eigenvalue_bound.py",
        PLACE,
        ("- float(added.sum())", ""),
        ("return bound / 2, ", "return bound, "),
    ),
    *mutations(
        "solver/lot_bands/place_bounds.py",
        PLACE,
        ("search.raise_bound(bands.count, each.bound, *each.proofs)", "pass"),
    ),
    *mutations(
        "solver/lot_bands/winner_choice.py",
        RELAXATION,
        ("first = max(0, last - count + 1)", "first = max(0, last)"),
    ),
    *mutations(
        "solver/lot_bands/tree_cuts.py",
        BANDS,
        ("(sums >= lots * self._least) & (sums <= lots", "(sums <= lots"),
        ("below[up] |= below[place]", "below[up] |= below[up]"),
    ),
    *mutations(
        "solver/lot_bands/exchanges.py",
        RECOMBINATION,
        ("sums += weights.sum_weights(take)[y]", "sums += 0"),
        (
            "kept = self._flag_connected(lots[0]) & self._flag_connected(lots[1])",
            "kept = self._flag_connected(lots[0])",
        ),
    ),
    *mutations(
        "solver/lot_bands/award_costs.py",
        RECOMBINATION,
        ("worth <= capacity", "worth < capacity"),
        ("rest[place + 1] >= self.below", "rest[place] >= self.below"),
        ("spent + cost, rest)", "cost, rest)"),
    ),
]
