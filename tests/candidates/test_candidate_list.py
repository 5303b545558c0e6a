"""Candidates with winners, with routes and with consortia: what each column says of them."""

import numpy as np
import pytest

from lotdesign.money.lot_cost import compute_lot_account
from lotdesign.scenario.scenario import Scenario
from solver.candidates.candidate_list import NO_WINNER
from solver.candidates.table import CandidateTable, tabulate_design
from tests.candidates.naive import alone
from tests.candidates.tables import every_lot
from tests.rules.office import PROVIDERS, Row, design, office

ROUTES: Row = {"in_house": {"annual_management": 1000}}


@pytest.fixture
def priced() -> Scenario:
    """The office where Small is cheap and Tiny is dear."""
    prices = ("100", "90", "120")
    rows = [row | {"price": price} for row, price in zip(PROVIDERS, prices, strict=True)]
    return office(providers=rows)


def check_costs(scenario: Scenario, offers: CandidateTable) -> None:
    """Each candidate is paid its winner's price."""
    assert offers.winners is not None
    for i, winner in enumerate(offers.winners.tolist()):
        account = compute_lot_account(scenario, offers.lots[i], scenario.get_price(winner))
        assert tuple(offers.paid[i].tolist()) == account.paid
        assert tuple(offers.cost[i].tolist()) == account.cost


def test_a_winner_s_price_replaces_what_was_known_at_par(priced: Scenario) -> None:
    """Columns that were computed before the lots had winners are not those of any winner."""
    candidates, _ = every_lot(priced)
    before = candidates.paid, candidates.cost
    offers = candidates.expand_by_winner(candidates.all_parties)
    assert len(set(offers.winners.tolist())) == 3
    check_costs(priced, offers)
    again = offers.drop_winners()
    assert again.winners is None
    assert (again.paid == before[0]).all()
    assert (again.cost == before[1]).all()
    check_costs(priced, offers.expand_by_named_winner())


def test_lots_keep_their_numbers_and_their_parties_when_winners_are_named(priced: Scenario) -> None:
    """Candidates of one lot share its number and who else could win it, also once some are gone."""
    candidates, lots = every_lot(priced)
    offers = candidates.expand_by_winner(candidates.all_parties)
    some = offers.filter(offers.winners == 1)
    for table in (offers, some):
        for i, number in enumerate(table.lot_numbers.tolist()):
            assert table.lots[i] == lots[number]
            able = np.flatnonzero(table.eligible_parties[i]).tolist()
            assert able == list(alone(priced, lots[number]).eligible_parties[0])


def test_parties_that_are_left_out_can_be_awarded_nothing(priced: Scenario) -> None:
    """Whoever is not marked for a lot does not win it."""
    candidates, lots = every_lot(priced)
    allowed = np.ones((len(lots), 3), dtype=np.bool_)
    allowed[:, 0] = False
    limited = candidates.restrict_parties(allowed)
    assert (limited.eligible_parties == candidates.eligible_parties & allowed).all()
    offers = limited.expand_by_winner(candidates.all_parties)
    assert set(offers.winners.tolist()) == {1, 2}


def test_nobody_bids_for_a_lot_that_the_council_runs() -> None:
    """It has one candidate, without a winner, whoever could do the work."""
    scenario = office(routes=ROUTES)
    drawn = design(scenario, "a", "b c y/in_house", "w")
    candidates = tabulate_design(scenario, drawn)
    assert candidates.is_external.tolist() == [True, False, True]
    assert candidates.eligible_parties.any(axis=1).tolist() == [True, False, True]
    assert candidates.bidder_count.tolist() == [3, 0, 1]
    offers = candidates.expand_by_winner(candidates.all_parties)
    assert offers.winners.tolist() == [0, 1, 2, NO_WINNER, 0]


def test_consortia_win_lots_and_are_no_bidders() -> None:
    """Two providers and their consortium can do the work of a, which has two bidders."""
    both: Row = {"id": "both", "members": ["small", "tiny"], "shares": ["50%", "50%"]}
    scenario = office(consortium=[both])
    candidates = tabulate_design(scenario, design(scenario, "a", "b c y", "w"))
    assert candidates.eligible_parties[0].tolist() == [True] * 4
    assert candidates.bidder_count[0] == 3
    assert candidates.small_bidder_count[0] == 2
    assert candidates.eligible_providers.shape == (3, 3)
