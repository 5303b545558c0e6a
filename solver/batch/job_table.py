"""The job table: jobs and answers in one SQLite file that survives whatever stops a run.

Every run holds a lock on one byte of a file beside the table, at the place of its number. The
system gives the lock back when the process ends, however it ends, so that a lock that can be had
belongs to nobody. Where there are no such locks every other run counts as dead; then two at once
do some work twice, and no harm.
"""

import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from lotdesign.faults import Fault, InputFaults
from lotdesign.result.batch import SolvedCombination
from solver.batch.jobs import BatchJob


class RunLocks:
    """The runs of a job table."""

    def __init__(self, file: Path) -> None:
        self._file = os.open(file, os.O_RDWR | os.O_CREAT, 0o666)

    def lock_run(self, number: int) -> None:
        """Marks this run alive until it ends."""
        self._lock(number)

    def is_alive(self, number: int) -> bool:
        """Whether another run is still at work."""
        if not self._lock(number):
            return True
        self._unlock(number)
        return False

    def release_all(self) -> None:
        """Gives all locks back."""
        os.close(self._file)

    def _lock(self, number: int) -> bool:
        if sys.platform == "win32":
            return True
        import fcntl

        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, number)
        except OSError:
            return False
        return True

    def _unlock(self, number: int) -> None:
        if sys.platform != "win32":
            import fcntl

            fcntl.lockf(self._file, fcntl.LOCK_UN, 1, number)


APPLICATION_ID = 0x6C6F7473
"""Marks an SQLite file as a job table ("lots")."""

LOCK_FILE_SUFFIX = "-owners"
"""Follows the table's name in that of the file of owners."""

_SCHEMA = """
CREATE TABLE jobs (
    key TEXT PRIMARY KEY,
    settings TEXT NOT NULL,
    owner INTEGER,
    claims INTEGER NOT NULL DEFAULT 0,
    answer TEXT,
    seconds REAL
);
CREATE TABLE runs (number INTEGER PRIMARY KEY AUTOINCREMENT, began TEXT NOT NULL);
"""

_CLAIM_QUERY = """
UPDATE jobs SET owner = ?, claims = claims + 1 WHERE key = (
    SELECT key FROM jobs JOIN wanted USING (key)
    WHERE answer IS NULL AND owner IS NULL ORDER BY place LIMIT 1
) RETURNING key
"""


def list_table_files(file: str) -> tuple[str, ...]:
    """What a job table in a file writes to: SQLite keeps two files beside it, and owners one."""
    return tuple(f"{file}{ending}" for ending in ("", "-wal", "-shm", LOCK_FILE_SUFFIX))


@contextmanager
def open_job_table(file: str | Path | None) -> "Iterator[JobTable]":
    """The job table in a file, or one that is not kept."""
    table = JobTable(None if file is None else str(file))
    try:
        yield table
    finally:
        table.close()


