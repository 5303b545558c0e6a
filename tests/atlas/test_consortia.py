"""Lots that only a consortium can be awarded."""

from solver.enumeration.atlas import Atlas
from tests.atlas.towns import rule
from tests.solve.loading import Doc, loaded


def firm(name: str, service: str) -> Doc:
    """A provider of one service and no other."""
    limits = {"kind": "vcse", "annual_turnover": 100_000}
    return {"id": name, "name": name, "services": service, "localities": "*"} | limits


def test_a_consortium_can_carry_what_no_single_provider_does() -> None:
    rows = [{"id": n, "name": n, "service": n, "annual_budget": 100} for n in ("a", "b")]
    town: Doc = {
        "schema": 1,
        "term": {"initial": 1},
        "units": rows,
        "localities": [{"id": "here", "name": "Here"}],
        "providers": [firm("p", "a"), firm("q", "b")],
        "consortium": [{"id": "c", "name": "c", "members": ["p", "q"], "shares": ["50%", "50%"]}],
        "rule": [rule("award"), rule("lot_count", max=1)],
    }
    answer = Atlas.of(loaded(town)).answer()
    assert answer.best is not None
    assert answer.evaluate(answer.best.design).award == (2,)
    assert answer.count == 1
