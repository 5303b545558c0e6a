"""`lotdesign stress`: its forms, refusals and exit codes."""

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import lotdesign as ld
from lotdesign.app.cli.exit_codes import choose_stress_exit
from lotdesign.events import ProgressEvent
from lotdesign.report.stress import build_stress_forms
from lotdesign.result.stressed import StressAnswer
from tests.cli.run import ROOT, run
from tests.rules.office import office

GLOUCESTERSHIRE = ROOT / "examples" / "gloucestershire"
PAPER = ROOT / "examples" / "central-bedfordshire"
DEAR = 'case.dear={name="Dear", set=["money.contract_management=20000"]}'
NOBODY = 'case.nobody={set=["providers.national-a.count=0", "providers.national-b.count=0"]}'
CHANCES = ("--set", "stress.stay.national=90%", "--set", "stress.stay.vcse=80%")
NOTICE = ("stress", GLOUCESTERSHIRE, "--option", "notice", "--quiet")


def told(*args: str | Path) -> dict[str, Any]:
    """The answer as JSON, which its schema allows."""
    answer = run(*args, "--format", "json")
    assert answer.code == 0, answer.err
    found: dict[str, object] = json.loads(answer.out)
    schema = StressAnswer.model_json_schema(by_alias=True, mode="serialization")
    Draft202012Validator(schema).validate(found)
    return found


def test_any_one_of_the_six_can_go() -> None:
    """The answer in a meeting's words, with every set; twice the same, byte for byte."""
    answer = run(*NOTICE)
    assert "any one of the 6 providers can go, whichever it is" in " ".join(answer.out.split())
    assert run(*NOTICE).out == answer.out
    (design,) = told(*NOTICE)["designs"]
    found = design["withdrawals"]
    assert (found["size"], found["count"], found["complete"], found["proved"]) == (2, 3, True, True)
    assert found["sets"][0]["providers"] == {"national-a": 1, "national-b": 1}
    assert len(found["sets"][0]["no_bidder"]) == 1
    assert design["margins"]["capacity"]["exact"] == "513139/760000"
    assert design["margins"]["capacity"]["value"] == "0.675183"
    assert design["chances"]["certificate"] == {
        "method": "exact",
        "exact": "1",
        "value": "1.000000",
    }


def test_chances_are_assumed_in_every_line() -> None:
    """Each chance is listed as an assumption, and the lines that rest on one say so."""
    answer = told(*NOTICE, *CHANCES)
    listed = [each for each in answer["assumptions"] if "stays with" in each["text"]]
    assert listed
    text = run(*NOTICE, *CHANCES).out
    section = text.partition("Chances (assumed)")[2].partition("Ask these")[0]
    assert all("assumed" in line for line in section.strip().splitlines())


def test_sets_are_listed_up_to_the_limit_that_the_scenario_names() -> None:
    (design,) = told(*NOTICE, "--set", "stress.max_sets=2")["designs"]
    assert (design["withdrawals"]["count"], design["withdrawals"]["complete"]) == (2, False)


def test_regret_is_over_all_cases_and_all_else_in_one() -> None:
    """Without two nationals one lot has nobody: no design that is left needs them."""
    cases = ("--set", DEAR, "--set", NOBODY)
    as_it_stands, there = told(*NOTICE, *cases), told(*NOTICE, *cases, "--case", "nobody")
    assert (as_it_stands["case"], there["case"]) == (None, "nobody")
    assert as_it_stands["cases"] == there["cases"]
    (design,) = there["designs"]
    assert design["withdrawals"]["size"] == 0
    assert design["margins"]["capacity"] == {
        "status": "none",
        "exact": None,
        "value": None,
        "proved": True,
    }
    assert [each["case"] for each in design["regret"]] == ["dear", "nobody"]
    assert "Dear (assumed)" in run(*NOTICE, *cases).out


def test_a_design_is_an_option_a_file_or_results(tmp_path: Path) -> None:
    """The same design from each of them; several results side by side."""
    lots = ld.evaluate(ld.load(GLOUCESTERSHIRE), option="notice").result
    result, bare = tmp_path / "r.json", tmp_path / "d.json"
    result.write_text(lots.to_json())
    bare.write_text(json.dumps({"lots": [lot.units for lot in lots.lots]}))
    start = ("stress", GLOUCESTERSHIRE, "--quiet")
    (option,) = told(*NOTICE)["designs"]
    (drawn,) = told(*start, "--design", bare)["designs"]
    both = told(*start, "--result", result, "--result", result)["designs"]
    for each in (drawn, *both):
        assert each["withdrawals"] == option["withdrawals"]
        assert each["margins"] == option["margins"]
    assert "Side by side" in run(*start, "--result", result, "--result", result).out


