"""Small checks of the installation, one function each."""

import platform
import tempfile
from collections.abc import Callable, Sequence
from importlib import metadata
from pathlib import Path

from lotdesign.cli.finding import Finding
from lotdesign.cli.known_answers import ANSWERS, Known
from lotdesign.cli.packages import PACKAGES
from lotdesign.cli.trust import trust
from lotdesign.version import __version__

Check = Callable[[], Finding]


def findings() -> tuple[Finding, ...]:
    """The findings of all checks."""
    return tuple(check() for check in checks())


def checks() -> Sequence[Check]:
    """What is looked at, in the order in which it is told."""
    return (
        lambda: Finding("lotdesign", True, __version__),
        lambda: Finding("python", True, platform.python_version()),
        *(_installed(name) for name in PACKAGES),
        *trust(),
        *(_answers(known) for known in ANSWERS),
    )


def _installed(name: str) -> Check:
    def check() -> Finding:
        try:
            return Finding(name, True, metadata.version(name))
        except metadata.PackageNotFoundError:
            return Finding(name, False, "not installed")

    return check


def _answers(known: Known) -> Check:
    def check() -> Finding:
        try:
            found = _solved(known)
        except Exception as error:  # whatever is broken, doctor says so and goes on
            return Finding(known.name, False, f"{type(error).__name__}: {error}")
        right = found == known.answer
        text = f"{found}, as worked out by hand" if right else f"{found}, but it is {known.answer}"
        return Finding(known.name, right, text)

    return check


def _solved(known: Known) -> str:
    """The engines' answer in the words of the known one."""
    from lotdesign import api

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "known.toml"
        file.write_text(known.scenario, encoding="utf-8")
        result = api.solve(api.load(file), engine="both", context=False).result
    if not result.verification.ok:
        return "an answer that its own checker refuses"
    if not result.lots:
        return result.status
    lots = " | ".join(" ".join(lot.units) for lot in result.lots)
    return f"{result.status}: {lots}: {result.measures['whole_life_cost']} pence"
