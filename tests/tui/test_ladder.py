"""The best by number of lots in the interface: numbers not proved, or not looked at."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from lotdesign.result.model import BestByLotCount, RuleResult
from tests.report.factory import result, rung, town
from tui.canvas.glyphs import UNICODE
from tui.pictures.ladder import describe_other_numbers, draw_ladder
from tui.session.edits import Edits
from tui.session.session import TrayEntry

NO_EDITS = Edits()


def drawn(
    folder: Path,
    *rungs: BestByLotCount,
    seen: tuple[TrayEntry, ...] = (),
    edits: Edits = NO_EDITS,
    busy: bool = False,
    **changes: Any,
) -> list[str]:
    """The lines of the best by number of lots, of a design of three units in two lots.

    `edits` are those of the request, the design is of the files.
    """
    found = result(town(folder), (0, 1), (2,), ladder=rungs, **changes)
    best = SimpleNamespace(result=found, edits=NO_EDITS, figures="")
    state = SimpleNamespace(edits=edits)
    session = SimpleNamespace(best=best, state=state, tray=seen, list_reference_designs=lambda: ())
    base, progress = SimpleNamespace(objectives=()), SimpleNamespace(busy=busy)
    snapshot: Any = SimpleNamespace(
        session=session, base=base, lot_count=2, glyphs=UNICODE, studies={}, progress=progress
    )
    lines = draw_ladder(snapshot, 60, 12)
    if any(each.measures for each in rungs):
        assert "".join(span.text for span in lines[-1]).strip() == describe_other_numbers(found)
    return ["".join(span.text for span in line) for line in lines]


def test_why_there_is_nothing_to_show(tmp_path: Path) -> None:
    """Only what goes on is said to go on."""
    impossible, unfound = rung(1, "infeasible"), rung(2, "unknown")
    assert drawn(tmp_path, busy=True) == [
        "The best for each number of lots is still being worked out."
    ]
    assert drawn(tmp_path) == ["The best for each number of lots was not looked at."]
    assert drawn(tmp_path, impossible, unfound) == [
        "No design was found in time for any number of lots."
    ]
    assert drawn(tmp_path, impossible, status="infeasible") == [
        "No number of lots has a design: that is proved."
    ]


def test_what_is_of_an_earlier_request_is_marked(tmp_path: Path) -> None:
    found = rung(2, "optimal", 60)
    assert "earlier" not in " ".join(drawn(tmp_path, found))
    assert "for an earlier request" in drawn(tmp_path, found, edits=Edits(off=("access",)))[0]


def test_a_number_that_is_not_proved_is_called_best_so_far(tmp_path: Path) -> None:
    """And nothing is said so of one that is."""
    lines = drawn(tmp_path, rung(1, "optimal", 50), rung(2, "feasible", 60), rung(3, "infeasible"))
    assert ["so far" in line for line in lines] == [False, False, True, False]
    assert lines[-1].startswith("others impossible")
    proved = drawn(tmp_path, rung(1, "optimal", 50), rung(2, "optimal", 60), rung(3, "infeasible"))
    assert not any("so far" in line for line in proved)


def test_numbers_that_nobody_looked_at_are_not_called_impossible(tmp_path: Path) -> None:
    """Nor those of which none was found in time."""
    lines = drawn(tmp_path, rung(1, "infeasible"), rung(2, "optimal", 60))
    assert lines[-1].startswith("others impossible, more than 2 not looked at")
    lines = drawn(tmp_path, rung(1, "unknown"), rung(2, "optimal", 60), rung(3, "infeasible"))
    assert lines[-1].startswith("others not found")


def test_a_design_that_costs_less_than_the_best_of_its_number_is_named(tmp_path: Path) -> None:
    """Only one that answers the same request, on the same figures, and keeps every rule."""
    cheap = result(town(tmp_path), (0, 1), (2,))
    cost = int(cheap.measures["whole_life_cost"] or 0)
    rungs = (rung(1, "infeasible"), rung(2, "optimal", cost + 200_000))
    seen = (TrayEntry(3, Edits(), "front", cheap),)
    words = " ".join(drawn(tmp_path, *rungs, seen=seen))
    assert "cheaper than the best by all aims: T3, 2 lots, by £2,000" in " ".join(words.split())
    rule = {"id": "r", "kind": "k", "sentence": "S.", "status": "broken"}
    broken = cheap.model_copy(update={"rules": (RuleResult.model_validate(rule),)})
    others = (
        TrayEntry(3, Edits(), "front", broken),
        TrayEntry(3, Edits(off=("access",)), "front", cheap),
        TrayEntry(3, Edits(), "front", cheap, figures="other"),
    )
    for each in others:
        assert "cheaper" not in " ".join(drawn(tmp_path, *rungs, seen=(each,)))
    same = (rung(1, "infeasible"), rung(2, "optimal", cost))
    assert "cheaper" not in " ".join(drawn(tmp_path, *same, seen=seen))
