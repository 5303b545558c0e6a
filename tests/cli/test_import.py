"""From a council's files to a checked scenario in three commands, and what import refuses."""

import json
import tomllib
from collections.abc import Iterator
from io import StringIO
from itertools import chain, combinations, pairwise
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

import pytest

import lotdesign as ld
from lotdesign.app.cli.commands.import_files import _ask_on_terminal
from lotdesign.faults import InputFaults
from lotdesign.importing.questions import ImportQuestion
from tests.cli.run import ROOT, run

FILES = ROOT / "examples" / "trafford-files"
GIVEN = (
    *("--units", FILES / "care-homes.csv", "--boundaries", FILES / "wards.geojson"),
    *("--providers", FILES / "care-providers.csv", "--spend", FILES / "payments-2025-26.csv"),
)


def list_open(values: Any, loc: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The keys at which a map file has a question mark."""
    for key, value in values.items():
        if isinstance(value, dict):
            yield from list_open(value, (*loc, key))
        elif value == "?":
            yield (*loc, key)


def at(values: Any, loc: tuple[str, ...]) -> Any:
    for key in loc:
        values = values[key]
    return values


def test_three_commands_lead_from_files_to_a_checked_scenario(tmp_path: Path) -> None:
    """What a person does between the first and the second is to answer, and nothing else."""
    target, decisions = tmp_path / "trafford", tmp_path / "decisions.toml"
    first = run("import", target, *GIVEN, "--map", decisions)
    assert first.code == 3
    assert not target.exists()
    asked = tomllib.loads(decisions.read_text(encoding="utf-8"))
    answers = tomllib.loads((FILES / "decisions.toml").read_text(encoding="utf-8"))
    opened = list(list_open(asked))
    assert len(opened) == 22
    assert "22 answers are open" in first.err
    assert first.err.count("decide: ") == 22
    text = decisions.read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.endswith('= "?"'):
            loc, opened = opened[0], opened[1:]
            text = text.replace(line, line[:-3] + json.dumps(at(answers, loc)), 1)
    decisions.write_text(text, encoding="utf-8")
    assert tomllib.loads(text) == answers

    second = run("import", target, *GIVEN, "--map", decisions)
    assert second.code == 0, second.err
    assert sorted(path.name for path in target.iterdir()) == [
        "import",
        "import.md",
        "import.toml",
        "localities.csv",
        "neighbours.csv",
        "providers.csv",
        "scenario.toml",
        "units.csv",
    ]
    third = run("check", target)
    assert third.code == 0
    assert "23 units, 3 services, 21 localities, 26 providers" in third.out
    assert run("solve", target, "--time-limit", "20").code in (0, 6)


@pytest.fixture(scope="module")
def trafford(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scenario that the files and the answers make."""
    target = tmp_path_factory.mktemp("import") / "trafford"
    assert run("import", target, *GIVEN, "--map", FILES / "decisions.toml").code == 0
    return target


def measure_shared_edges() -> dict[frozenset[str], float]:
    """Two wards -> metres of the edges that stand in both, point by point."""
    body = json.loads((FILES / "wards.geojson").read_text(encoding="utf-8"))
    edges: dict[str, set[frozenset[Any]]] = {}
    for feature in body["features"]:
        found = feature["geometry"]["coordinates"]
        is_one = feature["geometry"]["type"] == "Polygon"
        for ring in found if is_one else chain.from_iterable(found):
            points = [(round(x, 9), round(y, 9)) for x, y in ring]
            held = edges.setdefault(feature["properties"]["area_code"], set())
            held |= {frozenset(edge) for edge in pairwise(points)}
    return {
        frozenset(pair): sum(map(measure_edge, edges[pair[0]] & edges[pair[1]]))
        for pair in combinations(edges, 2)
        if edges[pair[0]] & edges[pair[1]]
    }


def measure_edge(edge: frozenset[tuple[float, float]]) -> float:
    (x, y), (u, v) = edge
    return hypot((u - x) * cos(radians(y)), v - y) * 111_195


def test_neighbours_are_those_that_share_edges_in_the_file(trafford: Path) -> None:
    """These wards were cut from one map, so that their borders agree point by point.

    Two of them share one edge of a few metres: that is no border, and it is told.
    """
    shared = measure_shared_edges()
    short = {pair: metres for pair, metres in shared.items() if metres < 100}
    neighbours = {frozenset(pair) for pair in ld.load(trafford).neighbours}
    assert neighbours == set(shared) - set(short)
    assert len(neighbours) == 43
    assert list(short) == [frozenset({"E05015240", "E05015250"})]
    record = (trafford / "import.md").read_text(encoding="utf-8")
    assert "Ashton upon Mersey and Longford (0 m apart)" in record


def test_budgets_are_what_providers_were_paid(trafford: Path) -> None:
    scenario = ld.load(trafford)
    paid = {unit.id: unit.budget for unit in scenario.units}
    stockdales = [unit for unit in scenario.units if unit.provider.startswith("stockdales")]
    assert len(stockdales) == 4
    assert sum(unit.budget for unit in stockdales) == 15_837_040
    assert {unit.contract for unit in stockdales} == {"stockdales-of-sale-altrincham-and"}
    assert all(unit.basis == "assumption" for unit in stockdales)
    assert paid["1-466088203"] == 41_837_474  # a payee with one home
    assert next(u for u in scenario.units if u.id == "1-466088203").basis == "source"


def test_figures_are_marked_and_the_record_says_what_was_done(trafford: Path) -> None:
    record = (trafford / "import.md").read_text(encoding="utf-8")
    for said in ("What was read", "What was left out", "Today's contracts", "SHA-256"):
        assert said in record
    assert "Maria Mallaband Ltd" in record
    text = (trafford / "scenario.toml").read_text(encoding="utf-8")
    assert '"money.procurement" = "assumption: decided at the import"' in text


def test_a_second_import_changes_nothing_and_keeps_what_people_wrote(tmp_path: Path) -> None:
    target = tmp_path / "trafford"
    assert run("import", target, *GIVEN, "--map", FILES / "decisions.toml").code == 0
    again = run("import", target, *GIVEN)
    assert again.code == 0
    assert "Nothing in" in again.err

    units = target / "units.csv"
    units.write_text(
        units.read_text(encoding="utf-8").replace("Ferrol Lodge,", "Ferrol Lodge and annexe,"),
        encoding="utf-8",
    )
    rules = target / "scenario.toml"
    rules.write_text(
        rules.read_text(encoding="utf-8") + '[[rule]]\nid = "two"\nkind = "lot_count"\nmin = 2\n',
        encoding="utf-8",
    )
    newer = tmp_path / "care-homes.csv"
    newer.write_text(
        (FILES / "care-homes.csv")
        .read_text(encoding="utf-8")
        .replace("Harboro,", "Harboro House,"),
        encoding="utf-8",
    )
    third = run("import", target, "--units", newer, *GIVEN[2:])
    assert third.code == 0, third.err
    names = {unit.id: unit.name for unit in ld.load(target).units}
    assert names["1-3001064734"] == "Ferrol Lodge and annexe"
    assert names["1-711024161"] == "Harboro House"
    assert [rule.id for rule in ld.load(target).rules] == ["two"]
    assert "Ferrol Lodge and annexe" in third.out
    assert "scenario.toml: was changed by hand and stays." in third.out


def test_a_folder_that_no_import_made_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "mine"
    target.mkdir()
    (target / "units.csv").write_text("precious", encoding="utf-8")
    found = run("import", target, *GIVEN, "--map", FILES / "decisions.toml")
    assert found.code == 2
    assert "no import made it; nothing was written" in found.err
    assert (target / "units.csv").read_text(encoding="utf-8") == "precious"


def test_without_a_map_file_and_a_terminal_it_says_what_is_open(tmp_path: Path) -> None:
    found = run("import", tmp_path / "x", *GIVEN)
    assert found.code == 3
    assert found.err.startswith("--map FILE: writes a file in which to decide what follows")
    assert "--map FILE, units.budget: decide: " in found.err
    assert list(tmp_path.iterdir()) == []


def test_a_map_file_is_never_overwritten(tmp_path: Path) -> None:
    decisions = tmp_path / "decisions.toml"
    decisions.write_text('[units]\nbudget = "?"\n', encoding="utf-8")
    found = run("import", tmp_path / "x", *GIVEN, "--map", decisions)
    assert found.code == 3
    assert decisions.read_text(encoding="utf-8") == '[units]\nbudget = "?"\n'


def test_a_map_file_with_faults_is_told_at_its_keys(tmp_path: Path) -> None:
    decisions = tmp_path / "d.toml"
    decisions.write_text(
        '[units]\nbudjet = "payments"\n[spend]\nyear = "2025"\n[boundaries]\ntolerance = "wide"\n',
        encoding="utf-8",
    )
    found = run("import", tmp_path / "x", *GIVEN, "--map", decisions)
    assert found.code == 3
    for said in (
        "units: 'budjet': unknown key; did you mean 'budget'?",
        "spend.year: '2025': write a financial year, for example 2025-26",
        "boundaries.tolerance: 'wide': write metres",
    ):
        assert said in found.err


@pytest.mark.parametrize(
    ("flag", "code", "said"),
    [("--units", 2, "cannot be read: no such file"), ("--spend", 2, "cannot be read")],
)
def test_a_file_that_is_not_there_is_wrong_usage(
    tmp_path: Path, flag: str, code: int, said: str
) -> None:
    given = [
        tmp_path / "none.csv" if before == flag else each
        for before, each in zip(("", *GIVEN), GIVEN, strict=False)
    ]
    found = run("import", tmp_path / "x", *given)
    assert (found.code, said in found.err) == (code, True), found.err


def test_from_python(tmp_path: Path) -> None:
    given = {
        "units": FILES / "care-homes.csv",
        "boundaries": FILES / "wards.geojson",
        "providers": FILES / "care-providers.csv",
        "spend": FILES / "payments-2025-26.csv",
    }
    answer = ld.import_files(tmp_path / "t", **given, decisions=FILES / "decisions.toml")
    assert "units.csv" in answer.written
    assert len(answer.contracts) == 18
    with pytest.raises(InputFaults, match="decide"):
        ld.import_files(tmp_path / "u", **given)


def test_a_person_is_asked_until_nothing_is_open(tmp_path: Path) -> None:
    answers = tomllib.loads((FILES / "decisions.toml").read_text(encoding="utf-8"))
    asked: list[str] = []

    def ask(question: Any) -> str:
        asked.append(question.key)
        return str(at(answers, question.loc))

    answer = ld.import_files(
        tmp_path / "t",
        units=FILES / "care-homes.csv",
        boundaries=FILES / "wards.geojson",
        providers=FILES / "care-providers.csv",
        spend=FILES / "payments-2025-26.csv",
        ask=ask,
    )
    assert len(asked) == 22
    assert answer.written[-1] == "import.toml"
    kept = tomllib.loads((tmp_path / "t" / "import.toml").read_text(encoding="utf-8"))
    assert kept == answers


@pytest.mark.parametrize(
    ("typed", "answer"),
    [("2\n", "b"), ("other\n", "other"), ("7\n", "7"), ("\n", None), ("", None)],
)
def test_a_question_on_the_terminal_takes_a_number_or_a_text(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    typed: str,
    answer: str | None,
) -> None:
    monkeypatch.setattr("sys.stdin", StringIO(typed))
    question = ImportQuestion(("units", "columns", "service"), "which column?", ("a", "b"))
    assert _ask_on_terminal(question) == answer
    said = capsys.readouterr().err
    assert "units.columns.service: which column?" in said
    assert "2  b" in said
