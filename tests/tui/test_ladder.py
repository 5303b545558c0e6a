"""The ladder in the interface: numbers of lots that are not proved, or were not looked at."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from lotdesign.result.model import BestByLotCount
from tests.report.factory import result, rung, town
from tui.canvas.glyphs import UNICODE
from tui.pictures.ladder import describe_other_numbers, draw_ladder


def drawn(folder: Path, *rungs: BestByLotCount) -> list[str]:
    """The lines of the ladder, of a design of three units in two lots."""
    found = result(town(folder), (0, 1), (2,), ladder=rungs)
    best = SimpleNamespace(result=found)
    session = SimpleNamespace(best=best)
    base = SimpleNamespace(objectives=())
    snapshot: Any = SimpleNamespace(session=session, base=base, lot_count=2, glyphs=UNICODE)
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
