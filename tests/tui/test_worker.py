"""The worker: answers, stops, gives way to what is newer, and never outlives its parent."""

import os
import platform
import queue
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lotdesign.app.bench.county.generate import generate_county
from lotdesign.app.bench.county.plan import CountyPlan
from tests.tui.drive import TINY, driving, played
from tui.worker.link import WorkerLink
from tui.worker.messages import (
    DesignRequest,
    JobEnded,
    ProgressReply,
    ResultReply,
    ScenarioPrepared,
    ScenarioRefused,
    WorkerDied,
    WorkerReply,
)

PATIENCE = 60
LARGE = CountyPlan(150, "tight", priced=True)


class ReplyCollector:
    """Keeps the replies of a worker of its own."""

    def __init__(self) -> None:
        self.replies: queue.Queue[WorkerReply] = queue.Queue()
        self.link = WorkerLink(self._collect)
        self.link.start()

    def _collect(self, replies: tuple[WorkerReply, ...]) -> None:
        for each in replies:
            self.replies.put(each)

    def until(self, *kinds: type[WorkerReply], job: int) -> WorkerReply:
        """The next reply of these kinds about a job."""
        while True:
            reply = self.replies.get(timeout=PATIENCE)
            if isinstance(reply, kinds) and reply.job == job:
                return reply


@pytest.fixture
def worker() -> Iterator[ReplyCollector]:
    collector = ReplyCollector()
    yield collector
    collector.link.close()


def test_a_request_is_prepared_answered_and_put_beside_others(worker: ReplyCollector) -> None:
    worker.link.send_request(DesignRequest(1, str(TINY)))
    prepared = worker.until(ScenarioPrepared, job=1)
    assert isinstance(prepared, ScenarioPrepared)
    first = worker.until(ResultReply, job=1)
    assert isinstance(first, ResultReply)
    assert first.result.status == "optimal"
    checked = worker.until(ResultReply, job=1)
    assert isinstance(checked, ResultReply)
    assert checked.result.verification.ok
    assert checked.result.verification.checks > 0
    assert checked.result.measures == first.result.measures
    last = worker.until(ResultReply, job=1)
    assert isinstance(last, ResultReply)
    assert last.final
    assert last.result.comparisons
    assert last.result.lots == first.result.lots


def test_the_list_and_the_search_give_one_answer(worker: ReplyCollector) -> None:
    """What the screen shows is what `lotdesign solve` says."""
    from lotdesign.app import api

    for number, settings in enumerate([(), ("market.small_needed=1",), ("access.lots=1",)], 1):
        worker.link.send_request(DesignRequest(number, str(TINY), settings))
        reply = worker.until(ResultReply, job=number)
        assert isinstance(reply, ResultReply)
        solved = api.solve(api.load(TINY, settings), context=False).result
        assert [lot.units for lot in reply.result.lots] == [lot.units for lot in solved.lots]
        assert reply.result.measures == solved.measures
        assert reply.result.objective == solved.objective


def test_faults_are_told_and_the_next_request_works(worker: ReplyCollector) -> None:
    worker.link.send_request(DesignRequest(1, str(TINY), ("access.lots=-2",)))
    refused = worker.until(ScenarioRefused, job=1)
    assert isinstance(refused, ScenarioRefused)
    assert "rule access" in refused.faults[0]
    worker.link.send_request(DesignRequest(2, str(TINY), hand=(("centre-east",),)))
    assert isinstance(worker.until(ScenarioRefused, ResultReply, job=2), ScenarioRefused)
    worker.link.send_request(DesignRequest(3, str(TINY)))
    worker.until(ResultReply, job=3)


def test_a_search_is_stopped_or_overtaken(worker: ReplyCollector, tmp_path: Path) -> None:
    folder = generate_county(LARGE).write(tmp_path / "county")
    worker.link.send_request(DesignRequest(1, str(folder)))
    worker.until(ProgressReply, job=1)
    worker.link.send_request(DesignRequest(2, str(TINY)))
    worker.until(ResultReply, job=2)
    worker.link.send_request(DesignRequest(3, str(folder)))
    worker.until(ProgressReply, job=3)
    worker.link.stop_job(3)
    worker.until(ResultReply, JobEnded, job=3)


def test_a_worker_that_dies_is_replaced(worker: ReplyCollector) -> None:
    worker.link.send_request(DesignRequest(1, str(TINY)))
    worker.until(ResultReply, job=1)
    pid = worker.link.pid
    assert pid is not None
    os.kill(pid, 9)
    worker.until(WorkerDied, job=-1)
    worker.link.send_request(DesignRequest(2, str(TINY)))
    worker.until(ResultReply, job=2)


def test_the_worker_dies_with_its_parent() -> None:
    code = (
        "import sys, time; from tui.worker.link import WorkerLink;"
        "link = WorkerLink(); link.start(); print(link.pid, flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", code]
    parent = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    assert _alive(pid)
    parent.kill()
    parent.wait()
    end = time.monotonic() + PATIENCE
    while _alive(pid) and time.monotonic() < end:
        time.sleep(0.05)
    assert not _alive(pid)


@played
async def test_stopping_and_leaving_a_large_search(tmp_path: Path) -> None:
    """Esc keeps the best so far and says so; leaving mid-search leaves no process."""
    folder = generate_county(LARGE).write(tmp_path / "county")
    async with driving(TINY, link=WorkerLink()) as desk:
        desk.app.open_scenario(str(folder))
        await desk.pilot.pause(1.0)
        await desk.pilot.resize_terminal(80, 24)
        await desk.press("escape")
        assert not desk.app.snapshot or not desk.app.snapshot.progress.busy
        await desk.press("right", wait=False)
        await desk.pilot.pause(1.0)
        pid = desk.app.link.pid
        desk.app.leave()
    assert pid is not None
    assert not _alive(pid)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or ") Z" not in status.read_text()


FREED = """
from benchmarks.tui_endurance import read_megabytes
from tui.worker.process import return_memory
import os
import platform
import ctypes
malloc, free = ctypes.CDLL(None).malloc, ctypes.CDLL(None).free
malloc.restype, free.argtypes = ctypes.c_void_p, [ctypes.c_void_p]
pieces = [malloc(4000) for _ in range(50_000)]
for piece in pieces:
    ctypes.memset(piece, 1, 4000)
for piece in pieces[:-1]:
    free(piece)
before = read_megabytes(os.getpid())
return_memory()
print(before - read_megabytes(os.getpid()))
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries do it themselves")
def test_what_a_search_has_freed_goes_back_to_the_system() -> None:
    """200 MB in small pieces below one that is still held: glibc would keep them all."""
    told = subprocess.run([sys.executable, "-c", FREED], capture_output=True, text=True, check=True)
    assert float(told.stdout) > 150
