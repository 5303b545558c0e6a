"""`stress` as a batch: the bytes of a run in one piece, however it is cut and stopped."""

from functools import cache
from pathlib import Path

import pytest

import lotdesign as ld
from lotdesign.app.cli.exit_codes import ExitCode
from lotdesign.events import ignore_event
from lotdesign.result.stressed import ChanceFigure, ChanceFigures, DrawnFigure, StressAnswer
from lotdesign.scenario.scenario import Scenario
from solver.batch import worker_pools
from solver.batch.job_table import open_job_table
from solver.batch.jobs import Job, JobOutcome, JobSettings
from solver.batch.run import BatchStopped
from solver.batch.worker import run_job
from solver.stress import batch
from solver.stress.batch import stress_in_batch
from solver.stress.jobs import DrawJob
from solver.stress.study import GivenDesign
from tests.cli.run import ROOT, run
from tests.rules.office import PROVIDERS, UNITS, doc, loaded

BEDFORDSHIRE = ROOT / "examples" / "central-bedfordshire"
SETTINGS = (
    'case.dear={name="Dear", set=["money.contract_management=12000"]}',
    'case.gone={name="Gone", set=["providers.national-children.count=0"]}',
    "stress.stay.national=90%",
    "stress.stay.vcse=70%",
)
DESIGN = GivenDesign("design", "The design given", [["a", "b", "c"], ["y", "w"]])
DRAWS, BLOCK = 30, 7


class Here:
    """A pool of this process that is stopped by hand after so many jobs."""

    def __init__(self, most: int | None = None) -> None:
        self.done: list[Job] = []
        self.held: list[Job] = []
        self.most = most

    @property
    def free_slots(self) -> int:
        """One at a time."""
        return 1 - len(self.held)

    def submit(self, job: Job) -> None:
        """Takes it."""
        self.held.append(job)

    def wait(self, seconds: float) -> list[JobOutcome]:
        """Does it."""
        if len(self.done) == self.most:
            raise KeyboardInterrupt
        job = self.held.pop()
        self.done.append(job)
        return [run_job(job)]

    def close(self) -> None:
        """There is nothing to end."""


@cache
def drawn_scenario() -> Scenario:
    """A thousand copies with a chance of many places: no fraction is written, it is drawn."""
    rows = [
        PROVIDERS[0] | {"count": 1000, "stay": "0.12345%"},
        PROVIDERS[1] | {"capacity": 60_000, "stay": "60%"},
    ]
    document = doc(units=UNITS, providers=rows, stress={"draws": DRAWS, "seed": 3})
    return loaded(document | {"case": [{"id": "same", "set": []}]})


@cache
def told_in_one_piece() -> StressAnswer:
    """The answer for it without a batch."""
    return ld.stress(drawn_scenario(), design=DESIGN.lots, workers=1).told


def count_draws(chance: ChanceFigure | None) -> int | None:
    """How often it was drawn."""
    return chance.draws if isinstance(chance, DrawnFigure) else None


def ask(pool: Here, file: Path | None = None) -> StressAnswer:
    """The same as a batch."""
    with open_job_table(file) as table:
        return stress_in_batch(
            drawn_scenario(), JobSettings(), table, lambda: pool, ignore_event, [DESIGN]
        )


def test_the_command_says_the_same_and_does_nothing_twice(tmp_path: Path) -> None:
    """The best, the options and today's in two futures, in two processes."""
    scenario = ld.load(BEDFORDSHIRE, list(SETTINGS))
    sets = [word for each in SETTINGS for word in ("--set", each)]
    file = tmp_path / "jobs.sqlite"
    flags = (*sets, "--format", "json", "--quiet", "--jobs", str(file), "--workers", "2")
    once = run("stress", BEDFORDSHIRE, *flags)
    assert once.code == 0
    assert once.out == ld.stress(scenario, workers=1).told.to_json()
    with open_job_table(file) as table:
        here = Here(0)
        again = stress_in_batch(scenario, JobSettings(), table, lambda: here, ignore_event)
    assert again.to_json() == once.out
    assert here.done == []


