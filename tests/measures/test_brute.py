"""Every measure of every design of drawn scenarios, against the brute force."""

from fractions import Fraction

from hypothesis import HealthCheck, given, settings

from lotdesign.measures.registry import MEASURES
from tests.assessed import ledger_of
from tests.brute import designs
from tests.rules.office import Row, loaded
from tests.strategies import scenarios


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(scenarios(max_units=5, kinds=("award",), routes=None))
def test_measures_agree_with_the_brute_force(doc: Row) -> None:
    """Each figure of each design is the same, exactly."""
    scenario = loaded(doc)
    for assessed in designs(doc):
        evaluation = ledger_of(scenario, assessed)
        found = {name: MEASURES[name].evaluate(evaluation) for name in assessed.measures}
        assert found == {name: Fraction(value) for name, value in assessed.measures.items()}


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(scenarios(max_units=4, kinds=(), routes=None))
def test_lots_agree_with_the_brute_force(doc: Row) -> None:
    """Gross, paid, cost, market value and bidders of each lot of each design."""
    scenario = loaded(doc)
    names = [provider.id for provider in scenario.providers or ()]
    for assessed in designs(doc):
        evaluation = ledger_of(scenario, assessed)
        for at, figures in enumerate(assessed.figures):
            account = evaluation.lot_accounts[at]
            assert (account.gross, account.paid) == (figures.gross, figures.paid)
            assert (account.cost, account.value) == (figures.cost, figures.market_value)
            assert [names[p] for p in evaluation.eligible_providers[at]] == figures.eligible
            assert [names[p] for p in evaluation.small_providers[at]] == figures.eligible_small
