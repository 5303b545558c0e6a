"""Jobs of a batch: one combination of settings each, and what comes of it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import metadata

from lotdesign.faults import Fault, InputFaults
from lotdesign.input.load import build_scenario
from lotdesign.input.raw import RawDocument
from lotdesign.input.variations import SettingChoice, write_settings
from lotdesign.result.batch import SolvedCombination
from lotdesign.version import __version__
from solver.backends.registry import ENGINE_PACKAGES

PackageVersions = tuple[tuple[str, str], ...]
"""Name and version of each package."""


@dataclass(frozen=True)
class JobSettings:
    """How jobs are solved, each by one worker of the engine; the time limit is in seconds."""

    engine: str = "auto"
    seed: int = 0
    time_limit: float | None = None


@dataclass(frozen=True)
class BatchJob:
    """A scenario to solve: the files as they were read, and everything that is set.

    `off` are the ids of rules that are switched off. `key` is the same only for the same files,
    settings, job settings and versions.
    """

    key: str
    raw: RawDocument
    settings: tuple[str, ...]
    off: tuple[str, ...]
    job_settings: JobSettings
    versions: PackageVersions


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
    """A job that could not be answered: the traceback, and contradictions between engines."""

    key: str
    error: str
    faults: tuple[str, ...] = ()


JobOutcome = SolvedJob | LostJob | FailedJob


@cache
def read_versions() -> PackageVersions:
    """The versions of everything that an answer may depend on."""
    packages = sorted({package for names in ENGINE_PACKAGES.values() for package in names})
    return (("lotdesign", __version__), *((name, metadata.version(name)) for name in packages))


def build_jobs(
    raw: RawDocument,
    combinations: Sequence[SettingChoice],
    settings: Sequence[str],
    off: Sequence[str],
    job_settings: JobSettings,
    faults: Sequence[Fault] = (),
) -> list[BatchJob]:
    """Builds a job for each combination.

    `faults` are known of the files already. Raises InputFaults with what is wrong in any of the
    combinations, before any work.
    """
    jobs: list[BatchJob] = []
    faulty: dict[Fault, list[SettingChoice]] = {}
    for combination in combinations:
        every = (*settings, *write_settings(combination))
        try:
            digest = build_scenario(raw, every, off, faults).sha256
        except InputFaults as error:
            for fault in error.faults:
                faulty.setdefault(fault, []).append(combination)
        else:
            key = _hash_job(digest, job_settings)
            jobs.append(BatchJob(key, raw, every, tuple(off), job_settings, read_versions()))
    if faulty:
        raise InputFaults(
            _locate_fault(fault, where, len(combinations)) for fault, where in faulty.items()
        )
    return jobs


def _hash_job(digest: str, job_settings: JobSettings) -> str:
    parts = [
        *(digest, read_versions()),
        *(job_settings.engine, job_settings.seed, job_settings.time_limit),
    ]
    return sha256(json.dumps(parts).encode()).hexdigest()


def _locate_fault(fault: Fault, where: list[SettingChoice], count: int) -> Fault:
    """The fault, with the first of the combinations that have it unless all do, or it says so."""
    if len(where) == count or fault.where in {f"--set {path}" for path in where[0]}:
        return fault
    more = f", and {len(where) - 1} more" if len(where) > 1 else ""
    right = f"{fault.right} (with {' '.join(write_settings(where[0]))}{more})"
    return Fault(fault.where, right, fault.found)
