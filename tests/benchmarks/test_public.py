"""Public instances become scenarios; without the folder there are words."""

import json
from pathlib import Path

import pytest

from lotdesign.app import api
from lotdesign.app.bench.instances import find_instance
from lotdesign.app.bench.us_states import FOLDER_VARIABLE, read_state

SQUARE = {
    "unit_name": ["Doña", "A, B", "C", "D"],
    "population": [10, 20, 30, 40],
    "edges": [[0, 1], [1, 2], [2, 3], [0, 3]],
    "k": 2,
    "L": 40,
    "U": 60,
    "published": {"min_cut_edges_contiguous": {"value": 2, "proven": True}},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "XX_county.json").write_text(json.dumps(SQUARE), encoding="utf-8")
    (tmp_path / "YY_county.json").write_text("[]", encoding="utf-8")
    return tmp_path


def test_a_state_is_a_scenario_with_its_published_optimum(folder: Path) -> None:
    found = find_instance("us-XX", folder / "made", folder)
    result = api.solve(api.load(found.path), context=False).result
    assert found.published == result.measures["cut_neighbours"] == 2
    assert result.status == "optimal"
    assert [unit.name for unit in api.load(found.path).units] == SQUARE["unit_name"]


def test_the_environment_may_name_the_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(folder))
    assert read_state("us-XX", None).proven


@pytest.mark.parametrize(
    ("name", "words"),
    [("us-ZZ", "has no ZZ_county.json"), ("us-YY", "YY_county.json is no public instance")],
)
def test_what_is_not_there_is_said(folder: Path, name: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_state(name, folder)


def test_without_a_folder_it_says_what_to_give(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(FOLDER_VARIABLE, raising=False)
    with pytest.raises(ValueError, match="--public or LOTDESIGN_PUBLIC"):
        read_state("us-ME", None)
