"""Where a table was measured."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version


@dataclass(frozen=True)
class Machine:
    """Processors that may be used, how many processes wanted one at the start, and versions."""

    processors: int
    load: float
    system: str
    python: str
    versions: dict[str, str]


def machine(packages: Sequence[str]) -> Machine:
    """The machine that runs this, as it is now."""
    usable = getattr(os, "sched_getaffinity", None)
    return Machine(
        processors=len(usable(0)) if usable else os.cpu_count() or 1,
        load=round(os.getloadavg()[0], 2),
        system=f"{platform.system()} {platform.machine()}",
        python=platform.python_version(),
        versions={name: version(name) for name in packages},
    )
