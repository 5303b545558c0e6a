"""Reads and checks a framework."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from lotdesign.faults import Fault, InputFaults, shown
from lotdesign.frameworks.checks import framework_flaws
from lotdesign.frameworks.document import FrameworkDocument
from lotdesign.frameworks.framework import Framework
from lotdesign.frameworks.ranking import Listing, listing
from lotdesign.scenario.draft import part_of
from lotdesign.scenario.flaws import faults_of
from lotdesign.scenario.settings import apply
from lotdesign.scenario.sources import read_document
from lotdesign.words import listed

MAIN = "framework.toml"


def load_framework(path: str | Path, settings: Iterable[str] = ()) -> Framework:
    """The framework at `path`: a folder, a TOML file, or `-` for stdin.

    `settings` are "PATH=VALUE" as for --set. Raises InputFaults with every fault that can be
    found at once; a tie that no stated rule decides is one.
    """
    raw, faults = read_document(path, FrameworkDocument, MAIN)
    raw, unfit = apply(raw, settings)
    draft, flaws = part_of(raw, FrameworkDocument)
    if draft is not None:
        flaws += framework_flaws(draft)
    faults += unfit + faults_of(flaws, raw)
    if faults or draft is None:
        raise InputFaults(faults)
    framework = Framework(raw.name, raw.file, raw.sha256, draft.document)
    ties = list(dict.fromkeys(_ties(framework)))
    if ties:
        raise InputFaults(ties)
    return framework


def _ties(framework: Framework) -> Iterator[Fault]:
    """A fault for each tie at any opening; one that stays is told once."""
    told: set[tuple[str, tuple[str, ...]]] = set()
    for opening in range(1, framework.years + 1):
        for category in framework.categories:
            found = listing(framework, category, opening)
            for offers in found.unsettled:
                who = tuple(offer.provider for offer in offers)
                if (category, who) not in told:
                    told.add((category, who))
                    yield Fault(f"{framework.file}, ranking.ties", _told(framework, found, who))


def _told(framework: Framework, found: Listing, who: tuple[str, ...]) -> str:
    points = next(each.total for each in found.places if each.provider == who[0])
    names = listed([shown(each) for each in who])
    equal = f"{names} have equal points, {float(points):.2f}, in {shown(found.category)}"
    if "drawn" in framework.document.ranking.ties:
        right = "draw lots between them and write the places into the column drawn of the offers"
    elif framework.document.ranking.ties:
        right = f"{' and '.join(framework.document.ranking.ties)} do not part them; add a rule"
    else:
        right = 'say what decides, for example ties = ["quality", "price", "earlier", "drawn"]'
    return f"{equal} at opening {found.opening}: {right}"
