"""Scenarios close to what can be met: drawn ones, with bands, maps and limits near their sums."""

from random import Random
from typing import Any

from hypothesis import strategies as st

from tests.preflight.scenarios import drawn
from tests.rules.office import Row


def tight(max_units: int = 5) -> st.SearchStrategy[Row]:
    """Drawn scenarios in which some limits are moved to where they just bite."""
    docs = drawn(max_units=max_units, with_providers=True)
    return st.builds(tighten, docs, st.integers(0, 2**32))


def tighten(doc: Row, seed: int) -> Row:
    """The document with one to three more rules, or limits of providers, near sums of budgets."""
    dice = Random(seed)
    changed = {**doc, "rule": list(doc.get("rule", [])) if dice.random() < 0.5 else []}
    for number in range(dice.randint(1, 3)):
        change = dice.choice(CHANGES)
        rule = change(changed, dice)
        if rule is not None:
            changed["rule"] = [*changed["rule"], {"id": f"tight-{number}", **rule}]
    return changed


def _some_sum(doc: Row, dice: Random) -> str:
    """Pounds: what some units are worth together, or a penny beside it."""
    budgets = [_read_pence(row["annual_budget"]) for row in doc["units"]]
    some = [each for each in budgets if dice.random() < 0.5] or budgets[:1]
    pence = max(0, sum(some) + dice.choice((-1, 0, 0, 1)))
    return f"{pence / 100:.2f}"


def _read_pence(value: Any) -> int:
    return round(float(str(value).replace("£", "").replace(",", "")) * 100)


def _band_value(doc: Row, dice: Random) -> Row:
    ends = sorted((_some_sum(doc, dice), _some_sum(doc, dice)), key=float)
    band = dict(zip(("min", "max"), ends, strict=True))
    if dice.random() < 0.5:
        del band[dice.choice(("min", "max"))]
    some = {"services": [dice.choice(doc["units"])["service"]]} if dice.random() < 0.3 else {}
    return {"kind": "lot_value", **band, **some}


def _band_size(doc: Row, dice: Random) -> Row:
    ends = sorted(dice.randint(1, len(doc["units"])) for _ in range(2))
    return {"kind": "lot_size", **dict(zip(("min", "max"), ends, strict=True))}


def _count_lots(doc: Row, dice: Random) -> Row:
    ends = sorted(dice.randint(1, len(doc["units"])) for _ in range(2))
    return {"kind": "lot_count", **dict(zip(("min", "max"), ends, strict=True))}


def _balance(doc: Row, dice: Random) -> Row:
    return {"kind": "balance", "measure": "value", "tolerance": f"{dice.randint(0, 60)}%"}


def _connect(doc: Row, dice: Random) -> Row | None:
    """Connected lots on a map of which some rows are left out."""
    if not doc.get("localities"):
        return None
    rows = doc.get("neighbours", [])
    doc["neighbours"] = [row for row in rows if dice.random() < 0.5]
    some = {"services": [dice.choice(doc["units"])["service"]]} if dice.random() < 0.3 else {}
    return {"kind": "contiguous", **some}


def _separate(doc: Row, dice: Random) -> Row:
    return {"kind": "separate", "service": dice.choice(doc["units"])["service"]}


def _within(doc: Row, dice: Random) -> Row:
    return {"kind": "alignment", "mode": dice.choice(("within", "whole"))}


def _tie(doc: Row, dice: Random) -> Row:
    names = [row["id"] for row in doc["units"]]
    some = dice.sample(names, min(len(names), 2))
    return {"kind": dice.choice(("together", "apart", "fixed")), "units": some}


def _cap_lots(doc: Row, dice: Random) -> Row:
    rows = doc.get("providers", [])
    doc["providers"] = [row | {"max_lots": dice.randint(1, 2)} for row in rows]
    return {"kind": "award"}


def _ask_large_lots(doc: Row, dice: Random) -> Row:
    rows = doc.get("providers", [])
    doc["providers"] = [row | {"min_lot_value": _some_sum(doc, dice)} for row in rows]
    return {"kind": "bidders", "min": dice.randint(1, 2)}


def _cap_values(doc: Row, dice: Random) -> Row:
    rows = doc.get("providers", [])
    doc["providers"] = [row | {"capacity": _some_sum(doc, dice)} for row in rows]
    return dice.choice(({"kind": "award"}, {"kind": "small_bidders", "lots": "all"}))


CHANGES = (
    *(_band_value, _band_value, _band_size, _count_lots, _balance, _connect, _connect),
    *(_separate, _within, _tie, _cap_lots, _ask_large_lots, _cap_values),
)