class JobTable:
    """The jobs of one run among all that the file holds; without a file they are not kept."""

    def __init__(self, file: str | None) -> None:
        self._file = file
        try:
            self._base = sqlite3.connect(file or ":memory:", timeout=60, isolation_level=None)
            self._prepare()
        except sqlite3.DatabaseError as error:
            raise InputFaults([Fault(str(file), f"is no job table of sweep: {error}")]) from None
        self._owners = None if file is None else RunLocks(Path(f"{file}{LOCK_FILE_SUFFIX}"))
        self._me = self._enter()

    def add_jobs(self, jobs: Iterable[BatchJob]) -> None:
        """What this run is about, in this order; jobs that are known already stay as they are."""
        rows = [(job.key, " ".join((*job.settings, *job.off))) for job in jobs]
        keys = [(key,) for key, _ in rows]
        with self._writing():
            self._base.executemany("INSERT OR IGNORE INTO jobs (key, settings) VALUES (?, ?)", rows)
            self._base.executemany("INSERT OR IGNORE INTO wanted (key) VALUES (?)", keys)

    def claim_next(self) -> str | None:
        """The key of the next job that nobody works on, which now is this run's; None for none."""
        with self._writing():
            row = self._base.execute(_CLAIM_QUERY, (self._me,)).fetchone()
        return None if row is None else str(row[0])

    def free_abandoned(self) -> None:
        """Frees the jobs of runs that ended without answering them."""
        query = "SELECT DISTINCT owner FROM jobs WHERE answer IS NULL AND owner <> ?"
        others = [row[0] for row in self._base.execute(query, (self._me,))]
        for owner in others:
            if self._owners is None or not self._owners.is_alive(owner):
                self._free("owner = ?", owner)

    def free_job(self, key: str) -> None:
        """Frees a job of this run that came to nothing."""
        self._free("key = ?", key)

    def free_own(self) -> None:
        """Frees all jobs of this run that are not answered."""
        self._free("owner = ?", self._me)

    def store_answer(self, key: str, answer: SolvedCombination, seconds: float) -> None:
        """Keeps an answer; the first one stays."""
        change = (
            "UPDATE jobs SET answer = ?, seconds = ?, owner = NULL WHERE key = ? AND answer IS NULL"
        )
        with self._writing():
            self._base.execute(change, (answer.model_dump_json(), seconds, key))

    def count_jobs(self) -> tuple[int, int]:
        """How many of this run's jobs there are, and how many of them are answered."""
        query = "SELECT count(*), count(answer) FROM jobs JOIN wanted USING (key)"
        total, answered = self._base.execute(query).fetchone()
        return int(total), int(answered)

    def read_answers(self) -> dict[str, SolvedCombination]:
        """The answers of this run's jobs by key; raises InputFaults where one cannot be read."""
        query = "SELECT key, answer FROM jobs JOIN wanted USING (key) WHERE answer IS NOT NULL"
        try:
            rows = self._base.execute(query)
            return {key: SolvedCombination.model_validate_json(text) for key, text in rows}
        except ValidationError:
            right = "holds an answer that cannot be read; give another file"
            raise InputFaults([Fault(str(self._file), right)]) from None

    def close(self) -> None:
        """Lets go of the file."""
        self._base.close()
        if self._owners is not None:
            self._owners.release_all()

    def _prepare(self) -> None:
        """Makes the tables of a new file; raises sqlite3.DatabaseError for a file of others."""
        if not self._is_new():
            (application,) = self._base.execute("PRAGMA application_id").fetchone()
            if application != APPLICATION_ID:
                raise sqlite3.DatabaseError("it holds something else")
        self._base.execute("PRAGMA journal_mode = WAL")
        self._base.execute("PRAGMA synchronous = FULL")
        self._base.execute("CREATE TEMP TABLE wanted (place INTEGER PRIMARY KEY, key TEXT UNIQUE)")
        with self._writing():
            if self._is_new():
                self._base.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                for statement in filter(str.strip, _SCHEMA.split(";")):
                    self._base.execute(statement)

    def _is_new(self) -> bool:
        (tables,) = self._base.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return not tables

    def _enter(self) -> int:
        """The number of this run, by which others see whether it is alive."""
        with self._writing():
            made = self._base.execute("INSERT INTO runs (began) VALUES (datetime('now'))")
            number = int(made.lastrowid or 0)
            if self._owners is not None:
                self._owners.lock_run(number)
        return number

    def _free(self, which: str, value: object) -> None:
        with self._writing():
            change = f"UPDATE jobs SET owner = NULL WHERE answer IS NULL AND {which}"
            self._base.execute(change, (value,))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """All of it or nothing, with nobody in between."""
        try:
            self._base.execute("BEGIN IMMEDIATE")
            yield
            self._base.execute("COMMIT")
        finally:
            if self._base.in_transaction:
                self._base.execute("ROLLBACK")
