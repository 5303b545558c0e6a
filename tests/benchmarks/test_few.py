"""Generated counties of few, large lots: the same everywhere, open races, and solvable."""

import hashlib
from pathlib import Path

import pytest

from lotdesign.app import api
from lotdesign.app.bench.few import FewPlan, parse_few_plan, write_few_county
from lotdesign.app.bench.instances import find_instance, require_open_instance
from lotdesign.input.load import load

PLANS = [FewPlan(15, 3, variety) for variety in ("value", "priced", "tight", "mixed")]
PLAN = pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)


def digest(folder: Path) -> str:
    """The hash of everything written."""
    texts = (f"{file.name}\n{file.read_text('utf-8')}" for file in sorted(folder.iterdir()))
    return hashlib.sha256("".join(texts).encode()).hexdigest()[:16]


# Written by Python 3.11: another version or machine must draw the same.
KNOWN = {
    "few-20-3": "9215b5333e4d05a7",
    "few-32-4-priced": "eeeb6f4bfad750f7",
    "few-60-4-tight": "ce2b9a9969822dd3",
    "few-20-3-mixed-s2": "3cb30f9306c89c36",
}


@pytest.mark.parametrize("name", KNOWN)
def test_the_same_on_every_machine(name: str, tmp_path: Path) -> None:
    assert digest(write_few_county(parse_few_plan(name), tmp_path / "made")) == KNOWN[name]


@PLAN
def test_a_name_says_all_about_a_plan(plan: FewPlan) -> None:
    assert parse_few_plan(plan.name) == plan


@pytest.mark.parametrize("name", ["few", "few-9", "few-9-4", "few-20-3-dear", "few-20-3-s1-s2"])
def test_other_names_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="write for example few-32-4-priced"):
        parse_few_plan(name)


@PLAN
def test_every_kind_has_a_best_design_of_so_many_lots(plan: FewPlan, tmp_path: Path) -> None:
    result = api.solve(load(write_few_county(plan, tmp_path / "made")), context=False).result
    assert result.status == "optimal"
    assert len(result.lots) == plan.lots
    assert result.verification.ok


def test_a_race_that_arithmetic_decides_at_its_first_cut_is_refused(tmp_path: Path) -> None:
    """Without a scale every design costs the same."""
    folder = write_few_county(FewPlan(15, 3), tmp_path / "made")
    require_open_instance(load(folder), "few-15-3")
    file = folder / "scenario.toml"
    lines = [line for line in file.read_text("utf-8").splitlines() if "scale =" not in line]
    file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(ValueError, match="few-15-3: arithmetic proves"):
        require_open_instance(load(folder), "few-15-3")


def test_the_table_finds_them_by_name(tmp_path: Path) -> None:
    assert find_instance("few-15-3-priced", tmp_path).path == tmp_path / "few-15-3-priced"
