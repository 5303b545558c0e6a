"""A design that breaks a rule is found, whatever its result claims."""

import pytest

from lotdesign.result.base import Termination
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario
from lotdesign.verify.verify import verify_result
from tests.rules.office import office
from tests.verify.broken import EXAMPLES, Example
from tests.verify.results import honest

KINDS = sorted(EXAMPLES)


def scenario_of(example: Example) -> Scenario:
    """The office with the example's rule."""
    return office(example.tested, **example.tables)


def broken_result(
    example: Example, scenario: Scenario, termination: Termination = "time limit"
) -> Result:
    """The broken design with figures that are right."""
    without = example.bad_without if scenario.rules[0].is_active else None
    award = example.bad_award
    return honest(scenario, *example.bad, award=award, without=without, termination=termination)


@pytest.mark.parametrize("kind", KINDS)
def test_a_design_that_keeps_the_rule_passes(kind: str) -> None:
    """An honest result of a good design has no fault, and something was checked."""
    example = EXAMPLES[kind]
    scenario = scenario_of(example)
    result = honest(
        scenario,
        *example.good,
        award=example.good_award,
        without=example.good_without,
        termination="time limit",
    )
    found = verify_result(scenario, result)
    assert (found.ok, found.faults) == (True, ())
    assert found.checks > 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_design_that_breaks_the_rule_is_named(kind: str) -> None:
    """The one fault of a result that is right in every figure is the broken rule."""
    example = EXAMPLES[kind]
    scenario = scenario_of(example)
    found = verify_result(scenario, broken_result(example, scenario))
    (fault,) = found.faults
    assert fault == f"rule {kind} is broken: {scenario.rules[0].write_sentence(scenario)}"
    assert not found.ok


@pytest.mark.parametrize("kind", KINDS)
def test_calling_a_broken_rule_met_does_not_help(kind: str) -> None:
    """The lie about its status is a second fault."""
    example = EXAMPLES[kind]
    scenario = scenario_of(example)
    result = broken_result(example, scenario)
    lie = result.rules[0].model_copy(update={"status": "met"})
    faults = verify_result(scenario, result.model_copy(update={"rules": (lie,)})).faults
    assert any(fault.startswith(f"rule {kind} is broken") for fault in faults)
    assert f"rule {kind}: status: the result says 'met', worked out again 'broken'" in faults


@pytest.mark.parametrize("kind", KINDS)
def test_a_given_design_may_break_rules(kind: str) -> None:
    """A design that was only evaluated is right when it says what it breaks."""
    example = EXAMPLES[kind]
    scenario = scenario_of(example)
    given = broken_result(example, scenario, "given")
    assert given.rules[0].status == "broken"
    assert verify_result(scenario, given).ok


@pytest.mark.parametrize("kind", KINDS)
def test_a_rule_that_is_off_is_not_broken(kind: str) -> None:
    """Switched off, the same design passes; calling it met is a fault."""
    example = EXAMPLES[kind]
    scenario = office(example.tested | {"status": "off"}, **example.tables)
    result = broken_result(example, scenario)
    assert verify_result(scenario, result).ok
    lie = result.rules[0].model_copy(update={"status": "met"})
    assert not verify_result(scenario, result.model_copy(update={"rules": (lie,)})).ok
