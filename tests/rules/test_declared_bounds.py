"""What a rule declares of every design that keeps it, held against all designs of the office."""

from collections.abc import Iterator

import pytest

from lotdesign.design import build_external_design
from lotdesign.evaluation import Evaluation
from lotdesign.preflight.rules import find_impossible_rules
from lotdesign.rules.registry import RULE_KINDS
from lotdesign.scenario.rule import Rule
from lotdesign.scenario.scenario import Scenario
from tests.rules.office import Row, doc, loaded, rule
from tests.verify.broken import EXAMPLES

BANDS: list[Row] = [
    rule("lot_count", min=2, max=3),
    rule("lot_count", min=2, services=["centre"]),
    rule("lot_count", max=2, services=["centre", "youth", "contact"]),
    rule("lot_count", max=1, by="locality", area="ash"),
    rule("lot_size", min=2),
    rule("lot_size", max=2),
    rule("lot_value", min=50_000),
    rule("lot_value", min=50_000, services=["youth"]),
]


def partitions(units: int) -> Iterator[list[list[int]]]:
    """Every partition of the units 0, 1, ..."""
    if not units:
        yield []
        return
    for lots in partitions(units - 1):
        yield [*lots, [units - 1]]
        for i, lot in enumerate(lots):
            yield [*lots[:i], [*lot, units - 1], *lots[i + 1 :]]


def kept_designs(scenario: Scenario, tested: Rule) -> Iterator[Evaluation]:
    """The evaluations of all designs that keep the rule."""
    for lots in partitions(len(scenario.units)):
        evaluation = Evaluation(scenario, build_external_design(lots))
        if tested.judge(evaluation).met:
            yield evaluation


def check_bounds(scenario: Scenario) -> None:
    """Number of lots, and units and value of each, lie within what the rule declares."""
    (tested,) = scenario.rules
    fewest, most = tested.bound_lot_count(scenario)
    least_units, most_units = tested.bound_lot_units(scenario)
    for evaluation in kept_designs(scenario, tested):
        assert fewest <= len(evaluation.design.lots) <= most
        assert all(least_units <= len(lot.units) <= most_units for lot in evaluation.design.lots)
        assert min(evaluation.values) >= tested.bound_lot_value(scenario)


@pytest.mark.parametrize("kind", [kind for kind in EXAMPLES if RULE_KINDS[kind].scope != "award"])
def test_designs_that_keep_a_rule_lie_within_its_bounds(kind: str) -> None:
    """Also for kinds that declare none; tests/test_registries.py asks for missing examples."""
    check_bounds(loaded(doc(EXAMPLES[kind].tested, **EXAMPLES[kind].tables)))


@pytest.mark.parametrize("tested", BANDS, ids=str)
def test_designs_within_a_band_lie_within_its_bounds(tested: Row) -> None:
    """A band of some services alone bounds nothing but what all lots share."""
    check_bounds(loaded(doc(tested)))


@pytest.mark.parametrize("kind", ["envelope", "saving"])
def test_a_limited_amount_is_what_the_rule_judges(kind: str) -> None:
    """A design keeps the rule where its counted amount is within the limit in every year."""
    scenario = loaded(doc(EXAMPLES[kind].tested, **EXAMPLES[kind].tables))
    (tested,) = scenario.rules
    limits, counted = tested.compute_yearly_limits(scenario), tested.counted_amount
    assert limits is not None
    assert tested.selected_services is None, "the example counts whole lots"
    for lots in partitions(len(scenario.units)):
        evaluation = Evaluation(scenario, build_external_design(lots))
        amounts = [getattr(account, str(counted)) for account in evaluation.lot_accounts]
        within = all(sum(each) <= limit for *each, limit in zip(*amounts, limits, strict=True))
        assert within == tested.judge(evaluation).met


def test_rules_that_cannot_be_kept_for_one_reason_share_a_finding() -> None:
    """Two rules on the same sources of funding, neither of which any design keeps."""
    source: Row = {"id": "grant", "annual": 1, "services": ["*"], "localities": ["*"]}
    twice = [rule("funding") | {"id": "one"}, rule("funding") | {"id": "two"}]
    (finding,) = find_impossible_rules(loaded(doc(*twice, funding=[source])))
    assert finding.rules == ("one", "two")
