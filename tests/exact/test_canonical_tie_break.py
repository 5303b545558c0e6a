"""The design that is named among equally good ones."""

from hypothesis import given
from hypothesis import strategies as st

from solver.exact.canonical_tie_break import break_ties, compute_label_vector
from tests.exact.models import SmallModel, partitions
from tests.exact.test_lexicographic import bare
from tests.solve.loading import examples


@examples(100)
@given(partitions(extra=False), st.data())
def test_every_solution_leads_to_the_smallest_label_vector(
    small: SmallModel, data: st.DataObject
) -> None:
    """From any solution, with proof; without a thorough search only a lone one is proved."""
    solutions = list(small.solutions())
    if not solutions:
        return
    candidates = bare(small.lots)
    start = data.draw(st.sampled_from(solutions))
    found, proved = break_ties(small.search(), candidates, start)
    assert proved
    assert compute_label_vector(candidates, found) == min(
        compute_label_vector(candidates, each) for each in solutions
    )
    kept, alone = break_ties(small.search(), candidates, start, thorough=False)
    assert kept.tolist() == start.tolist()
    assert alone == (len(solutions) == 1)
