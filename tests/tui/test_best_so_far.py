"""While a search goes on, its best so far is on screen; stopped or killed, it is kept."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from lotdesign.events import ProgressEvent
from tests.solve.test_interrupt import hard
from tests.strategies import to_toml
from tests.tui.drive import TINY, Driver, driving, played
from tui.pictures.answer import judge_waiting
from tui.pictures.tray import list_tray_items
from tui.pictures.wording import draw_study_progress
from tui.services.solving import apply_progress
from tui.session.actions import ResultArrived
from tui.snapshot import RequestStudy, SolveProgress
from tui.worker.link import WorkerLink
from tui.worker.messages import BestSoFarReply, DesignRequest, ProgressReply, StudyRequest


class RecordingLink(WorkerLink):
    """A worker of its own that remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.requests: list[DesignRequest | StudyRequest] = []

    def send_request(self, request: DesignRequest | StudyRequest) -> None:
        """Remembers and sends it."""
        self.requests.append(request)
        super().send_request(request)


async def wait_for_design(desk: Driver) -> None:
    """Waits for the first design of a search that goes on."""
    for _ in range(3000):
        if desk.app.snapshot is not None and desk.session.answer is not None:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("no design so far was shown")


@played
async def test_a_search_shows_its_best_keeps_it_and_begins_from_it(tmp_path: Path) -> None:
    """No design is found here by the search itself for a long time: one is drawn beside it."""
    path = tmp_path / "long.toml"
    path.write_text(to_toml(hard(24)), encoding="utf-8")
    link = RecordingLink()
    async with driving(TINY, link=link) as desk:
        desk.app.open_scenario(str(path))
        await wait_for_design(desk)
        await desk.pilot.pause(0.3)
        assert desk.app.snapshot is not None
        assert desk.app.snapshot.searching
        so_far = desk.answer
        assert len(so_far.lots) == 8
        assert so_far.result.verification.ok
        assert so_far.result.status == "feasible"
        assert "best so far" in desk.text
        assert "Map of S1" in desk.text
        assert "Lots of S1" in desk.text
        assert "working" in desk.text.splitlines()[0]
        assert "stopped by you" not in desk.text
        await desk.press("escape")
        assert "stopped by you" in desk.text
        assert "saved" in desk.text.splitlines()[0]
        kept = desk.answer
        assert kept.number == so_far.number
        assert len(kept.lots) == 8
        assert len(list_tray_items(desk.session)) == 1
        await desk.press("s", wait=False)
        await desk.pilot.pause(0.1)
        asked = link.requests[-1]
        assert isinstance(asked, DesignRequest)
        assert asked.start == kept.lots
        desk.app.leave()


SEARCHED = SolveProgress(
    True, best=1000, bound=900, gap="0.1", improved=98.0, moved=98.0, track=(1100.0, 1000.0)
)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "worth waiting: it still gets better"),
        ({"track": (1000.0,)}, "worth waiting: a first design only"),
        ({"gap": "0.0009"}, "hardly worth waiting: gap under 0.1%"),
        ({"improved": 40.0}, "the same for 60 s; the proof moves"),
        ({"improved": 10.0, "moved": 10.0}, "nothing new for 90 s: may stay so"),
        ({"improved": 10.0, "moved": 20.0}, "nothing new for 80 s: may stay so"),
    ],
)
def test_whether_waiting_pays_is_said_in_words(change: dict[str, object], words: str) -> None:
    """By the gap, the age of the best and what moved last, 100 seconds into a search."""
    said = judge_waiting(replace(SEARCHED, **change), 100.0)  # type: ignore[arg-type]
    assert said.replace("2 min", "90 s") == words
    assert len(said) <= 37


@played
async def test_a_design_so_far_never_takes_the_place_of_a_better_answer() -> None:
    async with driving(TINY) as desk:
        service = desk.app.solve_service
        proved = desk.answer.result
        job = service._job
        so_far = proved.model_copy(update={"status": "feasible", "termination": "interrupted"})
        assert service.take(BestSoFarReply(job, so_far), desk.session) is None
        first = proved.objective[0]
        dearer = first.model_copy(update={"value": int(first.value or 0) + 1})
        worse = so_far.model_copy(update={"objective": (dearer, *proved.objective[1:])})
        desk.app.session_service.perform(ResultArrived(desk.session.state.edits, worse))
        worse_session = desk.app.session_service.session
        assert worse_session is not None
        taken = service.take(BestSoFarReply(job, so_far), worse_session)
        assert taken is not None
        assert taken.result is so_far
        assert service.take(BestSoFarReply(job, worse), worse_session) is None


@played
async def test_long_work_says_how_many_of_how_many_and_how_long_yet() -> None:
    async with driving(TINY) as desk:
        snapshot = desk.app.snapshot
        assert snapshot is not None
        progress = SolveProgress(busy=True)
        for done, seconds in ((0, 10.0), (2, 14.0)):
            event = ProgressEvent("context", seconds, "comparing", done=done, total=12)
            progress = apply_progress(progress, ProgressReply(1, event), seconds)
        study = RequestStudy(1, snapshot.session.state.edits, note="moves", steps=progress.steps)
        [line] = draw_study_progress(snapshot, study, 80)
        assert "moves, 2 of 12, about 20 s left" in "".join(span.text for span in line)
