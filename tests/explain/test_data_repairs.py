"""Limits of providers and missing rows of neighbours behind a conflict, and repairs by them."""

import json
import shutil
from pathlib import Path

import pytest

from lotdesign.input.load import load
from lotdesign.result.explained import ExplainAnswer
from solver.infeasibility.study import explain_infeasibility
from solver.solve_context import RunOptions
from tests.cli.run import run
from tests.rules.office import PROVIDERS, UNITS, Row, office, rule, unit

CASES = Path(__file__).parents[1] / "cases"
SMALL = rule("lot_value", max=60_000) | {"id": "small-lots"}


def explain(*rules: Row, **tables: object) -> ExplainAnswer:
    """The explanation of the office with these rules."""
    return explain_infeasibility(office(*rules, **tables), RunOptions())


def list_data_changes(answer: ExplainAnswer) -> list[tuple[str, str, str, str]]:
    """(setting, from, to, who proved that a step less is not enough) of repairs by data."""
    return [
        (change.setting, change.origin, change.to, "; ".join(repair.proved_by))
        for repair in answer.repairs
        for change in repair.changes
        if change.table
    ]


@pytest.mark.parametrize("name", ["island-below-least-value", "island-of-two-units"])
def test_an_island_is_mended_by_the_rules_or_by_a_row_of_neighbours(name: str) -> None:
    """All three ways, each with a verified design, and the command says that it is impossible."""
    answer = run("explain", CASES / name, "--format", "json", "--quiet")
    body = json.loads(answer.out)
    assert (answer.code, body["proved_by"]) == (4, ["pre-flight arithmetic"])
    first, second, third = (repair["changes"] for repair in body["repairs"])
    assert (first[0]["rule"], first[0]["parameter"]) == ("size", "min")
    assert second[0]["setting"] == "--off connected"
    assert third[0]["table"] == "neighbours"
    assert all(repair["result"]["verification"]["ok"] for repair in body["repairs"])
    island = third[0]["row"]
    given = load(CASES / name, [third[0]["setting"].removeprefix("--set ")])
    assert (island, third[0]["to"]) in given.neighbours


def test_both_parts_of_the_map_are_named() -> None:
    """In the words of `check`, and beside the conflict."""
    said = run("check", CASES / "island-of-two-units")
    assert said.code == 0
    words = " ".join(said.out.split())
    assert "falls into 2 parts that no row of neighbours joins" in words
    assert "their units apart: The Isles; West, Mid and North." in words
    explained = " ".join(run("explain", CASES / "island-of-two-units", "--quiet").out.split())
    assert "rows of neighbours that may be missing" in explained
    assert "Join isles and west as neighbours" in explained
    assert "Without this row it is proved impossible, by arithmetic." in explained


@pytest.mark.parametrize(
    ("name", "column", "limit", "changed"),
    [
        ("too-few-lots-to-win", "max_lots", "Harbour trust 1", "from 1 to 2"),
        (
            "lots-below-what-bidders-take",
            "min_lot_value",
            "Harbour trust £150,000",
            "from £150,000 to £30,000",
        ),
    ],
)
def test_a_limit_is_named_as_a_cause_and_one_providers_is_moved(
    name: str, column: str, limit: str, changed: str
) -> None:
    """With what each provider's is, in words, and the least change of one of them."""
    answer = run("explain", CASES / name, "--quiet")
    words = " ".join(answer.out.split())
    assert answer.code == 4
    assert f"Also counted: {column} of the providers ({limit}" in words
    assert f"Change {column} of provider p1 {changed}" in words


def test_what_plays_no_part_is_not_called_a_cause() -> None:
    """£150,000 in lots of £60,000 at most are three, and two providers may win one each."""
    capped = [row | {"max_lots": 1} for row in PROVIDERS[:2]]
    answer = explain(SMALL, rule("award"), providers=capped)
    (conflict,) = answer.details
    assert set(conflict.rules) == {"small-lots", "award"}
    assert [limit.column for limit in conflict.limits] == ["max_lots"]
    assert ("--set providers.big.max_lots=2", "1", "2", "pre-flight arithmetic") in (
        list_data_changes(answer)
    )


def test_a_conflict_of_rules_alone_has_no_limits_behind_it() -> None:
    """Nobody's limit helps where youth work must and may not stay alone."""
    answer = explain(
        rule("together", units=["a", "y"]), rule("separate", service="youth"), rule("award")
    )
    assert [conflict.limits for conflict in answer.details] == [()]
    assert list_data_changes(answer) == []


