"""Routes and sources of money as they are written (sections 5 and 7)."""

from collections.abc import Sequence

from tests.brute.case import Routes, Row, Source
from tests.brute.exact import number, whole_pence


def read_routes(table: Row) -> Routes:
    """`[routes.in_house]` and `[routes.prime]`; what is not there is not offered."""
    in_house, prime = table.get("in_house"), table.get("prime")
    fixed = None
    if in_house is not None:
        fixed = sum(whole_pence(in_house.get(k)) for k in ("annual_management", "liability_annual"))
    return Routes(fixed, None if prime is None else number(prime["fee"]))


def read_source(row: Row, years: int) -> Source:
    """An entry of `[[funding]]`."""
    annual = row["annual"] if isinstance(row["annual"], list) else [row["annual"]] * years
    if len(annual) != years:
        raise ValueError(f"{row['id']} has another number of years")
    amounts = tuple(map(whole_pence, annual))
    return Source(_names(row["services"]), _names(row["localities"]), amounts)


def _names(listed: Sequence[str] | str) -> frozenset[str] | None:
    names = listed.split(";") if isinstance(listed, str) else listed
    return None if list(names) == ["*"] else frozenset(names)
