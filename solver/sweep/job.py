"""One combination of settings to be solved."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import metadata

from lotdesign.faults import Fault, InputFaults
from lotdesign.scenario.load import worked_out
from lotdesign.scenario.raw import Raw
from lotdesign.scenario.variations import Chosen, as_settings
from lotdesign.version import __version__
from solver.engines.choice import PACKAGES

Versions = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Means:
    """How jobs are solved, each by one worker of the engine."""

    engine: str = "auto"
    seed: int = 0
    time_limit: float | None = None


@dataclass(frozen=True)
class Job:
    """What is solved: the files as they were read, and everything that is set.

    `key` is the same only for the same files, settings, means and versions.
    """

    key: str
    raw: Raw
    settings: tuple[str, ...]
    off: tuple[str, ...]
    means: Means
    versions: Versions


@cache
def versions() -> Versions:
    """Of everything that an answer may depend on."""
    packages = sorted({each for packages in PACKAGES.values() for each in packages})
    return (("lotdesign", __version__), *((each, metadata.version(each)) for each in packages))


def jobs_of(
    raw: Raw,
    combinations: Sequence[Chosen],
    settings: Sequence[str],
    off: Sequence[str],
    means: Means,
    faults: Sequence[Fault] = (),
) -> list[Job]:
    """A job a combination; raises InputFaults with what is wrong in any of them, before any work.

    `faults` are known of the files already.
    """
    jobs: list[Job] = []
    wrong: dict[Fault, list[Chosen]] = {}
    for chosen in combinations:
        every = (*settings, *as_settings(chosen))
        try:
            digest = worked_out(raw, every, off, faults).sha256
        except InputFaults as error:
            for fault in error.faults:
                wrong.setdefault(fault, []).append(chosen)
        else:
            job = Job(_key(digest, means), raw, every, tuple(off), means, versions())
            jobs.append(job)
    if wrong:
        raise InputFaults(_told(fault, among, len(combinations)) for fault, among in wrong.items())
    return jobs


def _key(digest: str, means: Means) -> str:
    parts = [digest, versions(), means.engine, means.seed, means.time_limit]
    return sha256(json.dumps(parts).encode()).hexdigest()


def _told(fault: Fault, among: list[Chosen], count: int) -> Fault:
    """The fault, with the first settings that bring it about where it does not say them itself."""
    if len(among) == count or fault.where in {f"--set {path}" for path in among[0]}:
        return fault
    more = f", and {len(among) - 1} more" if len(among) > 1 else ""
    right = f"{fault.right} (with {' '.join(as_settings(among[0]))}{more})"
    return Fault(fault.where, right, fault.found)
