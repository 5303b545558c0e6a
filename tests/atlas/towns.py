"""Small scenarios for the atlas, written by hand."""

from typing import Any

from lotdesign.scenario.scenario import Scenario
from tests.solve.loading import Doc, loaded


def town(units: int, *rules: Doc, **tables: Any) -> Doc:
    """So many units u0, u1, ... of one service, worth 100, 200, ... pounds a year."""
    rows = [
        {"id": f"u{i}", "name": f"Unit {i}", "service": "centre", "annual_budget": 100 * (i + 1)}
        for i in range(units)
    ]
    doc = {"schema": 1, "term": {"initial": 1}, "units": rows, "rule": list(rules), **tables}
    return {key: value for key, value in doc.items() if value}


def scenario(units: int, *rules: Doc, **tables: Any) -> Scenario:
    """The town, read as a user's file is."""
    return loaded(town(units, *rules, **tables))


def rule(kind: str, **keys: Any) -> Doc:
    """A rule whose id is its kind."""
    return {"id": kind, "kind": kind, **keys}


PROVIDERS = [
    {"id": name, "name": name, "services": "*", "localities": "*", "kind": kind, **limits}
    for name, kind, limits in (
        ("large", "national", {"annual_turnover": 100_000}),
        ("small", "vcse", {"annual_turnover": 1_000}),
        ("smaller", "vcse", {"annual_turnover": 600}),
    )
]
"""Three providers, of which only one is large enough for a lot of more than £500 a year."""
