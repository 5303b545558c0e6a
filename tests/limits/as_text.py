"""A rule's limits as text that people can check by hand."""

from collections.abc import Callable, Iterable

import numpy as np

from lotdesign.design import ROUTES
from lotdesign.rules.base import Rule
from lotdesign.scenario.scenario import Scenario
from solver.candidates.shape import Shape
from solver.facts.lots import lots_of
from solver.facts.offers import NOBODY
from solver.facts.table import Facts
from solver.limits.registry import admitted, shape_of, tie, tie_winners
from solver.selection.linear import Linear
from solver.selection.model import Model, Row
from solver.selection.winners import Winners

Naming = Callable[[int], str]


def as_text(scenario: Scenario, rule: Rule) -> str:
    """What the rule asks of growing lots, which lots it admits, and its rows over those."""
    units = len(scenario.units)
    subsets = [[u for u in range(units) if mask >> u & 1] for mask in range(1, 1 << units)]
    routes = [ROUTES.index(route) for route in scenario.routes.allowed]
    pairs = [(s, r) for s in sorted(subsets, key=lambda s: (len(s), s)) for r in routes]
    marks = np.array([r for _, r in pairs]) if len(routes) > 1 else None
    every = Facts(scenario, lots_of([s for s, _ in pairs]), routes=marks)
    facts = every.where(admitted(rule, every))
    model = Model(len(facts))
    tie(rule, facts, model)
    lines = [*_shape(scenario, shape_of(scenario))]
    for route in scenario.routes.allowed[1:]:
        lines += [f"{route}:", *_shape(scenario, shape_of(scenario, route))]
    lines.append(_line("admitted", _lots(facts)))
    lines += _rows(model, lambda v: _variable(model, facts, v))
    if rule.needs_certificate:
        lines += ["with a certificate:", *_certificate(rule, facts)]
    return "\n".join(lines) + "\n"


def _certificate(rule: Rule, facts: Facts) -> list[str]:
    """The rows that the rule alone puts on who wins what."""
    offers = facts.offered(facts.everyone)
    model = Model(len(offers))
    tie_winners(rule, model, Winners(offers))
    return _rows(model, lambda v: _win(offers, v) if v < len(offers) else f"[{model.name(v)}]")


def _shape(scenario: Scenario, shape: Shape) -> list[str]:
    def group(units: frozenset[int]) -> str:
        return "{" + ",".join(scenario.units[u].id for u in sorted(units)) + "}"

    def able(providers: frozenset[int]) -> str:
        return ", ".join((scenario.providers or ())[p].id for p in sorted(providers))

    names = [unit.id for unit in scenario.units]
    return [
        _line("blocks", (group(block) for block in shape.blocks)),
        _line("conflicts", (f"{group(a)}|{group(b)}" for a, b in shape.conflicts)),
        *(f"ceiling: {_sum(c.weights, names)} <= {c.most}" for c in shape.ceilings),
        *(f"following: {f.needed} of {able(f.providers)}" for f in shape.followings),
        f"connected: {'yes' if shape.connected else 'no'}",
    ]


def _line(head: str, parts: Iterable[str]) -> str:
    return f"{head}: {' '.join(parts) or '-'}"


def _lots(facts: Facts) -> list[str]:
    return [_lot(facts, lot) for lot in range(len(facts))]


def _lot(facts: Facts, lot: int) -> str:
    drawn = facts.drawn(lot)
    units = ",".join(facts.scenario.units[u].id for u in drawn.units)
    return "{" + units + "}" + ("" if drawn.external else f"/{drawn.route}")


def _variable(model: Model, facts: Facts, variable: int) -> str:
    if variable < len(facts):
        return f"lot{_lot(facts, variable)}"
    return f"[{model.name(variable)}]"


def _win(offers: Facts, row: int) -> str:
    assert offers.winners is not None
    winner = int(offers.winners[row])
    who = "nobody" if winner == NOBODY else offers.scenario.parties[winner].id
    return f"{who}{_lot(offers, row)}"


def _rows(model: Model, name: Naming) -> list[str]:
    """The rows, and the variables beside the candidates."""
    numbers = [f"{each.low} <= [{each.name}] <= {each.high}" for each in model.extra]
    names = [name(v) for v in range(model.size)]
    assert not model.exact, "a golden model is small enough to need no rounding"
    return numbers + [_row(row, names) for row in model.rows]


def _row(row: Row, names: list[str]) -> str:
    low = None if row.low is None else row.low - row.form.constant
    high = None if row.high is None else row.high - row.form.constant
    text = _sum(_dense(row.form, len(names)), names)
    if low is not None and low == high:
        text += f" = {high}"
    else:
        text = (f"{low} <= " if low is not None else "") + text
        text += f" <= {high}" if high is not None else ""
    when = "" if row.when is None else f" when {names[row.when]}"
    return f"{row.name}: {text}{when}"


def _dense(form: Linear, size: int) -> list[int]:
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
