"""The atlas as a table: files that read back, conditions, the command."""

import json
from io import StringIO
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import lotdesign as ld
from lotdesign.faults import InputFaults
from solver.enumeration.atlas import Atlas
from solver.enumeration.frame import build_atlas_frame, round_column
from solver.enumeration.measure_columns import ExactColumn
from tests.atlas.towns import PROVIDERS, rule, scenario, town
from tests.cli.conftest import state as state
from tests.cli.run import run
from tests.strategies import to_toml

RULES = (rule("lot_count", max=3), rule("small_bidders", share="50%"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A town of four units and three providers; a unit is called like a formula."""
    doc = town(4, *RULES, providers=PROVIDERS, money={"contract_management": 10})
    doc["units"][0]["id"] = "=1+1"
    doc["option"] = [{"id": "pair", "name": "Two pairs", "lots": [["=1+1", "u1"], ["u2", "u3"]]}]
    path = tmp_path / "town.toml"
    path.write_text(to_toml(doc), encoding="utf-8")
    return path


def test_the_frame_has_a_row_a_design() -> None:
    """The frame from Python, through one call."""
    atlas = ld.atlas(scenario(4, *RULES, providers=PROVIDERS))
    frame = atlas.frame
    assert frame.height == len(atlas) == 15
    assert frame["design"].to_list() == list(range(15))
    assert frame["contents"][0] == "u0+u1+u2+u3"
    assert frame["contents"][14] == "u0 | u1 | u2 | u3"
    assert frame["rule:lot_count"].to_list() == (frame["lots"] <= 3).to_list()
    assert frame["admissible"].sum() == atlas.answer().count
    assert frame.filter(~pl.col("admissible"))["rank"].null_count() == 15 - atlas.answer().count


def test_conditions_compare_exactly() -> None:
    """Six tenths are at least 60% and not above it; money is in pounds."""
    market = {"small_needed": 2}
    answer = Atlas.of(scenario(4, *RULES, providers=PROVIDERS, market=market)).answer()
    frame = build_atlas_frame(answer)

    def found(*conditions: str) -> list[int]:
        return answer.where(*conditions).tolist()

    assert found("accessible_share>=0.6", "lots=2") == found("accessible_share >= 60%", "lots==2")
    exact = set(found("accessible_share>=0.6")) - set(found("accessible_share>0.6"))
    assert exact == set(frame.filter(pl.col("accessible_share") == 0.6)["design"])
    assert exact
    assert found("value_spread<=£1,000") == found("value_spread<=1000")
    assert len(found("value_spread>=1000.01")) + len(found("value_spread<=1000")) == 15
    assert found("admissible") == np.flatnonzero(answer.admissible).tolist()
    assert found() == list(range(15))


@pytest.mark.parametrize("wrong", ["lots", "lot<=3", "lots<=x", "", "lots<=", "rule:x", "lots<=3)"])
def test_what_is_no_condition(wrong: str) -> None:
    with pytest.raises(InputFaults, match="--where"):
        Atlas.of(scenario(2)).answer().where(wrong)


def test_figures_have_six_places_at_most() -> None:
    """Halves are rounded to even, as in a result."""
    column = ExactColumn(np.array([2, 1, 5, 15]), np.array([3, 1, 10**7, 10**7]))
    assert round_column(column, "accessible_share").tolist() == [0.666667, 1.0, 0.0, 0.000002]


def test_csv_reads_back_and_holds_no_formula(file: Path, tmp_path: Path) -> None:
    said = run("atlas", file, "--format", "csv")
    assert said.code == 0
    read = pl.read_csv(StringIO(said.out))
    assert read.height == 15
    assert all(text.startswith("'=1+1") for text in read["contents"])
    ranks = [rank for rank in read["rank"].to_list() if rank is not None]
    assert ranks == sorted(ranks)
    assert read["admissible"].to_list() == sorted(read["admissible"].to_list(), reverse=True)
    assert run("atlas", file, "--out", tmp_path / "x.csv").code == 0
    assert (tmp_path / "x.csv").read_text(encoding="utf-8") == said.out


def test_parquet_reads_back_as_it_was(file: Path, tmp_path: Path) -> None:
    target = tmp_path / "atlas.parquet"
    said = run("atlas", file, "--out", target)
    assert (said.code, said.out) == (0, "")
    assert "15 designs of 15" in said.err
    frame = ld.atlas(ld.load(file)).frame
    assert pl.read_parquet(target).sort("design").equals(frame)


def test_json_with_conditions_and_a_limit(file: Path) -> None:
    said = run("atlas", file, "--where", "lots<=2", "--limit", "3", "--format", "json")
    rows = json.loads(said.out)
    assert [row["lots"] <= 2 for row in rows] == [True] * 3
    assert rows[0]["rank"] == 1


@pytest.mark.parametrize("form", ["table", "md"])
def test_the_summary(file: Path, form: str) -> None:
    said = run("atlas", file, "--format", form, "--where", "lots<=2")
    assert (said.code, said.err) == (0, "")
    assert "15 designs keep the rules on which units may share a lot" in said.out
    assert "with lots" in said.out
    assert "Today's contracts" in said.out
    assert "Two pairs" in said.out


def test_too_large_an_authority_says_so_in_a_line(tmp_path: Path) -> None:
    path = tmp_path / "large.toml"
    path.write_text(to_toml(town(13)), encoding="utf-8")
    said = run("atlas", path)
    assert (said.code, said.out) == (5, "")
    assert said.faults[0].startswith("No atlas: there are 27,644,437 designs, and 1,000,000 can")
    assert len(said.faults) == 1


def test_a_wrong_condition_and_a_wrong_target(file: Path, tmp_path: Path) -> None:
    assert run("atlas", file, "--where", "lot<=3").code == 3
    assert run("atlas", file, "--out", tmp_path / "no" / "x.parquet").code == 2
    assert run("atlas", file, "--limit", "0").code == 2
