"""A condition that does not hold, in a line."""

from lotdesign.condition import ADMISSIBLE
from lotdesign.faults import shown
from lotdesign.measures.registry import MEASURES
from lotdesign.report.amounts import amount
from lotdesign.result.model import Figure


def failure(condition: str, measure: str, value: Figure, standing: str) -> str:
    """What was asked, and what was found instead; `standing` says it of being admissible."""
    if measure == ADMISSIBLE:
        found = standing
    elif value is None:
        found = "there is no such figure"
    else:
        found = f"it is {amount(value, MEASURES[measure].unit, exact=True)}"
    return f"{shown(condition)} does not hold: {found}"
