"""The bound of a case whose search was stopped before it had one."""

from fractions import Fraction

from solver.robust.case_bound import add_relaxation_bound
from solver.solve_context import SolveContext
from solver.stress.regret import CaseByFirstObjective, CaseOptimum
from tests.robust.test_agreement import draw
from tests.solve.loading import loaded


def test_no_design_of_a_case_is_better_than_the_bound() -> None:
    """On drawn scenarios, of costs and counts, with less and with more to be wanted."""
    bounded, near = 0, 0
    for doc in (*draw(0), *draw(1), *draw(3)):
        for case in map(CaseByFirstObjective, loaded(doc).cases[:1]):
            context = SolveContext()
            best = case.find_best(context)
            unknown = CaseOptimum(None, None, proved=False)
            bound = add_relaxation_bound(case, unknown, context).bound
            if best.value is None or bound is None:
                continue
            distance = case.measure.sign * (best.value - bound)
            assert distance >= 0
            bounded, near = bounded + 1, near + (distance <= abs(Fraction(best.value)) / 10)
    assert bounded > 10
    assert near > bounded / 2


def test_what_is_known_stays() -> None:
    case = CaseByFirstObjective(loaded(draw(0)[0]).cases[0])
    for known in (CaseOptimum(None, None, proved=True), CaseOptimum(5, 4, proved=False)):
        assert add_relaxation_bound(case, known, SolveContext()) is known
