"""Reads the results that a command compares, and judges designs that are none yet."""

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated

import typer

from lotdesign.cli.exits import UsageError
from lotdesign.cli.json_files import Drawn, a_result_or_design
from lotdesign.cli.options import one_stdin
from lotdesign.cli.reading import read
from lotdesign.faults import Fault, InputFaults

if TYPE_CHECKING:
    from lotdesign.comparing.given import Given
    from lotdesign.result.model import Result
    from lotdesign.scenario.scenario import Scenario

OPTION = "option:"

Judging = Annotated[
    str | None,
    typer.Option(
        "--scenario",
        metavar="SCENARIO",
        help="Judges designs that are no results: files of lots, and option:ID.",
    ),
]


def check_sources(files: Sequence[str], scenario: str | None, settings: Sequence[str]) -> None:
    """Raises UsageError for arguments that cannot be meant."""
    one_stdin(*files, scenario)
    if settings and scenario is None:
        raise UsageError("--set and --off change the scenario of --scenario; give it too")


def judge(scenario: str | None, settings: Sequence[str], off: Sequence[str]) -> "Scenario | None":
    """The scenario that designs are judged by, where one is given."""
    return None if scenario is None else read(scenario, settings, off)


def given_results(files: Sequence[str], scenario: "Scenario | None") -> "tuple[Given, ...]":
    """Each result by its name; raises InputFaults with what is wrong in any of the files."""
    from lotdesign.comparing.given import checked

    found: list[Given] = []
    faults: list[Fault] = []
    for name, file in zip(_names(files), files, strict=True):
        try:
            found.append(checked(name, _result(file, scenario)))
        except InputFaults as error:
            faults += error.faults
    if faults:
        raise InputFaults(faults)
    return tuple(found)


def _names(files: Sequence[str]) -> list[str]:
    """What each file is called, as short as tells them apart."""
    short = ["stdin" if file == "-" else PurePath(file).name or file for file in files]
    names = [
        file if Counter(short)[name] > 1 else name for name, file in zip(short, files, strict=True)
    ]
    seen: Counter[str] = Counter()
    for i, name in enumerate(names):
        seen[name] += 1
        names[i] = name if seen[name] == 1 else f"{name} ({seen[name]})"
    return names


def _result(file: str, scenario: "Scenario | None") -> "Result":
    from lotdesign import api

    if file.startswith(OPTION):
        if scenario is None:
            raise InputFaults([Fault(file, "give --scenario SCENARIO, whose option it is")])
        return api.evaluate(scenario, option=file.removeprefix(OPTION)).result
    found = a_result_or_design(file)
    if not isinstance(found, Drawn):
        return found
    if scenario is None:
        raise InputFaults([Fault(file, "is a design; give --scenario SCENARIO to have it judged")])
    return api.evaluate(scenario, design=found.lots, routes=found.routes).result
