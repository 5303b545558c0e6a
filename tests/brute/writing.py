"""Short documents for tests worked out by hand."""

from typing import Any

from tests.brute.case import Doc, Row


def unit(name: str, budget: object, service: str = "centre", **columns: object) -> Row:
    """A unit row; the budget is in pounds a year."""
    return {"id": name, "name": name, "service": service, "annual_budget": budget} | columns


def provider(name: str, **columns: object) -> Row:
    """A provider that can do everything."""
    row = {"id": name, "name": name, "services": "*", "localities": "*", "kind": "sme"}
    return row | {"annual_turnover": ""} | columns


def consortium(name: str, members: str, shares: str = "50% 50%") -> Row:
    """A consortium; members and shares are words."""
    row = {"id": name, "name": name}
    return row | {"members": members.split(), "shares": shares.split()}


def rule(kind: str, **parameters: object) -> Row:
    """A rule called after its kind."""
    return {"id": kind, "kind": kind} | parameters


def scenario(units: list[Row], providers: list[Row], *rules: Row, **tables: Any) -> Doc:
    """One contract year and nothing but this, unless it says otherwise."""
    doc: Doc = {"schema": 1, "authority": {"name": "Council"}, "term": {"initial": 1}}
    doc |= {"units": units, "providers": providers, "rule": list(rules)}
    return doc | {"objective": [{"measure": "whole_life_cost"}]} | tables
