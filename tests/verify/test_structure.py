"""Lots that are no design, and parts that are missing or in the wrong order."""

import pytest

from lotdesign.result.build import build_law_notes
from lotdesign.result.model import Result
from lotdesign.verify.verify import verify_result
from tests.verify.changes import changed
from tests.verify.results import busy

SCENARIO, RESULT = busy()
LOTS = RESULT.lots
COST = sum(lot.whole_life_pence for lot in LOTS)


def faults(result: Result) -> str:
    """What the checker finds, as one text."""
    return "; ".join(verify_result(SCENARIO, result).faults)


@pytest.mark.parametrize(
    ("lot", "units", "fault"),
    [
        (0, ["a", "b"], "units in no lot: c"),
        (0, ["a", "b", "c", "c"], "units in more than one place: c"),
        (0, ["a", "b", "c", "w"], "units in more than one place: w"),
        (0, ["a", "b", "c", "q"], "units that the scenario does not have: q"),
        (1, [], "a lot without units"),
        (0, ["b", "a", "c"], "do not stand in the order of first unit and file"),
    ],
)
def test_lots_that_are_no_design_are_found(lot: int, units: list[str], fault: str) -> None:
    """A unit missing, twice, unknown or out of order, and a lot of nothing."""
    assert fault in faults(changed(RESULT, ("lots", lot, "units"), units))


def test_lots_out_of_order_are_found() -> None:
    """Lots stand in the order of their first units."""
    assert "order" in faults(RESULT.model_copy(update={"lots": LOTS[::-1]}))


@pytest.mark.parametrize("status", ["optimal", "feasible"])
def test_a_design_that_was_found_has_lots(status: str) -> None:
    """Nothing can be called best that is not there."""
    bare = RESULT.model_copy(update={"lots": (), "status": status})
    assert "has no lots" in faults(bare)


@pytest.mark.parametrize("status", ["infeasible", "unknown"])
def test_no_design_needs_no_lots(status: str) -> None:
    """Where none was found the input alone is compared."""
    bare = RESULT.model_copy(
        update={"lots": (), "status": status, "law": build_law_notes(SCENARIO, None)}
    )
    assert verify_result(SCENARIO, bare).ok
    assert "sha256" in faults(changed(bare, ("scenario", "sha256"), "0"))


def test_a_missing_lot_is_found() -> None:
    """Its units are in no lot."""
    assert "units in no lot: y" in faults(RESULT.model_copy(update={"lots": (LOTS[0], LOTS[2])}))


@pytest.mark.parametrize(
    "rules", [RESULT.rules[1:], RESULT.rules[::-1], (*RESULT.rules, RESULT.rules[0]), ()]
)
def test_rules_missing_out_of_order_or_twice_are_found(rules: tuple[object, ...]) -> None:
    """Every rule of the scenario is judged once, in its order."""
    assert "rules: the result says" in faults(RESULT.model_copy(update={"rules": rules}))


def test_a_measure_missing_or_invented_is_found() -> None:
    """All measures that the scenario allows, and no others."""
    fewer = {name: value for name, value in RESULT.measures.items() if name != "lots"}
    assert "measures" in faults(RESULT.model_copy(update={"measures": fewer}))
    more = RESULT.measures | {"beauty": 1}
    assert "measures" in faults(RESULT.model_copy(update={"measures": more}))


@pytest.mark.parametrize(
    ("objective", "key", "figure"),
    [
        (0, "bound", COST + 1),
        (0, "optimum", COST + 1),
        (1, "bound", "0.5"),
        (1, "optimum", "0.5"),
        (1, "optimum", "0.7"),
    ],
)
def test_bounds_that_the_design_beats_are_found(objective: int, key: str, figure: object) -> None:
    """Nothing is better than the bound, and the design is no better than the optimum."""
    assert "out of order" in faults(changed(RESULT, ("objective", objective, key), figure))


def test_an_optimum_may_be_given_away_within_order() -> None:
    """Bound, optimum and value may differ, as they do with a tolerance, in that order."""
    looser = changed(RESULT, ("objective", 0, "optimum"), COST - 5)
    assert verify_result(SCENARIO, changed(looser, ("objective", 0, "bound"), COST - 5)).ok
