"""An independent brute force for small scenarios, written from the problem page alone.

It enumerates every partition of the units, every route of its lots, and with prices every award
of them too, and judges each with exact arithmetic, so it can judge the solver. A kind of rule that
it does not know raises `NotImplementedError` rather than give a wrong answer.
"""

from tests.brute.assess import assess, designs
from tests.brute.case import Case
from tests.brute.design import Assessed, LotFigures
from tests.brute.read import read
from tests.brute.search import Answer, solve

__all__ = ["Answer", "Assessed", "Case", "LotFigures", "assess", "designs", "read", "solve"]
