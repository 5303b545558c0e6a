"""[basis]: where figures come from."""

from collections.abc import Iterator

from lotdesign.faults import nearest
from lotdesign.scenario.assumptions import FIGURES, MARKS
from lotdesign.scenario.checks.names import Names
from lotdesign.scenario.draft import Draft
from lotdesign.scenario.flaws import Flaw


def basis(draft: Draft, names: Names) -> Iterator[Flaw]:
    """Figures that are not there, and texts that do not say what they are."""
    for figure, text in draft.document.basis.items():
        if figure not in FIGURES:
            yield Flaw(("basis",), f"no such figure; {nearest(figure, FIGURES)}", figure)
        if not text.startswith(MARKS):
            right = 'begin the text with "source:" or "assumption:"'
            yield Flaw(("basis", figure), right, text)
