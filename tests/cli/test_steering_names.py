"""Names that would steer a screen: no output holds them as they are."""

import json
from pathlib import Path

import pytest

from tests.cli.run import ROOT, run

HOSTILE = "Centre \u202eEast\u202c \x1b[31mred\x07 \u2066x\u2069 \x9b2J"


def write(folder: Path) -> Path:
    """The town of six services, hostile in ids of units, which differ in case, and in names."""
    text = (ROOT / "examples/tiny/scenario.toml").read_text(encoding="utf-8")
    loud = HOSTILE.replace("red", "RED")
    for old, new in (
        ("centre-east", HOSTILE),
        ("centre-hill", loud),
        ("Children's centre East", HOSTILE),
        ("Town charity", HOSTILE),
    ):
        assert f'"{old}"' in text
        text = text.replace(f'"{old}"', json.dumps(new))
    (folder / "scenario.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("form", ["table", "csv", "md", "json"])
@pytest.mark.parametrize("command", ["solve", "check"])
def test_no_mark_of_a_name_reaches_the_screen(tmp_path: Path, command: str, form: str) -> None:
    """Everything printed can be shown as it is; where the name is shown, it is written out."""
    said = run(command, write(tmp_path), "--format", form)
    assert said.code == 0
    for text in (said.out, said.err):
        assert all(char.isprintable() or char == "\n" for char in text)
    assert "u202e" in said.out or (command, form) == ("check", "csv")


def test_json_still_says_the_name(tmp_path: Path) -> None:
    """Whoever reads the JSON has the text of the file."""
    result = json.loads(run("solve", write(tmp_path), "--format", "json").out)
    assert any(HOSTILE in text for text in _list_texts(result))


def _list_texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for each in value.values() for text in _list_texts(each)]
    if isinstance(value, list):
        return [text for each in value for text in _list_texts(each)]
    return [value] if isinstance(value, str) else []
