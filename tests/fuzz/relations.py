"""Changes to a scenario whose effect on the answer is known without solving it."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from fractions import Fraction
from typing import Any

from lotdesign.measures.registry import MEASURES
from tests.fuzz.answers import USUAL, Answer, answer
from tests.solve.loading import Doc, loaded

Relation = Callable[[Doc, Answer], str]
"""What a changed scenario says against the answer of the first; nothing when all is well."""


def broken_relations(doc: Doc) -> list[str]:
    """Every relation that does not hold."""
    known = answer(loaded(doc), USUAL)
    told = ((relation.__name__, relation(doc, known)) for relation in RELATIONS)
    return [f"{name}: {fault}" for name, fault in told if fault]


def renamed(doc: Doc, known: Answer) -> str:
    """Other ids of units and providers change nothing but the names."""

    def new(name: str) -> str:
        return f"zz {name}"

    other = _with_names(deepcopy(doc), new)
    found = answer(loaded(other), USUAL)
    expected = Answer(
        known.status,
        tuple(tuple(map(new, lot)) for lot in known.lots),
        tuple(new(winner) for winner in known.award),
        known.optima,
        known.bounds,
        known.routes,
    )
    return _same(found, expected)


def reordered(doc: Doc, known: Answer) -> str:
    """Rules, localities and neighbours in another order: the same answer."""
    other = deepcopy(doc)
    for table in ("rule", "neighbours"):
        other[table] = other.get(table, [])[::-1]
    return _same(answer(loaded(other), USUAL), known)


def dearer(doc: Doc, known: Answer) -> str:
    """All money three times as much, where nothing is rounded: optima of money are too."""
    plain = _without_rounding(deepcopy(doc))
    one, three = (answer(loaded(each), USUAL) for each in (plain, _times(deepcopy(plain), 3)))
    if any(
        objective["measure"] not in ("whole_life_cost", "lots") for objective in doc["objective"]
    ):
        return "" if one.status == three.status else f"{one} and {three}"
    factors = [3 if o["measure"] == "whole_life_cost" else 1 for o in doc["objective"]]
    grown = tuple(f * each for f, each in zip(factors, one.optima, strict=False))
    same = (one.status, one.lots, grown) == (three.status, three.lots, three.optima)
    return "" if same else f"{one} and {three}"


def with_a_slack_rule(doc: Doc, known: Answer) -> str:
    """A rule that nothing can break changes nothing."""
    slack = {"id": "slack", "kind": "lot_count", "min": 1, "max": 1000}
    return _same(answer(loaded(_and(doc, slack)), USUAL), known)


def tightened(doc: Doc, known: Answer) -> str:
    """Fewer lots or smaller lots allowed: the first optimum is no better, the impossible stays."""
    for rule in (
        {"id": "tight", "kind": "lot_count", "max": max(1, len(known.lots) - 1)},
        {"id": "tight", "kind": "lot_size", "max": 2},
    ):
        found = answer(loaded(_and(doc, rule)), USUAL)
        if known.status == "infeasible" and found.status != "infeasible":
            return f"impossible before, {found} after"
        sign = MEASURES[doc["objective"][0]["measure"]].sign
        if found.optima and sign * found.optima[0] < sign * known.optima[0]:
            return f"better under one rule more: {found} after {known}"
    return ""


def with_an_optimal_lot_fixed(doc: Doc, known: Answer) -> str:
    """The lots of the best design, asked for by a rule, are no restriction to it."""
    if not known.lots or any(o.get("tolerance") for o in doc["objective"]):
        return ""
    lot = max(known.lots, key=len)
    found = answer(loaded(_and(doc, {"id": "as is", "kind": "fixed", "units": list(lot)})), USUAL)
    return _same(found, known)


RELATIONS: tuple[Relation, ...] = (
    renamed,
    reordered,
    dearer,
    with_a_slack_rule,
    tightened,
    with_an_optimal_lot_fixed,
)


def _same(found: Answer, expected: Answer) -> str:
    return "" if found == expected else f"{found} instead of {expected}"


def _and(doc: Doc, rule: Doc) -> Doc:
    return doc | {"rule": [*doc.get("rule", []), rule]}


def _with_names(doc: Doc, new: Callable[[str], str]) -> Doc:
    for table in ("units", "providers", "consortium"):
        for row in doc.get(table, []):
            row["name"] = row.get("name", row["id"])
            row["id"] = new(row["id"])
    for row in doc["units"]:
        if row.get("provider"):
            row["provider"] = new(row["provider"])
    for entry in (*doc.get("rule", []), *doc.get("divide", [])):
        if "units" in entry:
            entry["units"] = [new(unit) for unit in _names(entry["units"])]
        if "providers" in entry and entry["providers"] != "any":
            entry["providers"] = [new(each) for each in _names(entry["providers"])]
    for row in doc.get("consortium", []):
        row["members"] = [new(each) for each in _names(row["members"])]
    for option in doc.get("option", []):
        option["lots"] = [[new(unit) for unit in _names(lot)] for lot in option["lots"]]
    return doc


def _names(value: Any) -> list[str]:
    return value.split(";") if isinstance(value, str) else list(value)


def _without_rounding(doc: Doc) -> Doc:
    """The scenario without anything that is rounded or compared with a fixed share of a penny."""
    for key in ("uplift", "scale", "need_led", "promised", "discount_rate"):
        doc.get("money", {}).pop(key, None)
    for table in ("divide", "option", "routes", "funding"):
        doc.pop(table, None)
    for row in doc.get("providers", []):
        row.pop("price", None)
    rules = (rule for rule in doc.get("rule", []) if rule["kind"] in _UNROUNDED)
    doc["rule"] = [rule for rule in rules if not any("@" in u for u in _units(rule))]
    return doc


_UNROUNDED = (
    "lot_count",
    "lot_size",
    "contiguous",
    "alignment",
    "together",
    "apart",
    "fixed",
    "hub",
    "separate",
    "mix",
    "procedure",
    "term",
    "change",
)
"""Kinds that ask the same when all money is three times as much."""
_ROUNDED = (
    "envelope",
    "saving",
    "funding",
    "lot_value",
    "balance",
    "travel",
    "bidders",
    "small_bidders",
    "award",
    "small_award",
    "withdrawal",
    "reserved",
    "route",
)
"""The others: with amounts, shares or figures of providers in them, or money of their own."""


def _units(rule: Doc) -> list[str]:
    return _names(rule.get("units", []))


def _times(doc: Doc, factor: int) -> Doc:
    for table, columns in _MONEY.items():
        for row in _rows(doc, table):
            for column in columns:
                if row.get(column) not in (None, ""):
                    pounds, pence = divmod(int(_pence(row[column]) * factor), 100)
                    row[column] = f"{pounds}.{pence:02d}"
    return doc


def _rows(doc: Doc, table: str) -> Iterator[Doc]:
    place: Any = doc
    for key in table.split("."):
        place = place.get(key, []) if isinstance(place, dict) else []
    yield from [place] if isinstance(place, dict) else place


def _pence(value: object) -> Fraction:
    return Fraction(str(value).replace("£", "").replace(",", "").strip()) * 100


_MONEY = {
    "units": ("annual_budget", "building_rent"),
    "providers": ("annual_turnover", "capacity", "min_lot_value", "balance_sheet"),
    "money": ("contract_management", "procurement"),
    "money.integration": ("annual",),
    "market.small": ("max_turnover",),
}
"""Every amount of pounds that may stand in such a scenario."""
