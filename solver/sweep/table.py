"""The jobs and their answers in one SQLite file, which survives whatever stops a run."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from lotdesign.faults import Fault, InputFaults
from lotdesign.result.swept import Solved
from solver.sweep.job import Job
from solver.sweep.owners import Owners

APPLICATION = 0x6C6F7473
"""Marks an SQLite file as a job table ("lots")."""

OWNERS = "-owners"
"""Follows the table's name in that of the file of owners."""

_TABLES = """
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

_CLAIM = """
UPDATE jobs SET owner = ?, claims = claims + 1 WHERE key = (
    SELECT key FROM jobs JOIN wanted USING (key)
    WHERE answer IS NULL AND owner IS NULL ORDER BY place LIMIT 1
) RETURNING key
"""


def files_of(file: str) -> tuple[str, ...]:
    """What a job table in a file writes to: SQLite keeps two files beside it, and owners one."""
    return tuple(f"{file}{ending}" for ending in ("", "-wal", "-shm", OWNERS))


@contextmanager
def kept(file: str | Path | None) -> "Iterator[JobTable]":
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
        self._owners = None if file is None else Owners(Path(f"{file}{OWNERS}"))
        self._me = self._enter()

    def want(self, jobs: Iterable[Job]) -> None:
        """What this run is about, in this order; jobs that are known already stay as they are."""
        rows = [(job.key, " ".join((*job.settings, *job.off))) for job in jobs]
        keys = [(key,) for key, _ in rows]
        with self._writing():
            self._base.executemany("INSERT OR IGNORE INTO jobs (key, settings) VALUES (?, ?)", rows)
            self._base.executemany("INSERT OR IGNORE INTO wanted (key) VALUES (?)", keys)

    def claim(self) -> str | None:
        """The key of the next job that nobody works on, which now is this run's; None for none."""
        with self._writing():
            row = self._base.execute(_CLAIM, (self._me,)).fetchone()
        return None if row is None else str(row[0])

    def take_back(self) -> None:
        """Frees the jobs of runs that ended without answering them."""
        query = "SELECT DISTINCT owner FROM jobs WHERE answer IS NULL AND owner <> ?"
        others = [row[0] for row in self._base.execute(query, (self._me,))]
        for owner in others:
            if self._owners is None or not self._owners.alive(owner):
                self._free("owner = ?", owner)

    def give_back(self, key: str) -> None:
        """Frees a job of this run that came to nothing."""
        self._free("key = ?", key)

    def release(self) -> None:
        """Frees all jobs of this run that are not answered."""
        self._free("owner = ?", self._me)

    def finish(self, key: str, answer: Solved, seconds: float) -> None:
        """Keeps an answer; the first one stays."""
        change = (
            "UPDATE jobs SET answer = ?, seconds = ?, owner = NULL WHERE key = ? AND answer IS NULL"
        )
        with self._writing():
            self._base.execute(change, (answer.model_dump_json(), seconds, key))

    def counts(self) -> tuple[int, int]:
        """How many of this run's jobs there are, and how many of them are answered."""
        query = "SELECT count(*), count(answer) FROM jobs JOIN wanted USING (key)"
        total, answered = self._base.execute(query).fetchone()
        return int(total), int(answered)

    def answers(self) -> dict[str, Solved]:
        """The answers of this run's jobs by key; raises InputFaults where one cannot be read."""
        query = "SELECT key, answer FROM jobs JOIN wanted USING (key) WHERE answer IS NOT NULL"
        try:
            rows = self._base.execute(query)
            return {key: Solved.model_validate_json(text) for key, text in rows}
        except ValidationError:
            right = "holds an answer that cannot be read; give another file"
            raise InputFaults([Fault(str(self._file), right)]) from None

    def close(self) -> None:
        """Lets go of the file."""
        self._base.close()
        if self._owners is not None:
            self._owners.leave()

    def _prepare(self) -> None:
        """Makes the tables of a new file; raises sqlite3.DatabaseError for a file of others."""
        if not self._is_new():
            (application,) = self._base.execute("PRAGMA application_id").fetchone()
            if application != APPLICATION:
                raise sqlite3.DatabaseError("it holds something else")
        self._base.execute("PRAGMA journal_mode = WAL")
        self._base.execute("PRAGMA synchronous = FULL")
        self._base.execute("CREATE TEMP TABLE wanted (place INTEGER PRIMARY KEY, key TEXT UNIQUE)")
        with self._writing():
            if self._is_new():
                self._base.execute(f"PRAGMA application_id = {APPLICATION}")
                for statement in filter(str.strip, _TABLES.split(";")):
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
                self._owners.enter(number)
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
