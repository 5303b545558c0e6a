"""What limits admit against how rules judge."""

from hypothesis import given
from hypothesis import strategies as st

from lotdesign.design import build_external_design
from lotdesign.evaluation import Evaluation
from solver.candidates.lots import pack_lots
from solver.candidates.table import CandidateTable
from solver.constraints.registry import filter_candidates
from tests.candidates.naive import alone, is_about_lots, keeps, subsets
from tests.solve.loading import DRAWABLE, Doc, examples, loaded
from tests.strategies import scenarios


@examples(60)
@given(scenarios(kinds=DRAWABLE, max_units=6, areas=None))
def test_limits_admit_what_the_rule_allows_of_single_lots(doc: Doc) -> None:
    """Every rule, over every set of units, whatever the other rules say."""
    scenario = loaded(doc)
    every = subsets(scenario)
    candidates = CandidateTable(scenario, pack_lots(every))
    for rule in scenario.active_rules:
        allowed = [keeps(rule, alone(scenario, units)) for units in every]
        assert filter_candidates(rule, candidates).tolist() == allowed, rule


@examples(80)
@given(scenarios(kinds=DRAWABLE, max_units=6), st.data())
def test_a_rule_about_lots_is_kept_where_each_lot_keeps_it(doc: Doc, data: st.DataObject) -> None:
    """Judging a whole design and judging its lots one by one come to the same."""
    scenario = loaded(doc)
    labels = data.draw(st.lists(st.integers(0, 3), min_size=6, max_size=6))[: len(scenario.units)]
    labels += [0] * (len(scenario.units) - len(labels))
    groups = [[u for u, label in enumerate(labels) if label == k] for k in set(labels)]
    design = build_external_design(groups)
    for rule in scenario.active_rules:
        if is_about_lots(rule):
            each = [keeps(rule, alone(scenario, lot.units)) for lot in design.lots]
            assert rule.judge(Evaluation(scenario, design)).met == all(each)
