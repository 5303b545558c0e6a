"""The answer as soon as it stands, and what follows it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

import solver.run
from lotdesign.app import api
from lotdesign.app.cli.exit_codes import ExitCode
from lotdesign.result.model import Result
from lotdesign.scenario.lot_names import list_reference_designs
from tests.cli.run import ROOT, run
from tests.cli.test_streams import write_on_a_screen

TINY = ROOT / "examples" / "tiny"
PARTS = ["comparisons", "ladder", "effects"]


def strip_screen(text: str) -> str:
    """What stays on a screen, without colour and without the line of progress."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text).replace("\r\n", "\n")
    lines = (line.rsplit("\r", 1)[-1].rstrip() for line in plain.split("\n"))
    return "\n".join(lines).strip()


def test_a_screen_has_the_answer_before_comparisons_and_one_page_in_all() -> None:
    """The page is that of a pipe; the sentence on checks counts those of the design alone."""
    screen = strip_screen(write_on_a_screen(TINY))
    page = run("solve", TINY, "--quiet").out.strip()
    checks = re.compile(r"solver: [\d,]+ checks")
    assert checks.sub("", screen) == checks.sub("", page)
    assert checks.findall(screen) != checks.findall(page)


@pytest.mark.parametrize("form", ["json", "md"])
def test_a_whole_file_stands_before_comparisons(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is a verified answer that says what is left out; the whole result replaces it."""
    out = tmp_path / f"answer.{form}"
    compare, first = solver.run.put_in_context, []

    def read_and_compare(*args: Any) -> Result:
        first.append(out.read_text(encoding="utf-8"))
        return compare(*args)

    monkeypatch.setattr(solver.run, "put_in_context", read_and_compare)
    said = run("solve", TINY, "--out", out)
    (early,), late = first, out.read_text(encoding="utf-8")
    assert said.err.count("Best design: ") == said.err.count(" It is in ") == 1
    assert early != late
    if form == "md":
        assert "Not worked out, or not to its end: how other designs compare" in early
        assert "Not worked out" not in late
        return
    assert json.loads(early)["verification"]["ok"]
    assert json.loads(early)["left_out"] == PARTS
    assert "left_out" not in json.loads(late)
    assert json.loads(early)["lots"] == json.loads(late)["lots"]


def test_brief_leaves_comparisons_out_and_says_so(tmp_path: Path) -> None:
    out = tmp_path / "answer.json"
    assert run("solve", TINY, "--brief", "--out", out).code == 0
    brief = json.loads(out.read_text(encoding="utf-8"))
    whole = json.loads(run("solve", TINY, "--format", "json").out)
    assert brief["left_out"] == PARTS
    assert (brief["ladder"], brief["comparisons"]) == ([], [])
    assert all(rule["effect"] == "unknown" for rule in brief["rules"])
    for key in ("status", "proved_by", "objective", "lots", "measures", "totals"):
        assert brief[key] == whole[key]
    assert run("verify", TINY, out).code == 0
    assert "More time, or no --brief, gives it." in run("solve", TINY, "--brief").out


def test_a_failed_check_is_never_shown_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    verify = solver.run.verify_anew

    def find_a_fault(scenario: Any, result: Result) -> Result:
        verified = verify(scenario, result)
        wrong = verified.verification.model_copy(update={"ok": False, "faults": ("wrong",)})
        return verified.model_copy(update={"verification": wrong})

    monkeypatch.setattr(solver.run, "verify_anew", find_a_fault)
    said = run("solve", TINY, "--out", tmp_path / "answer.json")
    assert said.code == ExitCode.NOT_VERIFIED
    assert " It is in " not in said.err


def test_stopping_keeps_what_was_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C after the first rungs: all comparisons, a ladder with holes, no effects."""
    import solver.comparisons.in_context as context

    build, built = context.build_rung, []

    def stop_at_third(*args: Any) -> Any:
        built.append(args)
        if len(built) == 3:
            raise KeyboardInterrupt
        return build(*args)

    monkeypatch.setattr(context, "build_rung", stop_at_third)
    scenario = api.load(TINY)
    result = api.solve(scenario).result
    assert result.termination == "interrupted"
    assert result.status == "optimal"
    assert list(result.left_out) == ["ladder", "effects"]
    known = [id_ for id_, _ in list_reference_designs(scenario)]
    assert [each.id for each in result.comparisons] == known
    assert sum(rung.status != "unknown" for rung in result.ladder) == 2
    assert [rung.lots for rung in result.ladder] == [*range(1, len(result.ladder) + 1)]
    assert result.verification.ok


def test_what_follows_the_answer_is_as_good_without_it() -> None:
    """Hearing the answer early changes nothing of the whole result."""
    heard: list[Result] = []
    scenario = api.load(TINY)
    whole = api.solve(scenario, hear_answer=heard.append).result
    (early,) = heard
    assert early.verification.ok
    assert early.lots == whole.lots
    clock = {"engine": early.engine}
    assert whole.model_copy(update=clock) == api.solve(scenario).result.model_copy(update=clock)
