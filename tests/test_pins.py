"""Every pin says why it is there, fits what pyproject.toml asks for, and is what tests run with."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LINE = re.compile(r"(?P<name>[\w.-]+)==(?P<version>\S+)  # (?P<reason>ours\b.*|for .+)")


@dataclass(frozen=True)
class Pin:
    """A package at a version, and why: we ask for it, or those that it is for."""

    name: str
    version: str
    reason: str

    @property
    def is_ours(self) -> bool:
        """Whether pyproject.toml asks for it."""
        return self.reason.startswith("ours")

    @property
    def asked_by(self) -> list[str]:
        """The packages that ask for it."""
        named, _, _ = self.reason.removeprefix("for ").partition(", which")
        return [each.partition(" ")[0].partition("[")[0] for each in named.split(", ")]


def read_pins() -> Iterator[Pin]:
    """The lines of constraints.txt; each says a reason."""
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            match = LINE.fullmatch(line)
            assert match, f"no reason in constraints.txt: {line}"
            yield Pin(*match.groups())


def read_ranges() -> dict[str, Requirement]:
    """What pyproject.toml asks for, by name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    texts = chain(project["dependencies"], *project["optional-dependencies"].values())
    return {canonicalize_name(each.name): each for each in map(Requirement, texts)}


def list_needs(name: str) -> set[str] | None:
    """What an installed package asks for, on some Python or with some extra; None if not here."""
    try:
        needs = metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return None
    return {canonicalize_name(Requirement(each).name) for each in needs}


PINS = {canonicalize_name(pin.name): pin for pin in read_pins()}


def test_ours_are_those_that_we_ask_for() -> None:
    ranges = read_ranges()
    assert {name for name, pin in PINS.items() if pin.is_ours} == set(ranges)
    outside = [n for n, each in ranges.items() if not each.specifier.contains(PINS[n].version)]
    assert outside == []


@pytest.mark.parametrize("name", [name for name, pin in PINS.items() if not pin.is_ours])
def test_others_are_asked_for_by_those_that_are_named(name: str) -> None:
    for other in PINS[name].asked_by:
        assert canonicalize_name(other) in PINS, f"{name} is for {other}, which is not pinned"
        needs = list_needs(other)
        assert needs is None or name in needs, f"{other} does not ask for {name}"


def test_whatever_is_pinned_is_here_at_that_version() -> None:
    here = {canonicalize_name(each.name): each.version for each in metadata.distributions()}
    other = {n: here[n] for n, pin in PINS.items() if here.get(n, pin.version) != pin.version}
    assert other == {}, "make clean demo installs what is pinned"


def test_the_newest_and_the_oldest_python_are_those_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (named,) = re.findall(r"^PYTHONS := (.*)$", makefile, re.MULTILINE)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == f">={named.split()[0]}"