def test_without_a_design_the_best_the_options_and_todays_contracts_are_tried() -> None:
    answer = told("stress", GLOUCESTERSHIRE, "--quiet")
    ids = [each["id"] for each in answer["designs"]]
    options = [option.id for option in ld.load(GLOUCESTERSHIRE).options]
    assert ids == ["best", *options, "today"]
    assert answer["best_status"] == "optimal"
    rows = list(
        csv.DictReader(StringIO(run("stress", GLOUCESTERSHIRE, "--quiet", "--format", "csv").out))
    )
    assert [row["design"] for row in rows] == ids


def test_designs_near_the_best_stand_beside_it() -> None:
    """Each is admissible, none is the best itself or another."""
    answer = ld.stress(ld.load(PAPER), near=2).told
    assert [each.id for each in answer.designs[:3]] == ["best", "near-1", "near-2"]
    assert len({each.lots for each in answer.designs[:3]}) == 3
    assert all(each.admissible for each in answer.designs[:3])


def test_the_python_call_gives_frames() -> None:
    held = ld.stress(ld.load(GLOUCESTERSHIRE, [DEAR]), option="notice")
    assert held.designs["size"].to_list() == [2]
    assert held.withdrawals.height == 6
    assert held.regret["case"].to_list() == ["dear"]


def test_without_providers_regret_alone_is_told() -> None:
    scenario = office(providers=None, case=[{"id": "now", "set": []}])
    lots = [[unit.id] for unit in scenario.units]
    answer = ld.stress(scenario, design=lots).told
    (design,) = answer.designs
    assert (design.withdrawals, design.margins, design.chances) == (None, None, None)
    (regret,) = design.regret
    cost = 2 * 150_000_00  # two years, nothing saved and nothing lost by any lots
    assert (answer.cases[0].best, regret.value, regret.regret) == (cost, cost, 0)
    assert regret.proved
    assert "there are no providers to lose" in build_stress_forms(scenario, answer).render("table")


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("--option", "notise"), 3, "'notise': did you mean 'notice'?"),
        (("--option", "notice", "--case", "drea"), 3, "no such case; did you mean 'dear'?"),
        (("--option", "notice", "--result", "x.json"), 2, "give one of --option ID"),
        (("--result", "missing.json"), 3, "missing.json"),
        (("--option", "notice", "--near", "2"), 2, "--near is about the best design"),
        (("--set", "stress.draws=0"), 3, "must be from 1 to 1000000"),
    ],
)
def test_refusals(args: tuple[str, ...], code: int, said: str) -> None:
    answer = run("stress", GLOUCESTERSHIRE, "--set", DEAR, *args)
    assert answer.code == code
    assert said in answer.err
    assert not answer.out


def test_stopped_by_hand_it_keeps_the_designs_that_are_done() -> None:
    """Steps are counted; what comes after the stop is not known, and nothing is claimed of it."""

    def listen(event: ProgressEvent) -> None:
        if event.done == 1:
            assert event.total == 3
            raise KeyboardInterrupt

    answer = ld.stress(ld.load(GLOUCESTERSHIRE, [DEAR]), listen=listen).told
    assert answer.ended == "interrupted"
    first, second, *_ = answer.designs
    assert first.withdrawals is not None
    assert first.withdrawals.proved
    assert second.withdrawals is None
    assert [each.proved for each in second.regret] == [False]
    assert choose_stress_exit(answer).code == 130


def test_no_time_keeps_what_is_known() -> None:
    """Nothing is claimed that is not so, however far it came: six providers are the fewest."""
    answer = told("stress", PAPER, "--option", "council", "--quiet", "--time-limit", "0.01")
    assert answer["ended"] == "time limit"
    (design,) = answer["designs"]
    known = design["withdrawals"]
    assert known is None or (known["at_least"] or 0) <= 6 <= (known["at_most"] or 6)
