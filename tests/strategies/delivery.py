"""Routes, sources of money, and the rules about them, set against the planted design."""

from collections import Counter

from hypothesis import strategies as st

from tests.brute.case import Doc, Row
from tests.brute.design import Design
from tests.brute.exact import whole_pence
from tests.brute.funding import Cell, cells
from tests.strategies.amounts import chance, money, rate
from tests.strategies.lot_rules import names_of
from tests.strategies.plant import Plant


def routes(draw: st.DrawFn, rows: list[Row]) -> Row:
    """One route more or both, at about what a contract costs."""
    mean = sum(whole_pence(row["annual_budget"]) for row in rows) // len(rows)
    table: Row = {}
    which = draw(st.sampled_from(("in_house", "prime", "both", "both")))
    if which != "prime":
        table["in_house"] = {"annual_management": money(draw, draw(st.integers(0, mean // 8)))}
        if draw(st.booleans()):
            table["in_house"]["liability_annual"] = money(draw, draw(st.integers(0, mean // 8)))
    if which != "in_house":
        table["prime"] = {"fee": rate(draw)}
    return table


def some_routes(draw: st.DrawFn, doc: Doc, lots: int) -> list[str]:
    """A route for each lot of the planted design, the external one most often."""
    offered = ["external", "external", *doc.get("routes", {})]
    return [draw(st.sampled_from(offered)) for _ in range(lots)]


def route(plant: Plant) -> Row:
    """Units of a planted lot by its own route, or any by any."""
    at = plant.draw(st.integers(0, len(plant.design.lots) - 1))
    lot, offered = plant.design.lots[at], plant.case.routes.offered
    wild = plant.tight and chance(plant.draw, 3)
    units = plant.draw(st.lists(st.sampled_from(lot.members), min_size=1, max_size=2, unique=True))
    how = plant.draw(st.sampled_from(offered)) if wild else lot.route
    return {"units": names_of(plant, sum(1 << unit for unit in units)), "route": how}


def funding(plant: Plant) -> Row:
    """No parameters."""
    return {}


def sources(draw: st.DrawFn, design: Design) -> list[Row]:
    """One to four sources that can pay for the planted design to the penny, or nearly."""
    case = design.case
    rows = [_source(draw, at, design) for at in range(1, draw(st.integers(1, 4)) + 1)]
    if draw(st.booleans()):
        rows[-1] |= {"services": ["*"], "localities": ["*"]}
    years = range(case.money.years)
    sums = [[0] * case.money.years for _ in rows]
    for year in years:
        for cell, need in _needs(design, year).items():
            able = [at for at, row in enumerate(rows) if _pays(row, cell)]
            if able and need > 0:
                sums[draw(st.sampled_from(able))][year] += need
    for row, held in zip(rows, sums, strict=True):
        row["annual"] = _annual(draw, held)
    return rows


def _source(draw: st.DrawFn, at: int, design: Design) -> Row:
    row: Row = {"id": f"s{at}", "name": f"Source {at}"}
    for column, known in (
        ("services", design.case.services),
        ("localities", design.case.localities),
    ):
        named = known and chance(draw, 2)
        some = st.lists(st.sampled_from(known), min_size=1, unique=True) if known else st.just([])
        row[column] = draw(some) if named else ["*"]
    return row


def _needs(design: Design, year: int) -> Counter[Cell]:
    found: Counter[Cell] = Counter()
    for contract in design.contracts:
        found.update(cells(contract, year))
    return found


def _pays(row: Row, cell: Cell) -> bool:
    return all(
        row[column] == ["*"] or each in row[column]
        for column, each in zip(("services", "localities"), cell, strict=True)
    )


def _annual(draw: st.DrawFn, held: list[int]) -> object:
    """One amount that is enough for every year, or one a year; now and then a penny short."""
    short = 1 if chance(draw, 6) else 0
    if len(held) > 1 and draw(st.booleans()):
        return [money(draw, max(0, each - short)) for each in held]
    return money(draw, max(0, max(held) - short))
