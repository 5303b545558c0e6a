"""The layers that pyproject.toml asks for hold for every part, without exceptions."""

import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SETTINGS: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS: list[dict[str, Any]] = SETTINGS["tool"]["importlinter"]["contracts"]


def test_no_contract_has_an_exception() -> None:
    for contract in CONTRACTS:
        assert set(contract) == {"name", "type", "source_modules", "forbidden_modules"}


def test_every_part_of_the_domain_is_named() -> None:
    parts = {
        f"lotdesign.{path.stem}"
        for path in (ROOT / "lotdesign").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    named = set(CONTRACTS[0]["source_modules"])
    assert named == parts - {"lotdesign.app", "lotdesign.__init__"}


def test_only_what_belongs_to_the_product_is_packed() -> None:
    wheel = SETTINGS["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["packages"] == ["lotdesign", "solver", "tui"]
    assert set(SETTINGS["tool"]["mypy"]["packages"]) == {*wheel["packages"], "benchmarks"}
