"""What is said while a run works."""

import io

from lotdesign.app.cli.progress import SearchStatus, TickingProgress
from lotdesign.app.cli.terminal import LiveLine
from lotdesign.events import ProgressEvent


def test_something_is_said_before_any_news() -> None:
    said: list[str] = []
    with TickingProgress(10, said.append, lambda: None, at_once=True):
        assert said == ["starting, 0 s"]


def test_what_an_event_leaves_open_has_not_changed() -> None:
    standing = SearchStatus()
    standing.take_in(ProgressEvent("select", 0.1, candidates=1900))
    assert standing.write_line(1) == "1,900 possible lots, no design yet, 1 s"
    best, bound = 15_100_000_00, 15_050_000_00
    standing.take_in(
        ProgressEvent(
            "select", 2, measure="whole_life_cost", best=best, bound=bound, gap="0.003312"
        )
    )
    line = "best so far £15.10m, nothing better than £15.05m, gap 0.34%, 4 s"
    assert standing.write_line(4) == line
    standing.take_in(ProgressEvent("select", 3, measure="whole_life_cost"))
    assert standing.write_line(4) == line
    standing.take_in(ProgressEvent("context", 5, note="comparing with other designs"))
    assert standing.write_line(6) == "design found, comparing with other designs, 6 s"


def test_another_aim_is_named_and_starts_afresh() -> None:
    standing = SearchStatus()
    standing.take_in(
        ProgressEvent("select", 1, measure="whole_life_cost", best=5_00, bound=5_00, gap="0")
    )
    standing.take_in(ProgressEvent("select", 1, measure="travel", best=1500))
    assert standing.write_line(2) == "distance to the middle of each lot: best so far 1.5 km, 2 s"


def test_a_live_line_covers_what_stood_there() -> None:
    stream = io.StringIO()
    line = LiveLine(stream)
    line.show("a long line")
    line.show("short")
    line.clear()
    assert stream.getvalue() == "\ra long line\rshort      \r     \r"
    line.show("x" * 500)
    assert len(stream.getvalue().rsplit("\r", 1)[1]) == 79
