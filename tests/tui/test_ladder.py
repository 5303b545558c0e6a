"""The ladder in the interface: numbers of lots that are not proved, or were not looked at."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from lotdesign.result.model import BestByLotCount, RuleResult
from tests.report.factory import result, rung, town
from tui.canvas.glyphs import UNICODE
from tui.pictures.ladder import describe_other_numbers, draw_ladder
from tui.session.edits import Edits
from tui.session.session import TrayEntry


def drawn(folder: Path, *rungs: BestByLotCount, seen: tuple[TrayEntry, ...] = ()) -> list[str]:
    """The lines of the ladder, of a design of three units in two lots."""
    found = result(town(folder), (0, 1), (2,), ladder=rungs)
    best = SimpleNamespace(result=found, edits=Edits(), figures="")
    session = SimpleNamespace(best=best, tray=seen, list_reference_designs=lambda: ())
    base = SimpleNamespace(objectives=())
    snapshot: Any = SimpleNamespace(
        session=session, base=base, lot_count=2, glyphs=UNICODE, studies={}
    )
    lines = draw_ladder(snapshot, 60, 12)
    assert "".join(span.text for span in lines[-1]).strip() == describe_other_numbers(found)
    return ["".join(span.text for span in line) for line in lines]


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
    assert "cheaper than the best by all aims: F3, 2 lots, by £2,000" in " ".join(words.split())
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