def test_draws_in_blocks_are_those_of_one_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "DRAWS_A_BLOCK", BLOCK)
    pool = Here()
    assert ask(pool).to_json() == told_in_one_piece().to_json()
    blocks = [(job.first, job.draws) for job in pool.done if isinstance(job, DrawJob)]
    assert blocks == [(1, 7), (8, 7), (15, 7), (22, 7), (29, 2)] * 2
    (design,) = told_in_one_piece().designs
    assert design.chances is not None
    assert design.chances.certificate is not None
    assert design.chances.certificate.method == "draws"
    assert 0 < design.chances.certificate.hits < DRAWS
    assert [each.provider for each in design.questions] == ["small"]


def test_stopped_in_any_round_it_goes_on_with_the_rest(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(batch, "DRAWS_A_BLOCK", BLOCK)
    whole = Here()
    ask(whole)
    keys = {job.key for job in whole.done}
    assert len(keys) == len(whole.done) == 14
    for most in (0, 2, 4, 9):
        first, second = Here(most), Here()
        file = tmp_path / f"{most}.sqlite"
        with pytest.raises(BatchStopped, match=f"^{most} of .* parts are done$"):
            ask(first, file)
        assert ask(second, file).to_json() == told_in_one_piece().to_json()
        done = [job.key for job in (*first.done, *second.done)]
        assert (len(done), set(done)) == (len(keys), keys)


def test_stopped_without_a_file_what_was_done_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs in order: the best of the future, the market in two parts, the value, ten blocks."""
    monkeypatch.setattr(batch, "DRAWS_A_BLOCK", BLOCK)
    whole = told_in_one_piece().designs[0]
    for most, draws in ((1, None), (2, None), (3, None), (4, None), (6, (14, None)), (10, (30, 7))):
        told = ask(Here(most))
        assert (told.ended, told.cases[0].proved) == ("interrupted", True)
        design = told.designs[0]
        assert design.admissible == (most >= 2)
        assert design.withdrawals == (whole.withdrawals if most >= 2 else None)
        assert design.margins == (whole.margins if most >= 3 else None)
        assert design.regret[0].proved == (most >= 4)
        assert design.largest_regret == (whole.largest_regret if most >= 4 else None)
        found = design.chances or ChanceFigures(every_lot=None, certificate=None)
        counts = list(map(count_draws, (found.every_lot, found.certificate)))
        assert counts == list(draws or (None, None))
    assert whole.chances is not None
    assert found.every_lot == whole.chances.every_lot


def test_draws_after_a_gap_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that they are those of a run that drew less."""
    monkeypatch.setattr(batch, "DRAWS_A_BLOCK", BLOCK)
    pool = Here(7)
    monkeypatch.setattr(Here, "wait", lambda pool, _: _lose_second_block(pool))
    (design,) = ask(pool).designs
    assert sum(isinstance(job, DrawJob) for job in pool.done) == 3
    assert design.chances is not None
    assert count_draws(design.chances.every_lot) == BLOCK


def _lose_second_block(pool: Here) -> list[JobOutcome]:
    """Does the job, but for the second block of draws, which stays under way."""
    if len(pool.done) == pool.most:
        raise KeyboardInterrupt
    job = pool.held.pop()
    if isinstance(job, DrawJob) and job.first == BLOCK + 1:
        return []
    pool.done.append(job)
    return [run_job(job)]


def test_stopped_before_anything_is_done_there_is_no_answer() -> None:
    with pytest.raises(BatchStopped, match=r"^0 of 4 parts are done$"):
        ask(Here(0))


def test_the_command_prints_what_was_done_without_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_pools, "open_pool", lambda workers, cluster: Here(3))
    said = run("stress", BEDFORDSHIRE, "--cluster", "tcp://127.0.0.1:9", "--quiet")
    assert said.code == ExitCode.INTERRUPTED
    assert "Stopped by hand" in said.out
    assert "This design was not tried in time." in said.out


def test_limits_are_refused() -> None:
    said = run("stress", BEDFORDSHIRE, "--cluster", "tcp://127.0.0.1:9", "--time-limit", "5")
    assert (said.code, said.out) == (2, "")
    assert "--jobs and --cluster take no --time-limit" in said.faults[0]
