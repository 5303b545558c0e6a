"""Reads, checks and works out a scenario."""

from collections.abc import Iterable
from pathlib import Path

from lotdesign.faults import Fault, InputFaults
from lotdesign.scenario.document import Document
from lotdesign.scenario.draft import part_of
from lotdesign.scenario.flaws import faults_of
from lotdesign.scenario.prepare import prepare
from lotdesign.scenario.raw import Raw
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
    return worked_out(raw, settings, off, faults)


def worked_out(
    raw: Raw, settings: Iterable[str] = (), off: Iterable[str] = (), faults: Iterable[Fault] = ()
) -> Scenario:
    """The scenario of what was read, with these settings; `faults` are known of the files already.

    Raises InputFaults with them and every other.
    """
    raw, unfit = apply(raw, settings, off)
    draft, flaws = part_of(raw, Document)
    if draft is not None:
        flaws += reference_flaws(draft)
    told = [*faults, *unfit, *faults_of(flaws, raw)]
    if told or draft is None:
        raise InputFaults(told)
    return prepare(draft.document, raw)
