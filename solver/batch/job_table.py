"""The job table: jobs and answers in one SQLite file that survives whatever stops a run.

Every run holds a lock on one byte of a file beside the table, at the offset of its number. The
operating system releases the lock when the process ends, however it ends, so a lock that can be
had belongs to no living run. Where there are no such locks every other run counts as dead; then
two runs at once do some work twice, and no harm.
"""

import os
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from lotdesign.faults import Fault, InputFaults
from lotdesign.result.base import ResultPart
from solver.batch.jobs import Job

APPLICATION_ID = 0x6C6F7473
"""Marks an SQLite file as a job table ("lots")."""

LOCK_FILE_SUFFIX = "-owners"
"""Follows the table's name in that of the lock file."""

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
    """The files that a job table writes to: SQLite keeps two beside it, and the locks are one."""
    return tuple(f"{file}{ending}" for ending in ("", "-wal", "-shm", LOCK_FILE_SUFFIX))


@contextmanager
def open_job_table(file: str | Path | None) -> "Iterator[JobTable]":
    """Opens the job table in a file, or with None one in memory.

    Raises InputFaults for a file that is no job table.
    """
    table = JobTable(None if file is None else str(file))
    try:
        yield table
    finally:
        table.close()


class RunLocks:
    """One lock for each run of a job table, held while its process lives."""

    def __init__(self, file: Path) -> None:
        self._file = os.open(file, os.O_RDWR | os.O_CREAT, 0o666)

    def lock_run(self, number: int) -> None:
        """Holds the lock of this run until its process ends."""
        self._lock(number)

    def is_alive(self, number: int) -> bool:
        """Whether the process of another run still lives."""
        if not self._lock(number):
            return True
        self._unlock(number)
        return False

    def release_all(self) -> None:
        """Releases all locks."""
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


class JobTable:
    """The jobs of one run among all that the file holds; without a file the table is in memory.

    A job without an answer is owned by the run that works on it, or by none.
    """

    def __init__(self, file: str | None) -> None:
        self._file = file
        self._kinds: dict[str, type[ResultPart]] = {}
        try:
            self._database = sqlite3.connect(file or ":memory:", timeout=60, isolation_level=None)
            self._create_tables()
        except sqlite3.DatabaseError as error:
            raise InputFaults([Fault(str(file), f"is no job table: {error}")]) from None
        self._locks = None if file is None else RunLocks(Path(f"{file}{LOCK_FILE_SUFFIX}"))
        self._number = self._register_run()

    @property
    def is_kept(self) -> bool:
        """Whether answers outlive this run, in a file."""
        return self._file is not None

    def add_jobs(self, jobs: Sequence[Job]) -> None:
        """Adds the jobs of this run, in order; jobs that are known already stay as they are."""
        rows = [(job.key, job.label) for job in jobs]
        self._kinds |= {job.key: job.kind for job in jobs}
        keys = [(key,) for key, _ in rows]
        with self._transaction():
            self._database.executemany(
                "INSERT OR IGNORE INTO jobs (key, settings) VALUES (?, ?)", rows
            )
            self._database.executemany("INSERT OR IGNORE INTO wanted (key) VALUES (?)", keys)

    def claim_next(self) -> str | None:
        """Claims the next job that no run owns and returns its key; None where there is none."""
        with self._transaction():
            row = self._database.execute(_CLAIM_QUERY, (self._number,)).fetchone()
        return None if row is None else str(row[0])

    def free_abandoned(self) -> None:
        """Frees the jobs of runs that ended without answering them."""
        query = "SELECT DISTINCT owner FROM jobs WHERE answer IS NULL AND owner <> ?"
        owners = [row[0] for row in self._database.execute(query, (self._number,))]
        for owner in owners:
            if self._locks is None or not self._locks.is_alive(owner):
                self._free("owner = ?", owner)

    def free_job(self, key: str) -> None:
        """Frees a job of this run that was lost."""
        self._free("key = ?", key)

    def free_own(self) -> None:
        """Frees all jobs of this run that are not answered."""
        self._free("owner = ?", self._number)

    def store_answer(self, key: str, answer: ResultPart, seconds: float) -> None:
        """Stores the answer of a job, unless it has one already."""
        change = (
            "UPDATE jobs SET answer = ?, seconds = ?, owner = NULL WHERE key = ? AND answer IS NULL"
        )
        with self._transaction():
            self._database.execute(change, (answer.model_dump_json(), seconds, key))

    def count_jobs(self) -> tuple[int, int]:
        """How many jobs this run has, and how many of them are answered."""
        query = "SELECT count(*), count(answer) FROM jobs JOIN wanted USING (key)"
        total, answered = self._database.execute(query).fetchone()
        return int(total), int(answered)

    def read_answers(self) -> dict[str, ResultPart]:
        """Key -> answer of this run's jobs; raises InputFaults where one cannot be read."""
        query = "SELECT key, answer FROM jobs JOIN wanted USING (key) WHERE answer IS NOT NULL"
        try:
            rows = self._database.execute(query)
            return {key: self._kinds[key].model_validate_json(text) for key, text in rows}
        except ValidationError:
            right = "holds an answer that cannot be read; give another file"
            raise InputFaults([Fault(str(self._file), right)]) from None

    def close(self) -> None:
        """Closes the file and releases the locks."""
        self._database.close()
        if self._locks is not None:
            self._locks.release_all()

    def _create_tables(self) -> None:
        """Creates the tables of a new file; raises sqlite3.DatabaseError for any other file."""
        if not self._is_new():
            (application,) = self._database.execute("PRAGMA application_id").fetchone()
            if application != APPLICATION_ID:
                raise sqlite3.DatabaseError("it holds something else")
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = FULL")
        self._database.execute(
            "CREATE TEMP TABLE wanted (place INTEGER PRIMARY KEY, key TEXT UNIQUE)"
        )
        with self._transaction():
            if self._is_new():
                self._database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                for statement in filter(str.strip, _SCHEMA.split(";")):
                    self._database.execute(statement)

    def _is_new(self) -> bool:
        (tables,) = self._database.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return not tables

    def _register_run(self) -> int:
        """Registers this run and takes its lock; returns its number."""
        with self._transaction():
            made = self._database.execute("INSERT INTO runs (began) VALUES (datetime('now'))")
            number = int(made.lastrowid or 0)
            if self._locks is not None:
                self._locks.lock_run(number)
        return number

    def _free(self, condition: str, value: object) -> None:
        with self._transaction():
            change = f"UPDATE jobs SET owner = NULL WHERE answer IS NULL AND {condition}"
            self._database.execute(change, (value,))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """A transaction: all of it or nothing, and no other writer in between."""
        try:
            self._database.execute("BEGIN IMMEDIATE")
            yield
            self._database.execute("COMMIT")
        finally:
            if self._database.in_transaction:
                self._database.execute("ROLLBACK")
