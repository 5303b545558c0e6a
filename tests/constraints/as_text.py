"""A rule's limits as text that people can check by hand."""

from collections.abc import Callable, Iterable

import numpy as np

from lotdesign.design import ROUTES
from lotdesign.scenario.rule import Rule
from lotdesign.scenario.scenario import Scenario
from solver.candidates.candidate_list import NO_WINNER
from solver.candidates.lots import pack_lots
from solver.candidates.pruning import GrowthPruning
from solver.candidates.table import CandidateTable
from solver.constraints.registry import (
    add_award_rows,
    add_coupling_rows,
    filter_candidates,
    prune_growth,
)
from solver.model.award_variables import AwardVariables, add_capacity_rows
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel, LinearRow

Naming = Callable[[int], str]


def as_text(scenario: Scenario, rule: Rule) -> str:
    """What the rule asks of growing lots, which lots it admits, and its rows over those."""
    units = len(scenario.units)
    subsets = [[u for u in range(units) if mask >> u & 1] for mask in range(1, 1 << units)]
    routes = [ROUTES.index(route) for route in scenario.routes.offered]
    pairs = [(s, r) for s in sorted(subsets, key=lambda s: (len(s), s)) for r in routes]
    marks = np.array([r for _, r in pairs]) if len(routes) > 1 else None
    every = CandidateTable(scenario, pack_lots([s for s, _ in pairs]), routes=marks)
    candidates = every.filter(filter_candidates(rule, every))
    model = LinearModel(len(candidates))
    add_coupling_rows(rule, candidates, model)
    lines = [*_shape(scenario, prune_growth(scenario))]
    for route in scenario.routes.offered[1:]:
        lines += [f"{route}:", *_shape(scenario, prune_growth(scenario, route))]
    lines.append(_line("admitted", _lots(candidates)))
    lines += _rows(model, lambda v: _variable(model, candidates, v))
    if rule.needs_certificate:
        lines += ["with a certificate:", *_certificate(rule, candidates)]
    return "\n".join(lines) + "\n"


def _certificate(rule: Rule, candidates: CandidateTable) -> list[str]:
    """The rows that the rule alone puts on who wins what, with those of capacities that it limits.

    The most lots that it lets a provider win is a capacity, as is the one in the table.
    """
    offers = candidates.expand_by_winner(candidates.all_parties)
    model = LinearModel(len(offers))
    if rule.provider_lot_cap is not None:
        add_capacity_rows(model, AwardVariables(offers))
    add_award_rows(rule, model, AwardVariables(offers))
    return _rows(model, lambda v: _win(offers, v) if v < len(offers) else f"[{model.name(v)}]")


def _shape(scenario: Scenario, shape: GrowthPruning) -> list[str]:
    def group(units: frozenset[int]) -> str:
        return "{" + ",".join(scenario.units[u].id for u in sorted(units)) + "}"

    def able(providers: frozenset[int]) -> str:
        return ", ".join((scenario.providers or ())[p].id for p in sorted(providers))

    names = [unit.id for unit in scenario.units]
    return [
        _line("blocks", (group(block) for block in shape.blocks)),
        _line("conflicts", (f"{group(a)}|{group(b)}" for a, b in shape.conflicts)),
        *(f"ceiling: {_sum(c.weights, names)} <= {c.limit}" for c in shape.ceilings),
        *(f"following: {f.needed} of {able(f.providers)}" for f in shape.eligibility_floors),
        f"connected: {'yes' if shape.connected else 'no'}",
    ]


def _line(head: str, parts: Iterable[str]) -> str:
    return f"{head}: {' '.join(parts) or '-'}"


def _lots(candidates: CandidateTable) -> list[str]:
    return [_lot(candidates, lot) for lot in range(len(candidates))]


def _lot(candidates: CandidateTable, lot: int) -> str:
    drawn = candidates.get_lot(lot)
    units = ",".join(candidates.scenario.units[u].id for u in drawn.units)
    return "{" + units + "}" + ("" if drawn.is_external else f"/{drawn.route}")


def _variable(model: LinearModel, candidates: CandidateTable, variable: int) -> str:
    if variable < len(candidates):
        return f"lot{_lot(candidates, variable)}"
    return f"[{model.name(variable)}]"


def _win(offers: CandidateTable, row: int) -> str:
    assert offers.winners is not None
    winner = int(offers.winners[row])
    who = "nobody" if winner == NO_WINNER else offers.scenario.parties[winner].id
    return f"{who}{_lot(offers, row)}"


def _rows(model: LinearModel, name: Naming) -> list[str]:
    """The rows, and the variables beside the candidates."""
    numbers = [f"{each.low} <= [{each.name}] <= {each.high}" for each in model.extra_variables]
    names = [name(v) for v in range(model.size)]
    assert not model.unrounded, "a golden model is small enough to need no rounding"
    return numbers + [_row(row, names) for row in model.rows]


def _row(row: LinearRow, names: list[str]) -> str:
    low = None if row.low is None else row.low - row.expression.constant
    high = None if row.high is None else row.high - row.expression.constant
    text = _sum(_dense(row.expression, len(names)), names)
    if low is not None and low == high:
        text += f" = {high}"
    else:
        text = (f"{low} <= " if low is not None else "") + text
        text += f" <= {high}" if high is not None else ""
    when = "" if row.indicator is None else f" when {names[row.indicator]}"
    return f"{row.name}: {text}{when}"


def _dense(form: LinearExpression, size: int) -> list[int]:
    found = np.zeros(size, dtype=object)
    np.add.at(found, form.variables, form.coefficients.astype(object))
    return [int(each) for each in found]


def _sum(weights: Iterable[int], names: list[str]) -> str:
    """A sum such as `2 a - 3 b`."""
    text = ""
    for weight, name in zip(weights, names, strict=True):
        if weight:
            sign = ("- " if weight < 0 else "") if not text else (" - " if weight < 0 else " + ")
            text += sign + (f"{abs(weight)} " if abs(weight) != 1 else "") + name
    return text or "0"
