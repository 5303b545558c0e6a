"""Ctrl-C while HiGHS works."""

import json
import signal
import subprocess
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import pytest

from lotdesign.app import api
from lotdesign.app.cli.exit_codes import ExitCode
from tests.cli.run import ROOT
from tests.solve.test_interrupt import COMMAND, hard, wait_for
from tests.strategies import to_toml

TIED = ROOT / "examples" / "bath"


def test_ctrl_c_ends_highs_and_keeps_what_it_had(tmp_path: Path) -> None:
    """Exit 130 and a whole result, as with CP-SAT."""
    path = tmp_path / "scenario.toml"
    path.write_text(to_toml(hard(18)), encoding="utf-8")
    arguments = [*COMMAND, str(path), "--engine", "highs", "--format", "json"]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [*arguments, "--progress", "jsonl"], stdout=pipe, stderr=pipe, text=True
    ) as run:
        assert run.stderr is not None
        wait_for(run.stderr, phase="select", measure="value_spread")
        run.send_signal(signal.SIGINT)
        out, remarks = run.communicate(timeout=200)
    assert run.returncode == ExitCode.INTERRUPTED
    assert "Traceback" not in remarks
    output = json.loads(out)
    assert output["termination"] == "interrupted"
    assert output["status"] == ("feasible" if output["lots"] else "unknown")
    saved = tmp_path / "result.json"
    saved.write_text(out, encoding="utf-8")
    assert api.verify(api.load(path), api.read_result(saved)).ok


@pytest.mark.parametrize(
    "moment", ["canonical_tie_break.compute_label_vector", "lexicographic.fix_near_optimum"]
)
def test_ctrl_c_between_two_questions_keeps_the_best(
    moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While ties are broken the design is proved best; between two aims it is the best so far."""
    module, _, name = moment.partition(".")
    place = import_module(f"solver.exact.{module}")
    original = getattr(place, name)

    def stopped(*given: object) -> object:
        signal.raise_signal(signal.SIGINT)
        return original(*given)

    monkeypatch.setattr(place, name, stopped)
    result = api.solve(api.load(TIED), context=False).result
    assert result.lots
    assert result.verification.ok
    ended = (result.status, result.termination)
    assert ended == (
        ("optimal", "proved") if name == "compute_label_vector" else ("feasible", "interrupted")
    )
    assert [each.proved for each in result.objective] == [True] * (
        2 if name == "compute_label_vector" else 1
    )


def test_ctrl_c_is_not_kept_back_where_half_an_answer_is_worth_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It stops a Pareto search at any moment."""
    monkeypatch.setattr("solver.exact.lexicographic.fix_near_optimum", _pressed)
    pareto = api.frontier(api.load(TIED)).told
    assert (pareto.ended, pareto.complete) == ("interrupted", False)


def _pressed(*given: object) -> NoReturn:
    signal.raise_signal(signal.SIGINT)
    raise AssertionError("Ctrl-C came to nothing")
