"""The best design for each number of lots."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from lotdesign.report.amounts import amount, measured
from lotdesign.report.page import Section, Table, Text
from lotdesign.result.model import Result, Rung, Status
from lotdesign.words import listed

SHOWN = {
    "whole_life_cost": "Whole-life cost",
    "accessible_lots": "Lots open to small providers",
    "fewest_small_bidders": "Fewest small providers eligible",
}
_NONE = {"infeasible": "impossible", "unknown": "none found in time"}
_PROOF = {"optimal": "proved best", "feasible": "best so far"}


def ladder(result: Result) -> Section:
    """A row a number of lots; neighbouring numbers without a design share one."""
    names = [name for name in SHOWN if any(name in rung.measures for rung in result.ladder)]
    headers = ["Lots", *(SHOWN[name] for name in names), "Against the best", "Proof"]
    table = Table(
        tuple(headers),
        tuple(_rows(result, names)),
        figures=frozenset(range(1, len(headers) - 1)),
    )
    return Section("The best design for each number of lots", (table, *_note(result)))


def _rows(result: Result, names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for has_none, rungs in groupby(result.ladder, key=_without):
        if has_none:
            yield _none(tuple(rungs), has_none, len(names))
        else:
            yield from (_row(result, rung, names) for rung in rungs)


def _without(rung: Rung) -> Status | None:
    return None if rung.measures else rung.status


def _none(rungs: Sequence[Rung], status: Status, columns: int) -> tuple[str, ...]:
    return _range(rungs[0].lots, rungs[-1].lots), *([""] * columns), "", _NONE.get(status, status)


def _row(result: Result, rung: Rung, names: Sequence[str]) -> tuple[str, ...]:
    mark = " (best)" if _is_best(result, rung) else ""
    return (
        f"{rung.lots}{mark}",
        *(measured(name, rung.measures.get(name)) for name in names),
        _against(result, rung),
        _PROOF.get(rung.status, rung.status),
    )


def _is_best(result: Result, rung: Rung) -> bool:
    routes = tuple(lot.route for lot in result.lots)
    same = rung.design == tuple(lot.units for lot in result.lots)
    return bool(result.lots) and same and (rung.routes or routes) == routes


def _against(result: Result, rung: Rung) -> str:
    best, here = result.measures.get("whole_life_cost"), rung.measures.get("whole_life_cost")
    if best is None or here is None:
        return ""
    more = int(here) - int(best)
    if _is_best(result, rung):
        return ""
    return f"{'+' if more > 0 else ''}{amount(more, 'pence')}"


def _note(result: Result) -> tuple[Text, ...]:
    said = f"A design that keeps every rule exists for {listed(_runs(result.ladder))} lots."
    others = {rung.status for rung in result.ladder if not rung.measures}
    if others == {"infeasible"}:
        said += " For any other number it is proved that there is none."
    return (Text(f"{said} Against the best: whole-life cost."),)


def _runs(rungs: Sequence[Rung]) -> list[str]:
    """The numbers that have a design: 2, 4 to 6, 9."""
    groups = [list(group) for has_none, group in groupby(rungs, key=_without) if not has_none]
    return [_range(group[0].lots, group[-1].lots) for group in groups]


def _range(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} to {last}"
