"""Figures of the law that a framework changes."""

from pathlib import Path
from typing import Any

import pytest

from lotdesign.faults import InputFaults
from lotdesign.frameworks.load import load_framework
from lotdesign.frameworks.results import FrameworkResults
from tests.frameworks.written import Draft, write

BASE = Draft([{"provider": "a", "price": 50}], {}, [{"month": 1, "quantity": 2}]).tables()
NOTICE = {"authority": {"notice_date": "2026-11-02"}}


def row(since: str, value: str, parameter: str = "light_touch_threshold") -> dict[str, Any]:
    """A row of the law."""
    return {"parameter": parameter, "from": since, "value": value, "source": "a new SI"}


def flagged(folder: Path, *rows: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Id, level and source of every flag."""
    framework = load_framework(write(folder, BASE | NOTICE | {"law": list(rows)}))
    return [(flag.id, flag.level, flag.source) for flag in FrameworkResults(framework).law]


def test_a_row_of_the_framework_takes_the_place_of_a_shipped_one(tmp_path: Path) -> None:
    """Two at £50 are £120 with VAT: below what is shipped, not below £120, by the day of it."""
    assert flagged(tmp_path)[1][:2] == ("threshold", "fact")
    assert flagged(tmp_path, row("2026-11-02", "£120"))[1] == ("threshold", "look", "a new SI")
    assert flagged(tmp_path, row("2026-11-02", "£120.01"))[1] == ("threshold", "fact", "a new SI")
    assert flagged(tmp_path, row("2026-11-03", "£120"))[1][:2] == ("threshold", "fact")
    assert flagged(tmp_path, row("2026-11-02", "£120"), row("2026-11-02", "0%", "vat_rate"))[1][
        :2
    ] == ("threshold", "fact")


def test_it_may_stand_in_a_file(tmp_path: Path) -> None:
    text = 'parameter,from,value,source\nlight_touch_threshold,2026-01-01,"£1",a new SI\n'
    (tmp_path / "law.csv").write_text(text, encoding="utf-8")
    framework = load_framework(write(tmp_path, BASE | NOTICE | {"data": {"law": "law.csv"}}))
    assert FrameworkResults(framework).law[1].level == "look"


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"law": [row("January", "£1")]}, "law 1, from: 'January': write a day"),
        ({"law": [row("2026-01-01", "much")]}, "law 1, value: 'much': write pounds"),
        ({"law": [row("2026-01-01", "1", "vat")]}, "law 1, parameter: 'vat': known are"),
        ({"law": [row("2026-01-01", "1")] * 2}, "law 2: a second light_touch_threshold from"),
        ({"authority": {"notice_date": "soon"}}, "authority.notice_date: 'soon': write a day"),
    ],
)
def test_what_is_wrong_with_it_is_told(changes: dict[str, Any], fault: str, tmp_path: Path) -> None:
    with pytest.raises(InputFaults) as refused:
        load_framework(write(tmp_path, BASE | changes))
    (told,) = [str(each) for each in refused.value.faults]
    assert told.startswith(f"framework.toml, {fault}")
