"""How a figure differs from another, and whether that is better."""

from fractions import Fraction

from lotdesign.measures.registry import MEASURES
from lotdesign.result.compared import Verdict
from lotdesign.result.difference import FigureChange
from lotdesign.result.figures import decimal, number
from lotdesign.result.model import Figure


def difference(value: Figure, base: Figure) -> Figure:
    """The value less the base, as exact as both are written; None where one is missing."""
    if value is None or base is None:
        return None
    if isinstance(value, int) and isinstance(base, int):
        return value - base
    return decimal(number(value) - number(base))


def verdict(sign: int, value: Figure, base: Figure) -> Verdict:
    """Whether the value is better than the base; `sign` is 1 where less is, 0 for no aim."""
    if value is None or base is None:
        return ""
    gain: Fraction = number(value) - number(base)
    if not gain:
        return "same"
    if not sign:
        return ""
    return "better" if gain * sign < 0 else "worse"


def is_better(measure: str, value: Figure, base: Figure) -> bool | None:
    """Whether a measure's figure is better than another; None where equal or unknown."""
    known = MEASURES.get(measure)
    found = verdict(0 if known is None else known.sign, value, base)
    return found == "better" if found in ("better", "worse") else None


def change(name: str, unit: str, sign: int, before: Figure, after: Figure) -> FigureChange:
    """A figure before and after."""
    return FigureChange(
        name=name,
        unit=unit,
        before=before,
        after=after,
        difference=difference(after, before),
        verdict=verdict(sign, after, before),
    )
