"""Prices: what providers ask of the gross value, and who does the work today."""

from collections.abc import Sequence

from hypothesis import strategies as st

from tests.brute.case import Row
from tests.brute.exact import is_blank
from tests.strategies.amounts import chance

PRICES = (95, 97, "97%", "98.75%", 100, 102.5, "103.3%", 110)


def set_prices(draw: st.DrawFn, providers: Sequence[Row]) -> None:
    """Fill price cells, one at least."""
    certain = draw(st.integers(0, len(providers) - 1))
    for at, row in enumerate(providers):
        if at == certain or not chance(draw, 3):
            row["price"] = draw(st.sampled_from(PRICES))
        elif draw(st.booleans()):
            row["price"] = ""


def set_today(draw: st.DrawFn, units: Sequence[Row], providers: Sequence[Row]) -> None:
    """Name today's provider of some contracts, the same for all units of one."""
    names = [name for row in providers for name in _names(row)]
    incumbents: dict[str, str] = {}
    for row in units:
        contract = str(row.get("contract") or row["id"])
        if contract not in incumbents:
            incumbents[contract] = "" if chance(draw, 3) else draw(st.sampled_from(names))
        if incumbents[contract]:
            row["provider"] = incumbents[contract]


def single_ids(providers: Sequence[Row]) -> list[str]:
    """The ids of all single providers, copies of counted ones apart."""
    return [name for row in providers for name in _names(row, whole=False)]


def _names(row: Row, *, whole: bool = True) -> list[str]:
    """A provider's id; of a counted one its copies', and its own if `whole`."""
    count = 1 if is_blank(row.get("count")) else int(row["count"])
    if count == 1:
        return [row["id"]]
    copies = [f"{row['id']}-{i}" for i in range(1, count + 1)]
    return [row["id"], *copies] if whole else copies
