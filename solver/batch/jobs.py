"""Jobs of a batch in general: what makes two the same, and what comes of one."""

import json
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import metadata
from typing import Protocol

from lotdesign.result.base import ResultPart
from lotdesign.version import __version__
from solver.backends.registry import ENGINE_PACKAGES

ENGINE_WORKERS = 1
"""The machine's cores are shared among jobs, and one engine worker is reproducible."""

PackageVersions = tuple[tuple[str, str], ...]
"""Name and version of each package."""


@dataclass(frozen=True)
class JobSettings:
    """How jobs are solved, each by one worker of the engine; the time limit is in seconds."""

    engine: str = "auto"
    seed: int = 0
    time_limit: float | None = None


class Job(Protocol):
    """Work that any process with this package can do; it is sent whole.

    The key is the same only for the same question, job settings and versions.
    """

    @property
    def key(self) -> str:
        """The key."""

    @property
    def label(self) -> str:
        """What the job is."""

    @property
    def versions(self) -> PackageVersions:
        """The versions that it needs."""

    @property
    def kind(self) -> type[ResultPart]:
        """The class of its answer."""

    def work(self) -> ResultPart:
        """Does the work; raises what that raises."""


@dataclass(frozen=True, slots=True)
class SolvedJob:
    """A job that was answered, and how many seconds that took."""

    key: str
    answer: ResultPart
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


def hash_job(digest: str, job_settings: JobSettings, *question: str) -> str:
    """The key of a job about the scenario with this hash; `question` is what else it goes by."""
    parts = [
        *(digest, read_versions()),
        *(job_settings.engine, job_settings.seed, job_settings.time_limit),
        *question,
    ]
    return sha256(json.dumps(parts).encode()).hexdigest()
