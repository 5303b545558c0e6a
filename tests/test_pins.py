"""Every pin says why it is there, fits what pyproject.toml asks for, and is what tests run with."""

import os
import re
import sys
import tomllib
from importlib import metadata
from itertools import chain

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.pins import ROOT, read_pins, read_pins_of

HERE = "{}.{}".format(*sys.version_info)
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def read_ranges(python: str) -> dict[str, Requirement]:
    """What pyproject.toml asks for on one Python, by name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    texts = chain(project["dependencies"], *project["optional-dependencies"].values())
    on = {"python_version": python}
    asked = [e for e in map(Requirement, texts) if e.marker is None or e.marker.evaluate(on)]
    return {canonicalize_name(each.name): each for each in asked}


def list_needs(name: str) -> set[str] | None:
    """What an installed package asks for, on some Python or with some extra; None if not here."""
    try:
        needs = metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return None
    return {canonicalize_name(Requirement(each).name) for each in needs}


PINS = read_pins_of(HERE)
WITH_PINS = pytest.mark.skipif(
    "LOTDESIGN_VERSIONS" in os.environ, reason="other versions than those that are pinned are here"
)


@pytest.mark.parametrize("python", PYTHONS)
def test_ours_are_those_that_we_ask_for(python: str) -> None:
    ranges, pins = read_ranges(python), read_pins_of(python)
    assert {name for name, pin in pins.items() if pin.is_ours} == set(ranges)
    outside = [n for n, each in ranges.items() if not each.specifier.contains(pins[n].version)]
    assert outside == []


@WITH_PINS
@pytest.mark.parametrize("name", [name for name, pin in PINS.items() if not pin.is_ours])
def test_others_are_asked_for_by_those_that_are_named(name: str) -> None:
    for other in PINS[name].asked_by:
        assert canonicalize_name(other) in PINS, f"{name} is for {other}, which is not pinned"
        needs = list_needs(other)
        assert needs is None or name in needs, f"{other} does not ask for {name}"


@WITH_PINS
def test_whatever_is_pinned_is_here_at_that_version() -> None:
    here = {canonicalize_name(each.name): each.version for each in metadata.distributions()}
    other = {n: here[n] for n, pin in PINS.items() if here.get(n, pin.version) != pin.version}
    assert other == {}, "make clean demo installs what is pinned"


def test_every_file_that_is_installed_is_known_by_its_hash() -> None:
    """At the versions of constraints.txt; `make requirements` renews the file."""
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    pinned = {(canonicalize_name(each.name), each.version) for each in read_pins()}
    for line in text.splitlines():
        requirement, *hashes = line.split(" --hash=")
        found = Requirement(requirement.strip())
        (version,) = found.specifier
        assert (canonicalize_name(found.name), version.version) in pinned
        assert hashes
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64} *", each) for each in hashes)
    named = {canonicalize_name(line.partition("==")[0]) for line in text.splitlines()}
    dev = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = dev["optional-dependencies"]
    asked = chain(dev["dependencies"], *(extras[each] for each in ("dev", "report", "office")))
    assert {canonicalize_name(Requirement(each).name) for each in asked} <= named


def test_the_newest_and_the_oldest_python_are_those_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (named,) = re.findall(r"^PYTHONS := (.*)$", makefile, re.MULTILINE)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == f">={named.split()[0]}"
