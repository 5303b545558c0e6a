"""Choices of engines: contradictions are reported, and engines that prove nothing are not named."""

from dataclasses import replace
from typing import Any

import pytest

from lotdesign.app import api
from lotdesign.faults import EngineContradiction
from lotdesign.scenario.scenario import Scenario
from solver import cross_check
from solver.backends.base import EngineOutcome, SolveRequest
from solver.backends.highs import HighsEngine
from solver.backends.registry import EngineChoice, load_chosen_engine, parse_engine_choice
from solver.outcome import SolveOutcome
from tests.cli.run import run
from tests.solve.loading import Doc, loaded
from tests.strategies import to_toml

DOC: Doc = {
    "schema": 1,
    "term": {"initial": 1},
    "money": {"procurement": 100},
    "units": [
        {"id": name, "name": name.upper(), "service": "care", "annual_budget": budget}
        for name, budget in (("a", 1000), ("b", 2000), ("c", 4000))
    ],
    "rule": [{"id": "size", "kind": "lot_value", "max": 6500}],
}
IMPOSSIBLE: Doc = {**DOC, "rule": [{"id": "size", "kind": "lot_value", "max": 3500}]}
APART: Doc = {
    **DOC,
    "rule": [
        {"id": "count", "kind": "lot_count", "min": 2},
        {"id": "size", "kind": "lot_value", "min": 3200},
    ],
}
"""Every unit has a lot, and values allow two; but all those lots hold C."""


def scenario(doc: Doc = DOC) -> Scenario:
    """The document as a scenario."""
    return loaded(doc)


def distort(monkeypatch: pytest.MonkeyPatch, change: Any) -> None:
    """HiGHS's outcomes are changed by `change` from now on."""
    honest = HighsEngine.solve

    def solve(self: HighsEngine, request: SolveRequest) -> EngineOutcome:
        return change(honest(self, request), request.objective)

    monkeypatch.setattr(HighsEngine, "solve", solve)


@pytest.mark.parametrize(
    ("engine", "name", "proved_by"),
    [
        ("auto", "cp-sat", ("cp-sat",)),
        ("cp-sat", "cp-sat", ("cp-sat",)),
        ("highs", "highs", ("highs",)),
        ("both", "cp-sat and highs", ("cp-sat", "highs")),
    ],
)
def test_all_choices_agree_on_everything_but_who_was_asked(
    engine: str, name: str, proved_by: tuple[str, ...]
) -> None:
    """Ladder, effects and comparisons included."""
    result = api.solve(scenario(), engine=engine).result
    assert (result.engine.name, result.proved_by) == (name, proved_by)
    plain = api.solve(scenario(), engine="cp-sat").result
    differing = {"engine", "proved_by"}
    assert result.model_dump_json(exclude=differing) == plain.model_dump_json(exclude=differing)


@pytest.mark.parametrize(
    ("choice", "name"),
    [("auto", "cp-sat"), ("cp-sat", "cp-sat"), ("highs", "highs"), ("both", "both")],
)
def test_single_models_go_to_the_engine_that_was_chosen(choice: EngineChoice, name: str) -> None:
    assert load_chosen_engine(choice).name == name


def find_outcomes(monkeypatch: pytest.MonkeyPatch) -> SolveOutcome:
    """What an engine comes to for DOC."""
    kept: list[SolveOutcome] = []
    honest = cross_check.solve_candidates

    def keep(*given: Any) -> SolveOutcome:
        kept.append(honest(*given))
        return kept[-1]

    monkeypatch.setattr(cross_check, "solve_candidates", keep)
    api.solve(scenario(), engine="cp-sat", context=False)
    return kept[0]


