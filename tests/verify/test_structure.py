"""Lots that are no design, and parts that are missing or in the wrong order."""

import pytest

from lotdesign.result.model import Result
from lotdesign.verify.verify import verify_result
from tests.rules.office import doc, loaded, rule, unit
from tests.verify.changes import changed
from tests.verify.results import busy, busy_document, honest, impossible

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


def test_no_design_needs_no_lots() -> None:
    """Where none was found the input alone is compared."""
    bare = impossible(SCENARIO)
    assert verify_result(SCENARIO, bare).ok
    assert "sha256" in faults(changed(bare, ("scenario", "sha256"), "0"))


@pytest.mark.parametrize("status", ["infeasible", "unknown"])
def test_what_was_not_found_has_no_lots(status: str) -> None:
    """Lots are there only where a design was found."""
    said = f"the result is called {status} and has lots"
    assert said in faults(RESULT.model_copy(update={"status": status}))


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


@pytest.mark.parametrize(("pence", "ok"), [(300, True), (301, False)])
def test_an_optimum_may_be_given_away_within_its_tolerance(pence: int, ok: bool) -> None:
    """Bound, optimum and value may differ by the three pounds that the first objective gives."""
    document = busy_document()
    first, *others = document["objective"]
    scenario = loaded(document | {"objective": [first | {"tolerance": 3}, *others]})
    result = honest(scenario, "a b c", "y", "w", award=["small", "big", "big"])
    looser = changed(result, ("objective", 0, "optimum"), COST - pence)
    looser = changed(looser, ("objective", 0, "bound"), COST - pence)
    assert verify_result(scenario, looser).ok == ok


def test_the_last_objective_gives_nothing_away() -> None:
    """Nothing comes after it."""
    less = changed(RESULT, ("objective", 1, "optimum"), "0.8")
    assert "more is given away" in faults(changed(less, ("objective", 1, "bound"), "0.8"))


def test_a_spread_that_is_no_whole_penny_is_written_as_the_nearest() -> None:
    """The mean of 2, 3 and 5 pence is 3 1/3, written as 3; 2 gives more than half a penny away."""
    scenario = loaded(
        doc(
            rule("lot_count", min=2),
            units=[unit("a", "centre", "0.02", "ash"), unit("b", "centre", 0, "bree")],
            term={"initial": 3},
            money={"uplift": "50%"},
            market={"value_basis": "mean"},
            objective=[{"measure": "value_spread"}],
        )
    )
    result = honest(scenario, "a", "b")
    assert result.objective[0].optimum == 3
    assert verify_result(scenario, result).ok
    less = changed(changed(result, ("objective", 0, "optimum"), 2), ("objective", 0, "bound"), 2)
    assert "more is given away" in "; ".join(verify_result(scenario, less).faults)


def test_a_count_is_not_rounded() -> None:
    """Four fifths more than two lots are 3.6: no half lot comes on top."""
    aims = [{"measure": "lots", "tolerance": "80%"}, {"measure": "whole_life_cost"}]
    scenario = loaded(doc(objective=aims))
    for lots, is_more in ((("a b c", "y", "w"), False), (("a b", "c", "y", "w"), True)):
        result = honest(scenario, *lots)
        fewer = changed(result, ("objective", 0, "optimum"), 2)
        fewer = changed(fewer, ("objective", 0, "bound"), 2)
        said = "; ".join(verify_result(scenario, fewer).faults)
        assert ("objective lots: more is given away" in said) == is_more
