"""What is said while a run works."""

import io
import time

from lotdesign.app.cli.progress import SearchStatus, TickingProgress
from lotdesign.app.cli.terminal import LiveLine
from lotdesign.events import ProgressEvent
from lotdesign.result.alternatives import FrontierPoint
from lotdesign.step_count import format_duration


def test_something_is_said_before_any_news() -> None:
    said: list[str] = []
    with TickingProgress(10, said.append, lambda: None, True, SearchStatus()):
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


def test_steps_are_counted_and_the_time_left_is_told() -> None:
    standing = SearchStatus()
    standing.take_in(ProgressEvent("context", 10, note="trying", done=0, total=40))
    assert standing.write_line(10) == "trying, 0 of 40, 10 s"
    standing.take_in(ProgressEvent("context", 14, note="trying", done=4, total=40))
    assert standing.write_line(14) == "trying, 4 of 40, about 36 s left, 14 s"
    standing.take_in(ProgressEvent("context", 110, note="trying", done=10, total=40))
    assert standing.write_line(110) == "trying, 10 of 40, about 5 min left, 110 s"
    standing.take_in(ProgressEvent("context", 410, note="trying", done=40, total=40))
    assert standing.write_line(410) == "trying, 40 of 40, 410 s"
    standing.take_in(ProgressEvent("context", 411, note="other", done=0, total=4))
    standing.take_in(ProgressEvent("context", 412, note="other", done=1, total=4))
    assert standing.write_line(412) == "other, 1 of 4, about 3 s left, 412 s"
    standing.take_in(ProgressEvent("verify", 413))
    assert standing.write_line(413) == "working everything out again, 413 s"


def test_steps_that_were_done_before_do_not_make_it_look_fast() -> None:
    standing = SearchStatus()
    standing.take_in(ProgressEvent("select", 0, note="solving", done=30, total=40))
    standing.take_in(ProgressEvent("select", 6, note="solving", done=32, total=40))
    assert standing.write_line(6) == "solving, 32 of 40, about 24 s left, 6 s"


def test_a_point_of_a_front_does_not_end_the_steps() -> None:
    standing = SearchStatus()
    point = FrontierPoint(values=(1, 2), lots=(), measures={})
    standing.take_in(ProgressEvent("context", 1, note="searched", done=0, total=100))
    standing.take_in(ProgressEvent("context", 2, note="1 point proved", point=point))
    assert standing.write_line(2) == "1 point proved, 0 of 100, 2 s"
    standing.take_in(ProgressEvent("context", 3, note="searched", done=50, total=100))
    assert standing.write_line(3) == "searched, 50 of 100, about 2 s left, 3 s"


def test_with_a_limit_its_seconds_are_told() -> None:
    standing = SearchStatus(600)
    assert standing.write_line(4) == "starting, 4 s of at most 10 min"


def test_long_times_are_told_in_hours() -> None:
    assert [format_duration(s) for s in (0.2, 89, 120, 3000, 7200)] == [
        *("1 s", "89 s", "2 min", "50 min", "2 h")
    ]


def test_what_is_written_beside_the_line_is_never_mixed_with_it() -> None:
    said: list[str] = []
    progress = TickingProgress(0.001, said.append, lambda: said.append("off"), True, SearchStatus())
    with progress as listen, listen.aside():
        said.append("answer")
        time.sleep(0.05)
        assert said[-2:] == ["off", "answer"]
    assert said[-1] == "off"
