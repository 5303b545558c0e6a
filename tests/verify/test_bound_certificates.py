"""Bound certificates: true ones are accepted, and whatever is changed in one is refused."""

import json
from typing import Any

import pytest

from lotdesign.app.bench.few import FewPlan, write_few_county
from lotdesign.faults import EngineContradiction
from lotdesign.input.load import load
from lotdesign.result.bound_certificate import BoundNode
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario
from lotdesign.verify import node_lots
from lotdesign.verify.lot_listing import list_possible_lots
from lotdesign.verify.verify import verify_result
from solver.bound_certificates import certify as making
from tests.cli.run import ROOT
from tests.rules.office import doc, loaded, rule
from tests.verify.certified import certified, example, list_duals, refusals
from tests.verify.changes import changed
from tests.verify.results import honest

EXAMPLES = ("tiny", "central-bedfordshire", "surrey")


@pytest.fixture(params=EXAMPLES)
def proved(request: pytest.FixtureRequest) -> tuple[Scenario, Result]:
    """An example with its certificate."""
    return example(request.param)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> tuple[Scenario, Result]:
    """20 units in 3 lots, listed inside their band, with its certificate."""
    folder = tmp_path_factory.mktemp("few") / "county"
    scenario = load(write_few_county(FewPlan(20, 3), folder))
    return scenario, certified(scenario)


def test_every_aim_of_the_examples_has_one(proved: tuple[Scenario, Result]) -> None:
    scenario, result = proved
    assert result.bound_certificate is not None
    claims = [claim.measure for claim in result.bound_certificate.claims]
    assert claims == [aim.measure for aim in scenario.objectives]
    assert result.verification.ok
    assert verify_result(scenario, result) == result.verification


def test_the_page_shows_the_certificate_of_the_town() -> None:
    page = (ROOT / "docs" / "certificates.md").read_text(encoding="utf-8")
    shown = json.loads(page[page.index('{"claims"') :].partition("```")[0])
    _, result = example("tiny")
    assert result.bound_certificate is not None
    assert result.bound_certificate.model_dump(mode="json") == shown
    assert f"{len(result.bound_certificate.model_dump_json())} bytes" in page


def test_one_dual_raised_by_1_is_refused(proved: tuple[Scenario, Result]) -> None:
    scenario, result = proved
    tried = 0
    for way, duals in list_duals(result):
        ways = [(*way, "units", unit) for unit in range(len(scenario.units))]
        ways += [(*way, "limits", name) for name in duals.limits]
        for place in (*ways, (*way, "lots")):
            old = duals.lots if place[-1] == "lots" else _find(result, place)
            assert refusals(scenario, changed(result, place, old + 1)), place
            tried += 1
    assert tried > len(scenario.units)


def _find(result: Result, way: tuple[str | int, ...]) -> int:
    value: Any = result.model_dump(mode="json", by_alias=True)
    for step in way:
        value = value[step]
    assert isinstance(value, int)
    return value


def test_a_dual_raised_with_its_slack_is_refused_by_a_lot(proved: tuple[Scenario, Result]) -> None:
    """Every dual is as high as it can be: some lot has no reduced cost left."""
    scenario, result = proved
    way, duals = next(list_duals(result))
    for unit, dual in enumerate(duals.units):
        forged = changed(result, (*way, "units", unit), dual + 1)
        faults = refusals(scenario, changed(forged, (*way, "slack"), duals.slack - 1))
        assert "below 0" in faults[0]


