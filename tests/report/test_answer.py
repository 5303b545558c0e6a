"""The answer in one sentence says no more than is proved."""

from pathlib import Path

from lotdesign.report.answer import write_answer_section, write_headline
from lotdesign.report.page import SEARCHED_VIEW, ReportView
from lotdesign.report.plain_text import write_plain_text
from lotdesign.result.model import ObjectiveResult, Verification
from tests.report.factory import other, result, town, without_design

OPEN = ObjectiveResult(
    measure="whole_life_cost", value=200_00, optimum=200_00, bound=199_00, gap="0.005", proved=False
)


def test_proved_best(tmp_path: Path) -> None:
    scenario = town(tmp_path)
    said = write_headline(scenario, result(scenario, (0, 1), (2,)))
    assert said.startswith("Best design: 2 lots at a whole-life cost of £")
    assert said.endswith(
        "proved best (CP-SAT) among all designs of the 7 lots that could be formed."
    )


def test_best_so_far_says_how_close(tmp_path: Path) -> None:
    scenario = town(tmp_path)
    found = result(
        scenario, (0, 1, 2), status="feasible", termination="time limit", objective=(OPEN,)
    )
    said = write_headline(scenario, found)
    assert said.startswith("Best so far: 1 lot at")
    assert "within 0.5% of the best possible by whole-life cost" in said
    assert "nothing is better than £199 (stopped by the time limit)." in said


def test_without_a_bound_nothing_is_claimed(tmp_path: Path) -> None:
    scenario = town(tmp_path)
    unbound = OPEN.model_copy(update={"bound": None, "gap": None})
    found = result(
        scenario, (0, 1, 2), status="feasible", termination="interrupted", objective=(unbound,)
    )
    assert write_headline(scenario, found).endswith("not proved best (stopped by hand).")


def test_impossible_names_who_proved_it(tmp_path: Path) -> None:
    scenario = town(tmp_path)
    sentence = "Impossible: no design keeps all 2 rules (proved by {})."
    alone = write_headline(scenario, without_design(scenario))
    assert alone == sentence.format("CP-SAT alone; no second engine has confirmed it")
    both = write_headline(scenario, without_design(scenario, proved_by=("cp-sat", "highs")))
    assert both == sentence.format("CP-SAT and HiGHS")


def test_none_found_is_not_called_impossible(tmp_path: Path) -> None:
    scenario = town(tmp_path)
    none = without_design(scenario, status="unknown", termination="time limit")
    assert write_headline(scenario, none) == "None found in time (not proved impossible)."
    known = none.model_copy(update={"comparisons": (other("Drawn"),)})
    assert "One of the designs below keeps all rules, though: Drawn." in write_plain_text(
        (write_answer_section(scenario, known, SEARCHED_VIEW),)
    )


def test_a_judged_design_names_what_it_breaks(tmp_path: Path) -> None:
    scenario = town(tmp_path, ("scenario.toml", "annual = 30000", "annual = 300"))
    found = result(scenario, (0, 1, 2))
    broken = [rule.id for rule in found.rules if rule.status == "broken"]
    said = write_headline(scenario, found, ReportView(judged="Council's"))
    assert broken == ["budget"]
    assert said.startswith("Judged: Council's: 1 lot at")
    assert said.endswith("It breaks 1 of 2 rules: budget.")


def test_a_result_that_fails_its_check_says_so(tmp_path: Path) -> None:
    scenario = town(tmp_path)
    wrong = Verification(ok=False, checks=3, faults=("x is y",))
    text = write_plain_text(
        (
            write_answer_section(
                scenario, result(scenario, (0, 1, 2), verification=wrong), SEARCHED_VIEW
            ),
        )
    )
    assert "VERIFICATION FAILED, do not use this result: x is y." in text


def test_an_open_aim_after_a_proved_one(tmp_path: Path) -> None:
    scenario = town(tmp_path)
    cost = OPEN.model_copy(update={"proved": True, "gap": "0"})
    travel = OPEN.model_copy(update={"measure": "travel", "bound": -9, "gap": "1.28"})
    found = result(
        scenario, (0, 1, 2), status="feasible", termination="time limit", objective=(cost, travel)
    )
    assert write_headline(scenario, found).endswith(
        "proved best by whole-life cost, not proved best by distance to the middle of each lot "
        "(stopped by the time limit)."
    )