@pytest.mark.parametrize(
    ("both_settled", "said"),
    [
        (
            True,
            ["of equally good designs CP-SAT shows a, b | c and HiGHS shows a | b, c as the first"],
        ),
        (False, []),
    ],
)
def test_designs_are_compared_where_both_have_settled_ties(
    both_settled: bool, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until then each may show another of those that are equally good."""
    first = find_outcomes(monkeypatch)
    assert first.design is not None
    assert first.tie_proved
    (pair, single) = first.design.lots
    other = replace(
        first.design,
        lots=(replace(pair, units=pair.units[:1]), replace(single, units=(1, *single.units))),
    )
    second = replace(first, design=other, tie_proved=both_settled)
    found = cross_check.list_contradictions(scenario(), ("CP-SAT", first), ("HiGHS", second))
    assert list(found) == said


@pytest.mark.parametrize(
    ("engine", "proved_by"),
    [
        ("auto", ("cp-sat", "highs")),
        ("both", ("cp-sat", "highs")),
        ("cp-sat", ("cp-sat",)),
        ("highs", ("highs",)),
    ],
)
def test_impossible_names_every_engine_that_proved_it(
    engine: str, proved_by: tuple[str, ...]
) -> None:
    result = api.solve(scenario(APART), engine=engine).result
    assert result.status == "infeasible"
    assert result.proved_by[-len(proved_by) :] == proved_by


@pytest.mark.parametrize("engine", ["auto", "both"])
def test_an_engine_that_is_undecided_is_not_named(
    engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    distort(monkeypatch, lambda outcome, minimise: EngineOutcome("unknown"))
    result = api.solve(scenario(APART), engine=engine).result
    assert result.status == "infeasible"
    assert "highs" not in result.proved_by


def test_a_false_impossible_is_a_contradiction(monkeypatch: pytest.MonkeyPatch) -> None:
    distort(monkeypatch, lambda outcome, minimise: EngineOutcome("infeasible"))
    with pytest.raises(EngineContradiction) as raised:
        api.solve(scenario(), engine="both")
    assert raised.value.faults == (
        "HiGHS calls the rules impossible, but CP-SAT has a design: a, b | c",
    )


def maximise(monkeypatch: pytest.MonkeyPatch, status: Any) -> None:
    """HiGHS gives the worst solution for the best from now on."""
    honest = HighsEngine.solve

    def solve(self: HighsEngine, request: SolveRequest) -> EngineOutcome:
        form = request.objective
        if form is None:
            return honest(self, request)
        opposite = replace(form, coefficients=-form.coefficients)
        outcome = honest(self, replace(request, objective=opposite))
        assert outcome.solution is not None
        return replace(outcome, status=status, bound=form.evaluate(outcome.solution))

    monkeypatch.setattr(HighsEngine, "solve", solve)


def test_a_wrong_optimum_is_a_contradiction(monkeypatch: pytest.MonkeyPatch) -> None:
    maximise(monkeypatch, "optimal")
    with pytest.raises(
        EngineContradiction, match="whole_life_cost: CP-SAT proves that the best is"
    ):
        api.solve(scenario(), engine="both")


def test_a_bound_that_a_design_beats_is_a_contradiction(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine is stopped early, and sure of a bound that is none."""
    maximise(monkeypatch, "feasible")
    with pytest.raises(EngineContradiction, match="HiGHS proves that none beats"):
        api.solve(scenario(), engine="both")


def test_auto_finds_a_false_impossible_of_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    from solver.backends.cp_sat import CpSatEngine

    monkeypatch.setattr(CpSatEngine, "solve", lambda *args, **named: EngineOutcome("infeasible"))
    with pytest.raises(
        EngineContradiction, match="CP-SAT calls the rules impossible, but HiGHS has"
    ):
        api.solve(scenario())


def test_the_command_line_says_so_in_one_line(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    path = tmp_path / "scenario.toml"
    path.write_text(to_toml(DOC), encoding="utf-8")
    distort(monkeypatch, lambda outcome, minimise: EngineOutcome("infeasible"))
    output = run("solve", path, "--engine", "both", "--quiet")
    assert (output.code, output.out, len(output.faults)) == (7, "", 1)
    assert output.err.startswith("The engines contradict each other, trust neither: HiGHS calls")


def test_an_unknown_engine_is_refused_with_the_list(tmp_path: Any) -> None:
    with pytest.raises(ValueError, match="known are auto, cp-sat, highs, both"):
        parse_engine_choice("magic")
    output = run("solve", "nowhere", "--engine", "magic")
    assert output.code == 2
    assert all(name in output.err for name in ("auto", "cp-sat", "highs", "both"))


@pytest.mark.parametrize(
    ("silent", "proved_by"),
    [((), ("cp-sat", "highs")), (("cp-sat",), ("highs",)), (("cp-sat", "highs"), ("cp-sat",))],
)
def test_a_proof_by_both_together_is_no_proof_by_each(
    silent: tuple[str, ...], proved_by: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """HiGHS had a part in CP-SAT's search; then each is asked alone, and may not answer in time."""
    honest, confirm = cross_check.solve_candidates, cross_check.confirm_infeasible

    def solve_together(*given: Any) -> SolveOutcome:
        given[-1].engine.engines_used.add("highs")
        return honest(*given)

    def confirm_unless_silent(*given: Any, engine: Any) -> EngineOutcome:
        found = confirm(*given, engine=engine)
        return EngineOutcome("unknown") if engine in silent else found

    monkeypatch.setattr(cross_check, "solve_candidates", solve_together)
    monkeypatch.setattr(cross_check, "confirm_infeasible", confirm_unless_silent)
    result = api.solve(scenario(APART), engine="auto").result
    assert (result.status, result.proved_by[-2:]) == ("infeasible", proved_by)
    assert result.verification.ok
