"""Designs that the best one is compared with."""

from lotdesign.app import api
from lotdesign.design import build_external_design
from lotdesign.evaluation import Evaluation
from lotdesign.measures.registry import MEASURES
from lotdesign.report.result_report import render_result
from lotdesign.result.build import evaluate_measures
from lotdesign.result.figures import write_figure
from lotdesign.result.model import ReferenceComparison
from lotdesign.scenario.scenario import Scenario
from solver.backends.cp_sat import CpSatEngine
from solver.comparisons.reference_designs import certify_reference_designs
from tests import brute
from tests.solve.loading import DRAWABLE, Doc, drawn, loaded
from tests.strategies import scenarios


def expected_lots(scenario: Scenario) -> dict[str, set[tuple[str, ...]]]:
    """The lots that each name stands for."""
    ids = [unit.id for unit in scenario.units]
    contracts: dict[str, list[str]] = {}
    for unit in scenario.units:
        contracts.setdefault(unit.contract, []).append(unit.id)
    return {
        "today": {tuple(held) for held in contracts.values()},
        "one-for-all": {tuple(ids)},
        "one-a-unit": {(name,) for name in ids},
        **{option.id: {tuple(lot) for lot in option.lots} for option in scenario.options},
    }


def check(doc: Doc, scenario: Scenario, shown: ReferenceComparison) -> None:
    """Measures as the evaluation has them, standing and measures as brute force has them."""
    position = {unit.id: u for u, unit in enumerate(scenario.units)}
    design = build_external_design([position[name] for name in lot] for lot in shown.lots)
    assessed = brute.assess(doc, design.labels)
    assert shown.admissible == assessed.admissible
    assert set(shown.broken) == set(assessed.broken)
    award = None
    if assessed.award is not None:
        names = [provider.id for provider in scenario.providers or ()]
        award = tuple(names.index(winner) for winner in assessed.award)
    assert shown.measures == evaluate_measures(Evaluation(scenario, design, award))
    for name, value in assessed.measures.items():
        assert shown.measures[name] == write_figure(value, MEASURES[name].unit)


def test_every_comparison_is_judged_as_brute_force_judges_it() -> None:
    """Today's contracts, options, one contract for all and one a unit."""
    seen = set()
    for doc in drawn(scenarios(kinds=DRAWABLE, max_units=5), 30, start=501):
        scenario = loaded(doc)
        result = api.solve(scenario).result
        names = expected_lots(scenario)
        assert {each.id: set(each.lots) for each in result.comparisons} == names
        for shown in result.comparisons:
            check(doc, scenario, shown)
            better = [r for r in result.ladder if r.measures]
            assert (shown.rank is None) == (not better) or scenario.needs_certificate
        seen |= set(names)
    assert "planted" in seen


def test_what_is_not_settled_in_time_is_left_out_and_said() -> None:
    """Where who wins must be searched for; the answer names what is not compared."""
    late = 0
    for doc in drawn(scenarios(kinds=DRAWABLE, max_units=6, prices=True), 30, start=10):
        scenario = loaded(doc)
        known = {each.id for each in certify_reference_designs(scenario, CpSatEngine())}
        hurried = {
            each.id for each in certify_reference_designs(scenario, CpSatEngine(), deadline=0.0)
        }
        assert hurried <= known
        result = api.solve(scenario).result
        kept = tuple(each for each in result.comparisons if each.id in hurried)
        page = render_result(scenario, result.model_copy(update={"comparisons": kept}), "md")
        left_out = bool(kept) and kept != result.comparisons
        assert ("Not compared, as time ran out" in page) == left_out
        late += hurried != known
    assert late
