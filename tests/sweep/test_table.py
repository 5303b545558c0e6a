"""The job table: one claim a job, and no answer lost."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from lotdesign.faults import InputFaults
from lotdesign.result.batch import SolvedCombination
from solver.batch.job_table import open_job_table
from solver.batch.jobs import JobSettings
from tests.cli.run import ROOT
from tests.sweep.plans import planned

ANSWER = SolvedCombination(sha256="0", status="optimal", measures={"lots": 2})

CLAIMER = """
import sys, time
from solver.batch.job_table import open_job_table
from tests.sweep.plans import planned
with open_job_table(sys.argv[1]) as table:
    table.add_jobs(planned().jobs)
    print(table.claim_next(), flush=True)
    time.sleep(600)
"""


def test_each_job_is_claimed_once_and_in_order(tmp_path: Path) -> None:
    jobs = planned().jobs
    with open_job_table(tmp_path / "j") as table, open_job_table(tmp_path / "j") as other:
        table.add_jobs(jobs)
        other.add_jobs(jobs[::-1])
        claimed = [table.claim_next(), other.claim_next(), table.claim_next()]
        assert claimed == [jobs[0].key, jobs[-1].key, jobs[1].key]
        rest = [table.claim_next() for _ in range(len(jobs) - 3)]
        assert {*claimed, *rest} == {job.key for job in jobs}
        assert table.claim_next() is None
        assert other.claim_next() is None


def test_the_first_answer_stays(tmp_path: Path) -> None:
    jobs = planned().jobs
    with open_job_table(tmp_path / "j") as table:
        table.add_jobs(jobs)
        key = table.claim_next() or ""
        table.store_answer(key, ANSWER, 1.5)
        table.store_answer(key, ANSWER.model_copy(update={"status": "unknown"}), 2.5)
        table.free_job(key)
        table.free_own()
        assert table.read_answers() == {key: ANSWER}
        assert table.count_jobs() == (len(jobs), 1)
        assert key not in [table.claim_next() for _ in jobs]


def test_what_is_given_back_can_be_claimed_again() -> None:
    with open_job_table(None) as table:
        table.add_jobs(planned().jobs)
        first, second = table.claim_next() or "", table.claim_next() or ""
        table.free_job(second)
        assert table.claim_next() == second
        table.free_own()
        assert table.claim_next() == first


def test_claims_of_the_dead_are_taken_back_and_those_of_the_living_are_not(tmp_path: Path) -> None:
    file = tmp_path / "j"
    command = [sys.executable, "-c", CLAIMER, str(file)]
    other = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        assert other.stdout is not None
        taken = other.stdout.readline().strip()
        with open_job_table(file) as table:
            jobs = planned().jobs
            table.add_jobs(jobs)
            table.free_abandoned()
            assert taken == jobs[0].key
            assert table.claim_next() == jobs[1].key
            other.kill()
            other.wait()
            table.free_abandoned()
            assert table.claim_next() == taken
    finally:
        other.kill()
        other.communicate()


def test_other_settings_means_and_files_are_other_jobs(tmp_path: Path) -> None:
    plans = [
        planned(),
        planned(settings=["money.contract_management=1"]),
        planned(job_settings=JobSettings(seed=1)),
        planned(job_settings=JobSettings(engine="highs")),
        planned(job_settings=JobSettings(time_limit=1.0)),
    ]
    keys = [job.key for each in plans for job in each.jobs]
    assert len(set(keys)) == len(keys)
    assert [job.key for job in planned().jobs] == [job.key for job in plans[0].jobs]


@pytest.mark.parametrize("kind", ["text", "other base", "folder"])
def test_a_file_of_others_is_refused_and_left_alone(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "j"
    if kind == "text":
        file.write_text("my precious notes\n" * 100)
    elif kind == "other base":
        base = sqlite3.connect(file)
        base.execute("CREATE TABLE mine (x)")
        base.commit()
        base.close()
    else:
        file.mkdir()
    before = file.read_bytes() if file.is_file() else b""
    with pytest.raises(InputFaults, match="is no job table"), open_job_table(file):
        pass
    assert (file.read_bytes() if file.is_file() else b"") == before


def test_an_answer_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    file = tmp_path / "j"
    with open_job_table(file) as table:
        table.add_jobs(planned().jobs)
        table.store_answer(table.claim_next() or "", ANSWER, 0)
        base = sqlite3.connect(file)
        base.execute("UPDATE jobs SET answer = '{}' WHERE answer IS NOT NULL")
        base.commit()
        base.close()
        with pytest.raises(InputFaults, match="cannot be read"):
            table.read_answers()
