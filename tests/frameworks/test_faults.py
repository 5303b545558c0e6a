"""What a framework is refused for: every fault at once, each with its place."""

from pathlib import Path
from typing import Any

import pytest

from lotdesign.faults import InputFaults
from lotdesign.frameworks.load import load_framework
from tests.cli.run import ROOT
from tests.frameworks.written import Draft, write

BASE = Draft([{"provider": "a", "price": 50}], {}, [{"month": 1, "quantity": 2}]).tables()


def told(folder: Path, **changes: Any) -> list[str]:
    """The faults of a framework that has none but for these changes."""
    with pytest.raises(InputFaults) as refused:
        load_framework(write(folder, BASE | changes))
    return [str(fault) for fault in refused.value.faults]


def test_the_base_has_no_fault(tmp_path: Path) -> None:
    assert load_framework(write(tmp_path, BASE)).months == 24


RANKING = BASE["ranking"]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        (
            {"ranking": RANKING | {"price_weight": 0, "quality_weight": 0}},
            "ranking: the weights of price and quality sum to zero",
        ),
        (
            {"criterion": [{"id": "skill", "weight": 0}]},
            "criterion: the weights of the criteria sum to zero",
        ),
        ({"criterion": [], "marks": []}, "ranking.quality_weight: quality has a weight and no"),
        ({"ranking": RANKING | {"price_weight": -1}}, "must be at least 0"),
        ({"ranking": RANKING | {"top_mark": 0}}, "ranking.top_mark: '0': must be above 0"),
        (
            {"criterion": [{"id": "skill", "weight": 1, "least_mark": 101}]},
            "criterion skill, least_mark: '101': the top mark is 100; nobody can reach it",
        ),
        ({"schema": True}, "schema: 'true': write 1"),
        ({"data": {"law": 5}}, "data.law: '5': write the name of a file in quotes"),
        ({"ranking": RANKING | {"ties": ["price", "price"]}}, "names a rule twice"),
        ({"ranking": RANKING | {"ties": ["drawn", "price"]}}, "write it last"),
        ({"ranking": RANKING | {"ties": ["prise"]}}, "did you mean 'price'?"),
        ({"offers": [{"provider": "b", "category": "art", "price": 1}]}, "no such provider"),
        ({"offers": [{"provider": "a", "category": "arts", "price": 1}]}, "did you mean 'art'?"),
        ({"offers": [{"provider": "a", "category": "art", "price": 0}]}, "a price is above 0"),
        (
            {"offers": [{"provider": "a", "category": "art", "price": 1, "opening": 3}]},
            "the framework has 2 openings",
        ),
        (
            {
                "offers": [
                    {"provider": "a", "category": "art", "price": 1, "opening": 2, "until": 1}
                ]
            },
            "ends before it begins",
        ),
        ({"offers": BASE["offers"] * 2}, "a second offer for this category at this opening"),
        ({"marks": BASE["marks"] * 2}, "a second mark for the same"),
        ({"marks": []}, "has no mark for skill in art"),
        (
            {"marks": [{"provider": "a", "criterion": "skill", "mark": 101}]},
            "the top mark is 100",
        ),
        ({"demand": [{"category": "art", "month": 25, "quantity": 1}]}, "has 24 months"),
        (
            {"demand": [{"category": "art", "month": 2, "until": 1, "quantity": 1}]},
            "ends before month 2",
        ),
        ({"demand": [{"category": "art", "month": 1, "quantity": 1.5}]}, "write a whole number"),
        ({"term": {"first_month": "July"}}, "write year and month"),
        ({"basis": {"ranking.weight": "source: x"}}, "no such figure"),
        ({"basis": {"ranking.ties": "x"}}, 'begin the text with "source:"'),
        ({"categories": [{"id": "art", "lot": "al"}]}, "did you mean 'all'?"),
        ({"categories": []}, "categories: there are none"),
        ({"providers": [{"id": "a"}, {"id": "a"}]}, "this id is taken by number 1"),
        ({"standard": [{"id": "x", "lots": ["y"]}]}, "no such lot"),
        ({"providers": [{"id": "a", "standards": "x"}]}, "no such standard"),
        ({"shape": 1}, "unknown key"),
    ],
)
def test_a_fault(changes: dict[str, Any], fault: str, tmp_path: Path) -> None:
    assert any(fault in each for each in told(tmp_path, **changes)), told(tmp_path, **changes)


def test_all_faults_at_once_with_file_row_and_column(tmp_path: Path) -> None:
    for file in (ROOT / "examples" / "northamptonshire").glob("*.*"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    for name, old, new in (
        ("offers.csv", "lab-a,drugs,95,1", "lab-z,drugs,95 quid,1"),
        ("offers.csv", "cic,art,62", "cic,arts,62"),
        ("demand.csv", "art,1,48", "art,1,49"),
    ):
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert old in text
        (tmp_path / name).write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(InputFaults) as refused:
        load_framework(tmp_path)
    faults = [str(fault) for fault in refused.value.faults]
    assert [each.partition(":")[0] for each in faults] == [
        "offers.csv, row 4, column price",
        "offers.csv, row 13, column category",
        "demand.csv, row 7, column until",
    ]


def test_a_folder_without_a_framework(tmp_path: Path) -> None:
    with pytest.raises(InputFaults, match=r"framework\.toml"):
        load_framework(tmp_path)