@pytest.mark.parametrize("name", ["central-bedfordshire", "few"])
def test_one_candidate_hidden_is_refused(name: str, few: tuple[Scenario, Result]) -> None:
    scenario, result = few if name == "few" else example(name)
    listed = [(way, duals) for way, duals in list_duals(result) if duals.candidates]
    assert listed
    for way, duals in listed:
        for hidden in range(0, len(duals.candidates), max(1, len(duals.candidates) // 5)):
            kept = [*duals.candidates[:hidden], *duals.candidates[hidden + 1 :]]
            faults = refusals(scenario, changed(result, (*way, "candidates"), kept))
            assert "within the slack are not those" in faults[0]
        twice = [*duals.candidates, duals.candidates[0]]
        assert refusals(scenario, changed(result, (*way, "candidates"), twice))


def test_a_node_left_out_is_refused(proved: tuple[Scenario, Result]) -> None:
    scenario, result = proved
    assert result.bound_certificate is not None
    for c, claim in enumerate(result.bound_certificate.claims):
        way = ("bound_certificate", "claims", c, "numbers")
        rows = claim.model_dump(mode="json")["numbers"]
        for n, row in enumerate(rows):
            assert refusals(scenario, changed(result, way, rows[:n] + rows[n + 1 :]))
            if "node" in row:
                bare = {key: value for key, value in row.items() if key != "node"}
                assert refusals(scenario, changed(result, (*way, n), bare))
                assert refusals(scenario, changed(result, (*way, n, "closed_by"), "arithmetic"))


def test_few_lots_inside_their_band(few: tuple[Scenario, Result]) -> None:
    scenario, result = few
    assert result.verification.ok
    assert result.candidates == 0  # the solver has no list, the checker makes one
    assert refusals(scenario, result) == []
    for way, duals in list_duals(result):
        assert refusals(scenario, changed(result, (*way, "units", 3), duals.units[3] + 1))
        assert refusals(scenario, changed(result, (*way, "designs"), duals.designs + 1))


def test_branches_are_checked(
    few: tuple[Scenario, Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where few lots may be within the slack, nodes are branched; none of them may be missing."""
    scenario, result = few
    monkeypatch.setattr(making, "MOST_WITHIN", 600)
    certificate = making.certify_bounds(scenario, result)
    assert certificate is not None
    branched = result.model_copy(update={"bound_certificate": certificate})
    assert refusals(scenario, branched) == []
    claim = certificate.claims[0]
    n, numbers = next((n, each) for n, each in enumerate(claim.numbers) if each.node)
    node = numbers.node
    assert node is not None
    assert node.pair is not None
    way = ("bound_certificate", "claims", 0, "numbers", n, "node")
    for side in ("together", "apart"):
        assert refusals(scenario, changed(branched, (*way, side), None))
    swapped = BoundNode(pair=node.pair, together=node.apart, apart=node.together)
    assert refusals(scenario, changed(branched, way, swapped.model_dump(mode="json")))
    first = node.pair[0]
    assert refusals(scenario, changed(branched, (*way, "pair"), [first, first]))
    assert refusals(scenario, changed(branched, (*way, "pair"), [first, "nowhere"]))


def test_lots_that_the_maker_hides_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever lists single units alone proves that one lot a unit is best; the checker does not."""
    scenario = loaded(doc(money={"contract_management": 1000, "procurement": 500}))
    worse = honest(scenario, "a", "b", "c", "y", "w")
    with pytest.raises(EngineContradiction):
        making.certify_bounds(scenario, worse)
    listed = list_possible_lots

    def list_single(scenario: Scenario, lots: int | None) -> list[tuple[int, ...]]:
        return [units for units in listed(scenario, lots) if len(units) == 1]

    with monkeypatch.context() as patch:
        patch.setattr(node_lots, "list_possible_lots", list_single)
        certificate = making.certify_bounds(scenario, worse)
        forged = worse.model_copy(update={"bound_certificate": certificate})
        assert certificate is not None
        assert refusals(scenario, forged) == []
    assert "below 0" in refusals(scenario, forged)[0]


def test_what_attains_an_optimum_is_judged() -> None:
    """Surrey's design gives away some cost, so that another design shows what the least cost is."""
    scenario, result = example("surrey")
    assert result.bound_certificate is not None
    claim = result.bound_certificate.claims[0]
    assert claim.attained_by is not None
    way = ("bound_certificate", "claims", 0, "attained_by")
    lots = [list(lot) for lot in claim.attained_by.lots]
    assert refusals(scenario, changed(result, way, None))
    assert refusals(scenario, changed(result, (*way, "lots"), lots[1:]))
    split = [[unit] for lot in lots for unit in lot]
    assert refusals(scenario, changed(result, (*way, "lots"), split))


def test_no_design_at_all_is_proved_too() -> None:
    """No pair may be joined, and there may be three lots for five units."""
    scenario = loaded(doc(rule("change", max_pairs=0), rule("lot_count", max=3)))
    result = certified(scenario)
    assert result.status == "infeasible"
    assert result.bound_certificate is not None
    assert refusals(scenario, result) == []
    (way, duals) = next(list_duals(result))
    assert refusals(scenario, changed(result, (*way, "units", 0), duals.units[0] + 1))
    loose = loaded(doc(rule("change", max_pairs=9), rule("lot_count", max=3)))
    assert "admissible and better" in refusals(loose, result)[0]


def test_claims_that_the_result_does_not_make(proved: tuple[Scenario, Result]) -> None:
    scenario, result = proved
    way = ("bound_certificate", "claims", 0)
    better = changed(result, (*way, "optimum"), result.objective[0].optimum - 1)  # type: ignore[operator]
    assert "not the aims" in refusals(scenario, better)[0]
    assert refusals(scenario, changed(result, (*way, "measure"), "lots"))
    assert refusals(scenario, changed(result, ("bound_certificate", "claims"), []))
    assert refusals(scenario, changed(result, ("objective", 0, "proved"), False))
