"""The budget bridge by year."""

from collections.abc import Sequence

from lotdesign.report.amounts import financial_year, pounds, year_name
from lotdesign.report.page import Section, Table, Text
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario


def bridge(scenario: Scenario, result: Result) -> Section:
    """Budget less promises is the envelope; what is paid of it; the council's costs; the total."""
    columns = _columns(scenario, result)
    rows = [
        (year_name(scenario, year + 1), *(pounds(series[year]) for _, series in columns))
        for year in range(scenario.years)
    ]
    total = ("Whole life", *(pounds(sum(series)) for _, series in columns))
    headers = ("Year", *(name for name, _ in columns))
    table = Table(headers, (*rows, total), figures=frozenset(range(1, len(headers))), total=True)
    return Section("The budget, year by year", (table, Text(_note(scenario, result))))


def _columns(scenario: Scenario, result: Result) -> list[tuple[str, Sequence[int]]]:
    totals = result.totals
    columns: list[tuple[str, Sequence[int]]] = [
        ("Budget", totals.budget_pence),
        ("Promised savings", [-promised for promised in totals.promised_pence]),
        ("Envelope", totals.envelope_pence),
    ]
    if not totals.paid_pence:
        return columns
    years = range(scenario.years)
    external = all(lot.route == "external" for lot in result.lots)
    paid, cost = totals.paid_pence, totals.cost_pence
    return [
        *columns,
        ("Paid to providers" if external else "Paid for the lots", paid),
        ("Headroom", [totals.envelope_pence[y] - paid[y] for y in years]),
        ("Council's own costs", [cost[y] - paid[y] for y in years]),
        ("Total cost", cost),
    ]


def _extensions(first: int, last: int) -> str:
    if first == last:
        return f"Year {first} is an optional extension."
    return f"Years {first} {'and' if last == first + 1 else 'to'} {last} are optional extensions."


def _note(scenario: Scenario, result: Result) -> str:
    said = ["Budget less promised savings is the envelope."]
    if result.totals.paid_pence:
        rent = any(unit.rent for unit in scenario.units)
        back = " less rent that comes back" if rent else ""
        said += [
            "Headroom is what the envelope leaves after what is paid.",
            f"The council's own costs are contract management and procurement{back}.",
        ]
    first, last = scenario.term.initial + 1, scenario.years
    if first <= last:
        said.append(_extensions(first, last))
    if financial_year(scenario, 1):
        said.append("Contract years stand in for financial years.")
    return " ".join(said)
