"""Certificates: depth-first search, an engine, and listing every award agree."""

from fractions import Fraction
from itertools import product

import pytest

from lotdesign.design import Award, Design, build_external_design
from lotdesign.evaluation import Evaluation
from lotdesign.market.certificate import compute_loads, find_overloads
from lotdesign.scenario.scenario import Scenario
from solver.awards import depth_first_search
from solver.awards.certificates import find_certificate
from solver.awards.subproblem import build_subproblem, iterate_withdrawals
from solver.backends.cp_sat import CpSatEngine
from tests.brute.partitions import partitions
from tests.rules.office import PROVIDERS, UNITS, design, office, rule
from tests.solve.loading import drawn, loaded
from tests.strategies import scenarios


def by_listing(scenario: Scenario, design: Design) -> Award | None:
    """The least largest load, then the smallest award in dictionary order, of all that hold."""
    evaluation = Evaluation(scenario, design)
    lots = [lot.units for lot in design.lots]
    values = [account.value for account in evaluation.lot_accounts]
    rules = [rule for rule in scenario.active_rules if rule.needs_certificate]
    best: tuple[Fraction, Award] | None = None
    for award in product(*evaluation.eligible_providers):
        taken = compute_loads(scenario, lots, values, award)
        if next(find_overloads(scenario, taken), None) is not None:
            continue
        if all(rule.judge(evaluation.with_award(award)).met for rule in rules):
            found = (max(load.value for load in taken.values()), award)
            best = found if best is None else min(best, found)
    return None if best is None else best[1]


@pytest.mark.parametrize("start", range(2))
@pytest.mark.parametrize("tries", [0, 2, depth_first_search.MOST_AWARD_SEARCH_STEPS])
def test_certificates_are_the_first_of_the_least_largest_share(start: int, tries: int) -> None:
    """By depth-first search, with that cut off early, and by the engine alone."""
    engine, seen = CpSatEngine(), set()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(depth_first_search, "MOST_AWARD_SEARCH_STEPS", tries)
        for doc in drawn(
            scenarios(kinds=("award",), max_units=4, with_providers=True, areas=start % 2 == 1),
            8,
            start,
        ):
            scenario = loaded(doc)
            for labels in partitions(len(scenario.units)):
                groups = [[u for u, k in enumerate(labels) if k == lot] for lot in set(labels)]
                drawn_up = build_external_design(groups)
                expected = by_listing(scenario, drawn_up)
                assert find_certificate(scenario, drawn_up, engine) == expected
                assert build_subproblem(scenario, drawn_up, engine).has_award() == (
                    expected is not None
                )
                seen.add(expected is None)
    assert seen == {True, False}


def test_depth_first_search_awards_lots_to_interchangeable_parties_in_turn() -> None:
    """Each of three copies may hold one lot, so the first takes the first, and so on."""
    rows = [PROVIDERS[0] | {"count": 3, "max_lots": 1}]
    scenario = office(units=UNITS, providers=rows)
    lots = build_subproblem(scenario, design(scenario, "a b c", "y", "w"), CpSatEngine())
    assert lots.find_first() == (0, 1, 2)


def test_an_award_keeps_a_rule_on_money_that_another_would_break() -> None:
    """Both can run the lot; the first in order is too dear for the envelope."""
    dear, cheap = PROVIDERS[0] | {"price": 100}, PROVIDERS[0] | {"id": "cheap", "price": 80}
    envelope = rule("envelope", annual=130_000)
    objectives = [{"measure": "lots"}]
    scenario = office(envelope, providers=[dear, cheap], objective=objectives)
    assert find_certificate(scenario, design(scenario, "a b c y w"), CpSatEngine()) == (1,)


def test_lots_without_a_provider_that_withdraws_go_to_the_others() -> None:
    """Small cannot run supervised contact, so without Big nobody can."""
    scenario = office(rule("withdrawal", providers="any"), units=UNITS, providers=PROVIDERS)
    lots = build_subproblem(scenario, design(scenario, "a b c", "y", "w"), CpSatEngine(), ())
    placed = {
        scenario.providers[gone].id: rest.has_award()
        for gone, rest in iterate_withdrawals(scenario, lots)
    }
    assert placed == {"big": False, "small": True, "tiny": True}
