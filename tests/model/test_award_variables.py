"""Rows of capacity against what overloads a provider, award by award."""

from itertools import product

import numpy as np

from lotdesign.market.certificate import compute_loads, find_overloads
from solver.candidates.table import tabulate_design
from solver.exact.canonical_tie_break import list_chosen_candidates
from solver.model.award_variables import AwardVariables, add_capacity_rows
from solver.model.linear_model import LinearModel
from tests.candidates.naive import alone
from tests.exact.models import SmallModel, dense
from tests.rules.office import PROVIDERS, UNITS, Row, design, office

LOTS = ("a b", "c", "y", "w")
LIMITS: tuple[Row, ...] = (
    {"max_lots": 2},
    {"max_lots": 1, "tupe_limit": "5.5"},
    {"capacity": 60_000},
    {"capacity": 70_000, "tupe_limit": 5, "max_lots": 3},
)


def test_just_the_awards_that_overload_nobody_keep_the_rows() -> None:
    """Value, lots and staff of providers alone and of a consortium's members."""
    staffed = [row | {"tupe_fte": 2.5} for row in UNITS]
    refused = 0
    for one, other in product(LIMITS, repeat=2):
        rows = [
            {**row, "services": "*", "localities": "*", "annual_turnover": ""} | limits
            for row, limits in zip(PROVIDERS, (one, other, {}), strict=True)
        ]
        both = {"id": "both", "members": ["big", "small"], "shares": ["75%", "25%"]}
        for joined in ([], [both]):
            scenario = office(units=staffed, providers=rows, consortium=joined)
            drawn = design(scenario, *LOTS)
            table = tabulate_design(scenario, drawn)
            offers = table.expand_by_winner(table.all_parties)
            model = LinearModel(len(offers))
            add_capacity_rows(model, AwardVariables(offers))
            small, lots = SmallModel((), model, dense([])), [lot.units for lot in drawn.lots]
            values = [alone(scenario, units).values[0] for units in lots]
            parties = [np.flatnonzero(able).tolist() for able in table.eligible_parties]
            for award in product(*parties):
                solution = np.zeros(len(offers), dtype=np.int64)
                wins = list(enumerate(award))
                numbers = offers.lot_numbers.tolist()
                assert offers.winners is not None
                pairs = zip(numbers, offers.winners.tolist(), strict=True)
                solution[[i for i, pair in enumerate(pairs) if pair in wins]] = 1
                assert len(list_chosen_candidates(offers, solution)) == len(lots)
                loads = compute_loads(scenario, lots, values, award)
                fits = next(find_overloads(scenario, loads), None) is None
                assert small.allows(solution) == fits
                refused += not fits
    assert refused
