"""Jobs of a batch: one combination of settings each, what comes of it, and worker pools."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import metadata
from typing import Protocol

from lotdesign.faults import Fault, InputFaults
from lotdesign.input.load import build_scenario
from lotdesign.input.raw import RawDocument
from lotdesign.input.variations import SettingChoice, write_settings
from lotdesign.result.batch import SolvedCombination
from lotdesign.version import __version__
from solver.backends.registry import ENGINE_PACKAGES

PackageVersions = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class JobSettings:
    """How jobs are solved, each by one worker of the engine."""

    engine: str = "auto"
    seed: int = 0
    time_limit: float | None = None


@dataclass(frozen=True)
class BatchJob:
    """What is solved: the files as they were read, and everything that is set.

    `key` is the same only for the same files, settings, means and versions.
    """

    key: str
    raw: RawDocument
    settings: tuple[str, ...]
    off: tuple[str, ...]
    job_settings: JobSettings
    versions: PackageVersions


@cache
def read_versions() -> PackageVersions:
    """Of everything that an answer may depend on."""
    packages = sorted({each for packages in ENGINE_PACKAGES.values() for each in packages})
    return (("lotdesign", __version__), *((each, metadata.version(each)) for each in packages))


def build_jobs(
    raw: RawDocument,
    combinations: Sequence[SettingChoice],
    settings: Sequence[str],
    off: Sequence[str],
    means: JobSettings,
    faults: Sequence[Fault] = (),
) -> list[BatchJob]:
    """A job a combination; raises InputFaults with what is wrong in any of them, before any work.

    `faults` are known of the files already.
    """
    jobs: list[BatchJob] = []
    wrong: dict[Fault, list[SettingChoice]] = {}
    for chosen in combinations:
        every = (*settings, *write_settings(chosen))
        try:
            digest = build_scenario(raw, every, off, faults).sha256
        except InputFaults as error:
            for fault in error.faults:
                wrong.setdefault(fault, []).append(chosen)
        else:
            job = BatchJob(_hash_job(digest, means), raw, every, tuple(off), means, read_versions())
            jobs.append(job)
    if wrong:
        raise InputFaults(
            _locate_fault(fault, among, len(combinations)) for fault, among in wrong.items()
        )
    return jobs


def _hash_job(digest: str, means: JobSettings) -> str:
    parts = [digest, read_versions(), means.engine, means.seed, means.time_limit]
    return sha256(json.dumps(parts).encode()).hexdigest()


def _locate_fault(fault: Fault, among: list[SettingChoice], count: int) -> Fault:
    """The fault, with the first settings that bring it about where it does not say them itself."""
    if len(among) == count or fault.where in {f"--set {path}" for path in among[0]}:
        return fault
    more = f", and {len(among) - 1} more" if len(among) > 1 else ""
    right = f"{fault.right} (with {' '.join(write_settings(among[0]))}{more})"
    return Fault(fault.where, right, fault.found)


@dataclass(frozen=True, slots=True)
class SolvedJob:
    """A job that was answered, and how many seconds that took."""

    key: str
    answer: SolvedCombination
    seconds: float


@dataclass(frozen=True, slots=True)
class LostJob:
    """A job whose worker ended before it was answered."""

    key: str


@dataclass(frozen=True, slots=True)
class FailedJob:
    """A job that could not be answered: `error` says it all, `faults` are contradictions."""

    key: str
    error: str
    faults: tuple[str, ...] = ()


JobOutcome = SolvedJob | LostJob | FailedJob


class WorkerPool(Protocol):
    """Takes jobs while there is room."""

    @property
    def free_slots(self) -> int:
        """How many more jobs it takes at present."""

    def submit(self, job: BatchJob) -> None:
        """Has a job done."""

    def wait(self, seconds: float) -> list[JobOutcome]:
        """What has come of jobs since; waits so long for something to come."""

    def close(self) -> None:
        """Ends everything that was begun."""
