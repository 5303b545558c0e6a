"""Where a proof is open it is said how much is open: never that it is nothing, never too little."""

import re
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotdesign.app.bench.races import RaceLimits
from lotdesign.app.bench.table import BenchMachine, BenchRun, write_bench_page
from lotdesign.app.cli.progress import SearchStatus
from lotdesign.events import ProgressEvent
from lotdesign.measures.registry import MEASURES
from lotdesign.report.alternatives import write_alternatives_page
from lotdesign.report.amounts import format_gap_to_best
from lotdesign.report.answer import write_answer_section, write_headline
from lotdesign.report.markdown import write_markdown
from lotdesign.report.page import SEARCHED_VIEW
from lotdesign.report.plain_text import write_plain_text
from lotdesign.report.sweep import write_sweep_page
from lotdesign.result.alternatives import AlternativeDesign, AlternativesAnswer
from lotdesign.result.base import ScenarioRef
from lotdesign.result.batch import SweepAnswer, SweepAnswerRow
from lotdesign.result.figures import compute_gap
from lotdesign.result.model import ObjectiveResult
from tests.benchmarks.rows import row
from tests.report.factory import result, town
from tui.canvas.picture import join_text as as_text
from tui.pictures.answer import draw_answer as pane
from tui.pictures.wording import describe_ending
from tui.session.edits import Edits
from tui.session.session import Session, TrayEntry
from tui.snapshot import Snapshot, SolveProgress

COST, NEAR = 15_347_149_36, 15_347_149_27
"""Ninepence apart, which is less than a millionth."""
OPEN = ObjectiveResult(
    measure="whole_life_cost",
    value=COST,
    optimum=COST,
    bound=NEAR,
    gap=compute_gap(COST, NEAR),
    proved=False,
)


@pytest.mark.parametrize(
    ("name", "best", "bound", "told"),
    [
        ("whole_life_cost", 200_00, 199_00, "0.5%"),
        ("whole_life_cost", COST, NEAR, "9p"),
        ("whole_life_cost", COST, COST - 1_234_00, "£1,234"),
        ("whole_life_cost", COST, COST - 1_234_05, "£1,234.05"),
        ("whole_life_cost", COST, COST - COST // 10_000 - 1, "0.02%"),
        ("whole_life_cost", COST, COST, "1p"),
        ("changed_pairs", 100_000, 99_999, "1 pair"),
        ("changed_pairs", 100_000, 99_992, "8 pairs"),
        ("travel", 90_000_000, 89_998_766, "1.234 km"),
        ("travel", 90_000_000, 89_999_800, "200 m"),
        ("accessible_share", "0.9", "0.900004", "0.0004 percentage points"),
        ("need_spread", "800000", "799999.5", "0.5 of need"),
        ("whole_life_cost", COST, None, "–"),
    ],
)
def test_per_cent_or_the_amount(
    name: str, best: int | str, bound: int | str | None, told: str
) -> None:
    assert format_gap_to_best(name, best, bound) == told


@given(
    st.sampled_from(sorted(MEASURES)),
    st.integers(1, 10**12),
    st.integers(0, 10**7) | st.integers(0, 10**12),
)
def test_never_nothing_and_never_too_little(name: str, best: int, off: int) -> None:
    """Whatever the figures are."""
    told = format_gap_to_best(name, best, best - off)
    number = Fraction(re.sub(r"[^0-9.]", "", told))
    assert number > 0
    if told.endswith("%"):
        assert number >= Fraction(100 * off, best)
        assert number >= Fraction(1, 100)


@given(st.integers(1, 10**12), st.integers(0, 10**12))
def test_a_gap_is_rounded_up_to_the_last_place(value: int, bound: int) -> None:
    """So that only what is closed is "0"."""
    written = compute_gap(value, bound)
    assert written is not None
    assert re.fullmatch(r"\d+(\.\d{1,6})?", written)
    assert 0 <= Fraction(written) - Fraction(abs(value - bound), value) < Fraction(1, 10**6)
    assert (written == "0") == (value == bound)


def test_the_report(tmp_path: Path) -> None:
    scenario = town(tmp_path)
    found = result(
        scenario, (0, 1, 2), status="feasible", termination="time limit", objective=(OPEN,)
    )
    assert "within 9p of the best possible by whole-life cost" in write_headline(scenario, found)
    section = write_answer_section(scenario, found, SEARCHED_VIEW)
    for text in (write_plain_text((section,)), write_markdown((section,))):
        assert "not proved, within 9p" in text
        assert not re.search(r"\b0(\.0+)? ?%", text)


def test_progress() -> None:
    standing = SearchStatus()
    event = {
        "measure": "whole_life_cost",
        "best": COST,
        "bound": NEAR,
        "gap": compute_gap(COST, NEAR),
    }
    standing.take_in(ProgressEvent("select", 2, **event))  # type: ignore[arg-type]
    assert standing.write_line(4).endswith("gap 9p, 4 s")


def test_the_terminal_interface(tmp_path: Path) -> None:
    scenario = town(tmp_path)
    stopped = result(
        scenario, (0, 1, 2), status="feasible", termination="interrupted", objective=(OPEN,)
    )
    assert describe_ending(TrayEntry(1, Edits(), "best", stopped)) == "stopped by you, good to 9p"
    work = SolveProgress(
        True, measure="whole_life_cost", best=COST, bound=NEAR, gap=compute_gap(COST, NEAR)
    )
    sight = Snapshot(Session("x"), scenario, scenario, progress=work, now=1.0)
    lines = [as_text(line) for line in pane(sight, 60).lines]
    assert "cannot pass £15,347,149, good to 9p" in [line.strip() for line in lines]


def test_a_sweep() -> None:
    """A proof that is open in one setting."""
    told = SweepAnswerRow(
        settings={},
        sha256="",
        status="feasible",
        objective="whole_life_cost",
        value=COST,
        bound=NEAR,
        gap=compute_gap(COST, NEAR),
        lots=(("a",),),
    )
    assert "best so far, within 9p" in write_plain_text(
        write_sweep_page(SweepAnswer(scenario="x", paths=(), rows=(told,)))
    )


def test_the_benchmark_table() -> None:
    """A gap that is open; one that is closed may be 0%."""
    rows = (row(value=COST, bound=NEAR, gap=compute_gap(COST, NEAR), proved=None), row())
    here = BenchMachine(2, 0.0, "Linux", "3.11", {})
    shown = write_plain_text(write_bench_page(BenchRun(here, RaceLimits(), rows)))
    assert re.search(r"£15,347,149 +9p ", shown)
    assert re.search(r"£900,000 +0% ", shown)


def test_alternatives(tmp_path: Path) -> None:
    """How far behind they are, and the tolerance."""
    scenario = town(tmp_path)
    lots = (("north", "south"), ("work",))
    designs = tuple(
        AlternativeDesign(lots=lots, best=not off, measures={}, behind=off, moved=0, pairs=0)
        for off in (0, 9_00)
    )
    told = AlternativesAnswer(
        schema=1,
        scenario=ScenarioRef(name="x", sha256=""),
        created_with="",
        status="optimal",
        ended="done",
        measure="whole_life_cost",
        unit="pence",
        tolerance="0.5",
        optimum=COST,
        lots=lots,
        selection="all",
        designs=designs,
    )
    shown = write_plain_text(write_alternatives_page(scenario, told))
    assert "All 2 designs within 50p of the best" in shown
    assert "£9 (less than 0.01%)" in shown
