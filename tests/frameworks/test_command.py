"""`lotdesign framework` and `ld.framework`, on the shipped example."""

import json
from pathlib import Path

import pytest

import lotdesign as ld
from tests.cli.run import ROOT, run

EXAMPLE = ROOT / "examples" / "northamptonshire"


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


def test_the_example_s_figures() -> None:
    """A tie that quality decides, a swap at the second opening, and money that adds up."""
    body = json.loads(run("framework", EXAMPLE, "--format", "json").out)
    drugs = [r for r in body["rankings"] if (r["opening"], r["category"]) == (1, "drugs")]
    assert [(r["provider"], r["points"], r["tie"]) for r in drugs] == [
        ("lab-b", "82", ""),
        ("lab-a", "82", "quality"),
    ]
    swapped = [m["provider"] for m in body["moves"] if (m["opening"], m["category"]) == (2, "cbt")]
    assert swapped == ["charity-a", "practice-a", "national"]
    assert body["spend_pence"] == 210_780_000
    assert body["spend_pence"] == sum(call["spend_pence"] for call in body["calls"])
    assert all(
        call["spend_pence"] == call["quantity"] * call["price_pence"] for call in body["calls"]
    )
    spans = [w["exact"] for w in body["weights"] if (w["opening"], w["category"]) == (1, "filial")]
    assert spans == ["0 to 63/113", "63/113 to 1"]
    (out,) = [r for r in body["rankings"] if r["opening"] == 1 and r["kept_out"]]
    assert (out["provider"], out["rank"]) == ("sole-a", None)


def test_the_page() -> None:
    said = run("framework", EXAMPLE, "--opening", "3")
    assert said.code == 0
    assert "Ranking after opening 3" in said.out
    assert "National therapy provider, Art therapy: Relevant experience: mark 3" in said.out
    assert run("framework", EXAMPLE, "--format", "md").out.startswith("Framework for")


@pytest.mark.parametrize("sheet", ["rankings", "moves", "calls", "months", "weights"])
def test_tables_for_spreadsheets(sheet: str) -> None:
    """As many rows as the JSON has, below the names of its columns."""
    body = json.loads(run("framework", EXAMPLE, "--format", "json").out)
    said = run("framework", EXAMPLE, "--format", "csv", "--sheet", sheet).out.splitlines()
    assert said[0] == ",".join(body[sheet][0])
    assert len(said) == 1 + len(body[sheet])


def test_a_name_that_looks_like_a_formula_is_none(tmp_path: Path) -> None:
    for file in EXAMPLE.glob("*.*"):
        text = file.read_text(encoding="utf-8").replace("lab-a", "=lab()")
        (tmp_path / file.name).write_text(text, encoding="utf-8")
    assert "'=lab()" in run("framework", tmp_path, "--format", "csv").out


def test_from_python() -> None:
    answer = ld.framework(EXAMPLE, ["ranking.price_weight=60"])
    assert answer.rankings.filter(opening=1, category="drugs")["provider"].to_list() == [
        "lab-a",
        "lab-b",
    ]
    assert answer.calls["spend_pence"].sum() == sum(c.spend for c in answer.told.called.calls)
    assert answer.weights.columns == ["opening", "category", "from", "to", "exact", "order"]
    assert len(answer.moves) > 0
    assert len(answer.months) > 0


def test_wrong_usage() -> None:
    assert run("framework", EXAMPLE, "--opening", "5").code == 2
    said = run("framework", EXAMPLE, "--set", "ranking.ties=[]")
    assert (said.code, said.out) == (3, "")
    assert "lab-a and lab-b have equal points, 82.00, in drugs at opening 1" in said.err
    zero = ("--set", "ranking.price_weight=0", "--set", "ranking.quality_weight=0")
    assert "sum to zero" in run("framework", EXAMPLE, *zero).err
