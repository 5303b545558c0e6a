"""What a proof rests on, whether engines that are asked again agree, and where figures may move."""

from typing import Any

import pytest

from lotdesign.app.api import solve
from lotdesign.result.bound_certificate import BoundCertificate, BoundClaim
from lotdesign.result.model import FigureBreakEven, Result
from lotdesign.verify.proofs import find_contradictions, list_proofs
from lotdesign.verify.verify import verify_result
from tests.rules.office import office, rule
from tests.verify.changes import changed
from tests.verify.results import busy, impossible

SCENARIO, PROVED = busy()
"""By cost, then by the share that is accessible."""
COST = PROVED.objective[0].optimum


def tell(result: Result, again: Result | None = None) -> list[tuple[str | None, str, Any]]:
    """Each aim, what its proof rests on, and who found the same again."""
    return [(each.measure, each.basis, each.again) for each in list_proofs(result, again)]


def claiming(result: Result, *measures: str | None) -> Result:
    """The result with a bound certificate of these aims, which nobody reads here."""
    claims = tuple(BoundClaim.model_construct(measure=each, numbers=()) for each in measures)
    certificate = BoundCertificate.model_construct(claims=claims)
    return result.model_copy(update={"bound_certificate": certificate})


def opened(result: Result) -> Result:
    """The last aim is not proved."""
    return changed(result, ("objective", 1, "proved"), False)


def test_each_aim_rests_on_its_own_proof() -> None:
    """A certificate holds the aims that it claims; engines have the rest."""
    cost, share = "whole_life_cost", "accessible_share"
    assert tell(PROVED) == [(cost, "engines", ()), (share, "engines", ())]
    claimed = claiming(PROVED, cost)
    assert tell(claimed) == [(cost, "bound certificate", ()), (share, "engines", ())]
    assert tell(opened(PROVED)) == [(cost, "engines", ()), (share, "open", ())]


def test_only_what_was_proved_again_says_so() -> None:
    """Engines that proved the first aim alone, and that proved none of these."""
    by = PROVED.proved_by
    assert [again for *_, again in tell(PROVED, PROVED)] == [by, by]
    assert [again for *_, again in tell(PROVED, opened(PROVED))] == [by, ()]
    none = PROVED.model_copy(update={"objective": ()})
    assert [again for *_, again in tell(PROVED, none)] == [(), ()]


def test_that_there_is_no_design_is_one_proof() -> None:
    none = impossible(SCENARIO)
    assert tell(none) == [(None, "engines", ())]
    assert tell(none, none) == [(None, "engines", none.proved_by)]
    assert tell(none, PROVED) == [(None, "engines", ())]
    assert tell(claiming(none, None)) == [(None, "bound certificate", ())]


@pytest.mark.parametrize(
    ("optimum", "bound", "agrees"),
    [(0, 0, True), (-1, -1, False), (1, 1, False), (1, -1, True), (0, -1, True), (1, 0, True)],
)
def test_engines_that_are_asked_again(optimum: int, bound: int, agrees: bool) -> None:
    """A penny less than what nothing can pass, or a bound above what was reached."""
    assert isinstance(COST, int)
    again = changed(PROVED, ("objective", 0, "optimum"), COST + optimum)
    again = changed(again, ("objective", 0, "bound"), COST + bound)
    said = list(find_contradictions(PROVED, again))
    assert [each.partition(",")[0] for each in said] == (
        [] if agrees else ["objective whole_life_cost"]
    )


def test_where_more_is_better() -> None:
    """The share of the last aim, once the first is agreed: more than its bound is impossible."""
    better = changed(PROVED, ("objective", 1, "optimum"), "0.9")
    (said,) = find_contradictions(PROVED, changed(better, ("objective", 1, "bound"), "0.9"))
    assert said.startswith("objective accessible_share")
    assert list(find_contradictions(PROVED, impossible(SCENARIO))) == [
        "asked again: there is no design, and the result has a design"
    ]


@pytest.mark.parametrize(("figure", "ok"), [("initial", True), ("extensions", False)])
def test_figures_that_may_move_have_the_scenarios_value(figure: str, ok: bool) -> None:
    """Youth work is bought for one year of two: the first row of its terms says so."""
    terms = {"initial": 2, "service": [{"services": ["youth"], "initial": 1}]}
    scenario = office(rule("lot_count", max=3), term=terms)
    result = solve(scenario, workers=1).result
    told = FigureBreakEven(
        figure=f"term.service.1.{figure}",
        title="Years",
        unit="years",
        value="1",
        least="1",
        most="2",
        found="not worked out",
    )
    other = changed(result, ("tipping",), [told.model_dump(mode="json")])
    assert verify_result(scenario, other).faults == (
        () if ok else (f"break-even of {told.figure}: not the scenario's value",)
    )


@pytest.mark.parametrize(("key", "value"), [("checks", 1), ("ok", False), ("faults", ["x"])])
def test_what_a_result_says_of_its_own_verification(key: str, value: Any) -> None:
    """It is counted again."""
    scenario = office(rule("lot_count", max=3))
    result = solve(scenario, workers=1, context=False).result
    assert verify_result(scenario, result).ok
    (fault,) = verify_result(scenario, changed(result, ("verification", key), value)).faults
    assert fault.startswith("verification: the result says")