def test_capacity_is_raised_to_the_penny() -> None:
    """Big alone does contact; £150,000 is bought, and Small and Tiny take £70,000 and £30,000."""
    rows = [row | {"capacity": 40_000} for row in PROVIDERS]
    answer = explain(rule("award"), providers=rows)
    assert [limit.column for limit in answer.details[0].limits] == ["capacity"]
    (found,) = list_data_changes(answer)
    assert found[:3] == ("--set providers.big.capacity=80000", "40000", "80000")


def test_coverage_that_nobody_has_is_named_and_widened_by_no_more_than_is_needed() -> None:
    """Two small ones do centres in Ash and Bree; the third centre is in Combe."""
    rows = [
        PROVIDERS[0],
        PROVIDERS[1] | {"localities": "ash", "annual_turnover": ""},
        PROVIDERS[2] | {"annual_turnover": ""},
    ]
    centres = [each for each in UNITS if each["service"] == "centre"]
    answer = explain(
        rule("small_bidders", lots="all"), rule("bidders", min=2), units=centres, providers=rows
    )
    assert all("localities" in [e.column for e in note.limits] for note in answer.details)
    changes = list_data_changes(answer)
    assert ("--set providers.tiny.localities=ash;bree;combe", "ash;bree", "ash;bree;combe") in (
        change[:3] for change in changes
    )
    widened = [repair for repair in answer.repairs if repair.changes[0].table]
    assert all(repair.least and repair.result is not None for repair in widened)
    assert all(repair.result.verification.ok for repair in widened if repair.result)


def test_a_service_that_nobody_provides_is_named_and_added() -> None:
    """Nobody does contact; Small and Tiny may learn it, and nothing else is asked of them."""
    rows = [row | {"services": "centre;youth", "annual_turnover": ""} for row in PROVIDERS[1:]]
    rows[1] |= {"localities": "*"}
    answer = explain(rule("award"), providers=rows)
    assert [[limit.column for limit in note.limits] for note in answer.details] == [["services"]]
    assert [change[:3] for change in list_data_changes(answer)] == [
        (f"--set providers.{name}.services=centre;youth;contact", "centre;youth", after)
        for name, after in (("small", "centre;youth;contact"), ("tiny", "centre;youth;contact"))
    ]
    words = run("explain", CASES / "too-few-lots-to-win", "--quiet").out
    assert "services of" not in words  # lifting it would not help there


def test_what_is_added_is_told_by_name_and_may_be_given_to_any_command(tmp_path: Path) -> None:
    """In words, quoted, and a design is possible with it."""
    shutil.copytree(CASES / "lots-below-what-bidders-take", tmp_path / "s")
    table = tmp_path / "s" / "providers.csv"
    table.write_text(
        "id,name,services,localities,annual_turnover,kind\n"
        "p1,Harbour trust,*,west;north,500000,vcse\n"
        "p2,Group,*,*,90000000,national\n"
    )
    answer = run("explain", tmp_path / "s", "--quiet")
    words = " ".join(answer.out.split())
    assert answer.code == 4
    assert "Add mid to localities of provider p1 (50% looser)" in words
    assert "--set 'providers.p1.localities=west;north;mid': Harbour trust also covers Mid." in words
    assert "Without that it is proved impossible, by arithmetic." in words
    given = ("--set", "providers.p1.localities=west;north;mid")
    assert run("solve", tmp_path / "s", "--quiet", *given).code == 0


def test_two_islands_need_a_row_each() -> None:
    """None of the two rows is enough alone."""
    units = [unit(place, "s", 100, place) for place in "abcd"]
    places = [{"id": place, "name": place.upper()} for place in "abcd"]
    answer = explain(
        rule("contiguous"),
        rule("lot_value", min=200),
        units=units,
        localities=places,
        neighbours=[{"a": "a", "b": "b"}],
        providers=None,
    )
    (repair,) = (repair for repair in answer.repairs if not repair.cost.rules)
    assert [change.setting for change in repair.changes] == [
        '--set neighbours.c={b="a"}',
        '--set neighbours.d={b="a"}',
    ]


def test_the_nearest_place_is_chosen_by_positions() -> None:
    """C lies nearest to B, though A stands first."""
    units = [unit(place, "s", 100, place) for place in "abc"]
    places = [
        {"id": place, "name": place.upper(), "x": x, "y": 0}
        for place, x in zip("abc", (0, 5, 7), strict=True)
    ]
    answer = explain(
        rule("contiguous"),
        rule("lot_value", min=150),
        units=units,
        localities=places,
        neighbours=[{"a": "a", "b": "b"}],
        providers=None,
    )
    rows = [change[0] for change in list_data_changes(answer)]
    assert rows == ['--set neighbours.c={b="b"}']
