"""One to three objectives, some with a tolerance to give away."""

from typing import Any

from hypothesis import strategies as st

from tests.brute.case import Case, Row
from tests.brute.measures import IN_KILOMETRES, IN_POUNDS, available
from tests.strategies.amounts import chance

SHARES = frozenset(("accessible_share", "largest_provider_share"))


def objectives(draw: st.DrawFn, case: Case) -> list[Row]:
    """Different measures that the scenario has the figures for."""
    able = available(case)
    if case.providers:
        able.append("largest_provider_share")
    count = draw(st.sampled_from((1, 2, 2, 3)))
    names = st.lists(st.sampled_from(able), min_size=count, max_size=count, unique=True)
    return [_objective(draw, name) for name in draw(names)]


def _objective(draw: st.DrawFn, name: str) -> Row:
    if not chance(draw, 2):
        return {"measure": name}
    if draw(st.booleans()):
        return {"measure": name, "tolerance": draw(st.sampled_from(("0.5%", "10%", "25%")))}
    return {"measure": name, "tolerance": draw(st.sampled_from(_amounts(name)))}


def _amounts(name: str) -> tuple[Any, ...]:
    if name in IN_POUNDS:
        return ("£500", 0.01, 50_000)
    if name in IN_KILOMETRES:
        return (1.5, 4)
    return (0.05, 0.25) if name in SHARES else (1, 2)
