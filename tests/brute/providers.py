"""Reading providers, and which of them are small (sections 2 and 4)."""

from dataclasses import replace

from tests.brute.case import Provider, Row
from tests.brute.exact import Exact, is_blank, number, pence, slim

SMALL_KINDS = ("vcse", "school", "mutual", "sme")
STATUTORY_STAFF = 250
STATUTORY_TURNOVER = 44_000_000_00
STATUTORY_BALANCE = 38_000_000_00


def read_providers(rows: list[Row], small: Row | None) -> tuple[Provider, ...]:
    """The providers in file order, counted ones as id-1 … id-n; a count of 1 is none."""
    found: list[Provider] = []
    for row in rows:
        provider = _provider(row, small)
        count = counted(row)
        if count == 1:
            found.append(provider)
        else:
            copies = range(1, count + 1)
            found.extend(replace(provider, id=f"{provider.id}-{i}") for i in copies)
    return tuple(found)


def _provider(row: Row, small: Row | None) -> Provider:
    provider = Provider(
        id=row["id"],
        base=row["id"],
        services=_listed(row["services"]),
        localities=_listed(row["localities"]),
        kind=row["kind"],
        turnover=_amount(row, "annual_turnover"),
        capacity=_amount(row, "capacity"),
        staff=_number(row, "staff"),
        balance_sheet=_amount(row, "balance_sheet"),
        tupe_limit=_number(row, "tupe_limit"),
        max_lots=None if is_blank(row.get("max_lots")) else int(row["max_lots"]),
        min_value=_amount(row, "min_lot_value"),
        small=False,
        price=price_of(row),
    )
    return replace(provider, small=is_small(provider, small))


def price_of(row: Row) -> Exact:
    """The price as a fraction of gross value: `102` and `102%` are 1.02, a blank is 1."""
    if is_blank(row.get("price")):
        return 1
    return slim(number(str(row["price"]).replace("%", "")) / 100)


def counted(row: Row) -> int:
    """How many there are: a blank is one, 0 is one that is gone."""
    return 1 if is_blank(row.get("count")) else int(row["count"])


def _listed(cell: str) -> frozenset[str] | None:
    if cell.strip() == "*":
        return None
    return frozenset(part.strip() for part in cell.split(";") if part.strip())


def _amount(row: Row, key: str) -> Exact | None:
    return None if is_blank(row.get(key)) else pence(row[key])


def _number(row: Row, key: str) -> Exact | None:
    return None if is_blank(row.get(key)) else slim(number(row[key]))


def is_small(provider: Provider, small: Row | None) -> bool:
    """Whether it passes every test given in `market.small`."""
    if small is None:
        return provider.kind in SMALL_KINDS
    if "kinds" in small and provider.kind not in small["kinds"]:
        return False
    if "max_turnover" in small and not _at_most(provider.turnover, pence(small["max_turnover"])):
        return False
    if small.get("statutory_sme", False):
        decided = statutory_sme(provider)
        return provider.kind in small.get("kinds", SMALL_KINDS) if decided is None else decided
    return True


def statutory_sme(provider: Provider) -> bool | None:
    """The statutory test on the figures given; None when a blank one leaves it open.

    Staff alone, or turnover and balance sheet together, are enough to fail it.
    """
    sizes = [
        None if figure is None else figure <= limit
        for figure, limit in (
            (provider.turnover, STATUTORY_TURNOVER),
            (provider.balance_sheet, STATUTORY_BALANCE),
        )
    ]
    few = None if provider.staff is None else provider.staff < STATUTORY_STAFF
    if few is False or sizes == [False, False]:
        return False
    return True if few and True in sizes else None


def _at_most(figure: Exact | None, limit: Exact) -> bool:
    """A blank figure passes no upper limit here."""
    return figure is not None and figure <= limit
