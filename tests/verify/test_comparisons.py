"""What stands beside the answer, changed in one place, is found."""

from functools import cache
from typing import Any

import pytest

from lotdesign.app.api import solve
from lotdesign.result.model import ReferenceComparison, Result, Verification
from lotdesign.scenario.scenario import Scenario
from lotdesign.verify.verify import verify_result
from tests.rules.office import DIVIDED, office, rule
from tests.verify.changes import Path, changed, leaves, others

JOINED = [{"services": ["youth", "contact"], "annual": 5000}]
OTHER_STATUS = {"optimal": "infeasible", "infeasible": "optimal"}


@cache
def solved() -> tuple[Scenario, Result]:
    """The office with contact divided: a ladder, comparisons and one contract beside."""
    scenario = office(
        rule("lot_count", max=4),
        rule("separate", service="centre"),
        rule("award"),
        divide=DIVIDED,
        money={"contract_management": 1000, "integration": JOINED},
        option=[{"id": "council", "name": "Council", "lots": [["a", "b", "c"], ["y"], ["w"]]}],
    )
    return scenario, solve(scenario, workers=1).result


def _changes() -> list[Any]:
    dump = solved()[1].model_dump(mode="json", by_alias=True)
    return [
        pytest.param(path, other, id=f"{'.'.join(map(str, path))}={str(other)[:12]}")
        for path, value in leaves({part: dump[part] for part in ("ladder", "comparisons")})
        if not {"id", "name", "largest_provider_share"} & set(path) and value not in ({}, "award")
        for other in ([OTHER_STATUS[value]] if path[-1] == "status" else others(value))
    ]


def test_the_context_of_a_solved_result_has_no_fault() -> None:
    """There are rungs with a design and without, comparisons of both sorts, and a division."""
    scenario, result = solved()
    assert verify_result(scenario, result).faults == ()
    assert {rung.status for rung in result.ladder} == {"optimal", "infeasible"}
    assert {other.admissible for other in result.comparisons} == {True, False}
    assert [each.service for each in result.divided] == ["contact"]
    assert result.divided[0].one_contract is not None


@pytest.mark.parametrize(("path", "other"), _changes())
def test_a_change_in_ladder_or_comparisons_is_found(path: Path, other: Any) -> None:
    """A measure, a unit, a rule or a verdict that is not so."""
    scenario, result = solved()
    assert not verify_result(scenario, changed(result, path, other)).ok


@pytest.mark.parametrize(
    ("key", "other"),
    [
        ("service", "centre"),
        ("joined", ["combe"]),
        ("alone", ["ash", "bree", "combe"]),
        ("integration_pence", 1),
    ],
)
def test_a_change_in_what_is_divided_is_found(key: str, other: Any) -> None:
    """Another service, other places, another saving."""
    scenario, result = solved()
    assert not verify_result(scenario, changed(result, ("divided", 0, key), other)).ok


def test_one_contract_that_is_not_one_is_found() -> None:
    """The design without its one contract, though right in every figure."""
    scenario, result = solved()
    rung = result.ladder[3]
    assert ("w@ash", "w@bree", "w@combe") not in rung.design
    found = {"lots": rung.design, "measures": rung.measures, "award": rung.award}
    other = ReferenceComparison(
        id="one-contact-contract",
        name="The best with one contract for contact",
        admissible=True,
        **found,
    ).model_dump(mode="json")
    faults = verify_result(scenario, changed(result, ("divided", 0, "one_contract"), other)).faults
    assert faults == ("divided contact: its parts are not one lot of their own",)


def test_a_design_that_beats_the_proof_is_found() -> None:
    """A rung that costs less than the bound contradicts it, though its figures are right."""
    scenario, result = solved()
    best = min(result.ladder, key=lambda rung: rung.measures.get("whole_life_cost") or 10**12)
    (first, *_) = result.objective
    dearer = int(first.bound or 0) + 1
    lie = changed(result, ("objective", 0, "bound"), dearer)
    faults = verify_result(scenario, lie).faults
    assert f"ladder, {best.lots} lot{'s' * (best.lots > 1)}: better than the bound" in faults


@pytest.mark.parametrize(
    ("status", "more", "ok"),
    [("feasible", -1, True), ("feasible", 1, False), ("optimal", 0, False)],
)
def test_only_an_open_number_of_lots_has_a_bound(status: str, more: int, ok: bool) -> None:
    """One that is no worse than its design."""
    scenario, result = solved()
    own = len(result.lots)
    at = next(i for i, rung in enumerate(result.ladder) if rung.design and rung.lots != own)
    cost = result.ladder[at].measures["whole_life_cost"]
    assert isinstance(cost, int)
    open_yet = result.ladder[at].model_copy(update={"status": status, "bound": cost + more})
    ladder = (*result.ladder[:at], open_yet, *result.ladder[at + 1 :])
    unverified = {"ladder": ladder, "verification": Verification(ok=True, checks=0)}
    assert verify_result(scenario, result.model_copy(update=unverified)).ok == ok


def test_nothing_is_admissible_beside_an_impossible_answer() -> None:
    """No design at all, and yet a ladder of designs."""
    scenario, result = solved()
    none = result.model_copy(update={"lots": (), "status": "infeasible", "divided": ()})
    assert any(
        "admissible, where nothing is to be" in each
        for each in verify_result(scenario, none).faults
    )
