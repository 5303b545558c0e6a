"""Reads, checks and works out a scenario."""

from collections.abc import Iterable
from pathlib import Path

from lotdesign.faults import InputFaults
from lotdesign.scenario.document import Document
from lotdesign.scenario.draft import part_of
from lotdesign.scenario.flaws import faults_of
from lotdesign.scenario.prepare import prepare
from lotdesign.scenario.references import reference_flaws
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.settings import apply
from lotdesign.scenario.sources import read_scenario


def load(path: str | Path, settings: Iterable[str] = (), off: Iterable[str] = ()) -> Scenario:
    """The scenario at `path`: a folder, a TOML file, or `-` for stdin.

    `settings` are "PATH=VALUE" as for --set, `off` the ids of rules that shall not apply.
    Raises InputFaults with every fault that can be found at once.
    """
    raw, faults = read_scenario(path)
    raw, unfit = apply(raw, settings, off)
    draft, flaws = part_of(raw, Document)
    if draft is not None:
        flaws += reference_flaws(draft)
    faults += unfit + faults_of(flaws, raw)
    if faults or draft is None:
        raise InputFaults(faults)
    return prepare(draft.document, raw)
