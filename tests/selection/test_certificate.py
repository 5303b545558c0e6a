"""Certificates: plain search, an engine, and listing every award agree."""

from fractions import Fraction
from itertools import product

import pytest

from lotdesign.design import Award, Design, design_of
from lotdesign.ledger import Ledger
from lotdesign.market.certificate import loads, overloads
from lotdesign.scenario.scenario import Scenario
from solver.engines.cp_sat import CpSat
from solver.selection import handout
from solver.selection.certificate import certificate, placed
from tests.brute.partitions import partitions
from tests.rules.office import PROVIDERS, UNITS, design, office
from tests.solve.loading import drawn, loaded
from tests.strategies import scenarios


def by_listing(scenario: Scenario, design: Design) -> Award | None:
    """The least largest load, then the smallest award in dictionary order, of all that hold."""
    ledger = Ledger(scenario, design)
    lots = [lot.units for lot in design.lots]
    values = [account.value for account in ledger.accounts]
    rules = [rule for rule in scenario.active_rules if rule.needs_certificate]
    best: tuple[Fraction, Award] | None = None
    for award in product(*ledger.eligible):
        taken = loads(scenario, lots, values, award)
        if next(overloads(scenario, taken), None) is not None:
            continue
        if all(rule.judge(ledger.awarded(award)).met for rule in rules):
            found = (max(load.value for load in taken.values()), award)
            best = found if best is None else min(best, found)
    return None if best is None else best[1]


@pytest.mark.parametrize("start", range(2))
@pytest.mark.parametrize("tries", [0, 2, handout.TRIES])
def test_certificates_are_the_first_of_the_least_largest_share(start: int, tries: int) -> None:
    """With plain search, cut off early, and left to the engine altogether."""
    engine, seen = CpSat(), set()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(handout, "TRIES", tries)
        for doc in drawn(scenarios(kinds=("award",), max_units=4, with_providers=True), 8, start):
            scenario = loaded(doc)
            for labels in partitions(len(scenario.units)):
                groups = [[u for u, k in enumerate(labels) if k == lot] for lot in set(labels)]
                drawn_up = design_of(groups)
                expected = by_listing(scenario, drawn_up)
                assert certificate(scenario, drawn_up, engine) == expected
                assert placed(scenario, drawn_up, engine).exists() == (expected is not None)
                seen.add(expected is None)
    assert seen == {True, False}


def test_plain_search_hands_lots_to_copies_in_turn() -> None:
    """Each of three copies may hold one lot, so the first takes the first, and so on."""
    rows = [PROVIDERS[0] | {"count": 3, "max_lots": 1}]
    scenario = office(units=UNITS, providers=rows)
    lots = placed(scenario, design(scenario, "a b c", "y", "w"), CpSat())
    assert lots.first() == (0, 1, 2)
