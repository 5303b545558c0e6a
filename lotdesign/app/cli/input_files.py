"""Reads the files of a command: scenarios, results, and bare designs of unit ids."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lotdesign.app.cli.options import check_single_stdin
from lotdesign.design import ROUTES
from lotdesign.faults import Fault, InputFaults, UsageError, suggest_name
from lotdesign.input.json_text import name_json, parse_json, read_json_text
from lotdesign.user_state import remember_scenario

if TYPE_CHECKING:
    from lotdesign.comparing.inputs import NamedResult
    from lotdesign.result.model import Result
    from lotdesign.result.stressed import StressAnswer
    from lotdesign.scenario.scenario import Scenario

_DESIGN_HINT = 'give a result, or {"lots": [["unit", "unit"], ["unit"]]}'

OPTION_PREFIX = "option:"

JudgingOption = Annotated[
    str | None,
    typer.Option(
        "--scenario",
        metavar="SCENARIO",
        help="Judges designs that are no results: files of lots, and option:ID.",
    ),
]


def read_and_remember(
    path: str, settings: Sequence[str] = (), off: Sequence[str] = ()
) -> "Scenario":
    """Read a scenario and list it as a recent one; raises InputFaults with every fault."""
    from lotdesign.input.load import load
    from lotdesign.law.parameters import read_shipped_rows

    scenario = load(path, settings, off)
    # Every report reads the law: noted as read now, so that --out over it is refused at once.
    read_shipped_rows()
    if path != "-":
        authority = scenario.authority
        words = [each for each in (authority.title, authority.name) if each]
        remember_scenario(path, ", ".join(words) or scenario.name)
    return scenario


def build_reloader(
    path: str, settings: Sequence[str], off: Sequence[str]
) -> "Callable[[str], Scenario] | None":
    """Return a reader of this scenario with one more setting; None for one from stdin."""
    if path == "-":
        return None

    def reload(setting: str) -> "Scenario":
        from lotdesign.input.load import load

        return load(path, [*settings, setting], off)

    return reload


@dataclass(frozen=True, slots=True)
class DesignFile:
    """Lots as unit ids, and a route a lot, or none where all are external."""

    lots: tuple[tuple[str, ...], ...]
    routes: tuple[str, ...]


def read_result_file(path: str) -> "Result":
    """Read a result; raises InputFaults for anything else, also for a bare design."""
    content = read_result_or_design(path)
    if isinstance(content, DesignFile):
        right = "is a design without figures; judge it with: lotdesign evaluate SCENARIO --design"
        raise InputFaults([Fault(name_json(path), right)])
    return content


def read_result_or_design(path: str) -> "Result | DesignFile":
    """Read a result, or the lots of a bare design; raises InputFaults for anything else."""
    from lotdesign.result.read import parse_result

    text = _read_text(path)
    content = parse_json(path, text)
    return (
        _parse_design(path, content)
        if _is_bare_design(content)
        else parse_result(text, name_json(path))
    )


def read_stress_file(path: str, scenario: "Scenario") -> "StressAnswer":
    """Read what `stress` found for this scenario; raises InputFaults for anything else."""
    from lotdesign.result.stress_reading import check_stress, parse_stress

    text = _read_text(path)
    parse_json(path, text)
    answer = parse_stress(text, name_json(path))
    check_stress(scenario, answer, name_json(path))
    return answer


def read_design_file(path: str) -> DesignFile:
    """Read the lots of a design or a result; raises InputFaults where there are none."""
    return _parse_design(path, parse_json(path, _read_text(path)))


def _parse_design(path: str, content: Any) -> DesignFile:
    lots = content.get("lots") if isinstance(content, dict) else None
    if not isinstance(lots, list) or not lots:
        raise InputFaults([Fault(name_json(path), f"no lots in it; {_DESIGN_HINT}")])
    routes = _parse_routes(path, content, lots)
    return DesignFile(tuple(_parse_units(path, i, lot) for i, lot in enumerate(lots)), routes)


def _parse_units(path: str, i: int, lot: Any) -> tuple[str, ...]:
    units = lot.get("units") if isinstance(lot, dict) else lot
    if not isinstance(units, list) or not all(isinstance(unit, str) for unit in units):
        raise InputFaults(
            [Fault(f"{name_json(path)}, lots.{i}", f"is no list of unit ids; {_DESIGN_HINT}")]
        )
    return tuple(units)


def _parse_routes(path: str, content: dict[str, Any], lots: list[Any]) -> tuple[str, ...]:
    """Parse the routes beside the lots, or in the lots of a result."""
    routes = content.get("routes", [])
    if not routes and any(isinstance(lot, dict) for lot in lots):
        routes = [lot.get("route", ROUTES[0]) if isinstance(lot, dict) else "" for lot in lots]
    if not isinstance(routes, list) or (routes and len(routes) != len(lots)):
        raise InputFaults([Fault(f"{name_json(path)}, routes", "give one route a lot")])
    for route in routes:
        if route not in ROUTES:
            right = suggest_name(str(route), ROUTES)
            raise InputFaults([Fault(f"{name_json(path)}, routes", right, str(route))])
    return tuple(routes)


def _is_bare_design(content: Any) -> bool:
    lots = content.get("lots") if isinstance(content, dict) else None
    return isinstance(lots, list) and bool(lots) and all(isinstance(lot, list) for lot in lots)


def _read_text(path: str) -> str:
    try:
        return read_json_text(path)
    except OSError as error:
        why = f"cannot be read: {(error.strerror or 'unknown reason').lower()}"
        raise InputFaults([Fault(path, why)]) from None


def check_sources(files: Sequence[str], scenario: str | None, settings: Sequence[str]) -> None:
    """Raise UsageError for arguments that contradict each other."""
    check_single_stdin(*files, scenario)
    if settings and scenario is None:
        raise UsageError("--set and --off change the scenario of --scenario; give it too")


def read_judging_scenario(
    scenario: str | None, settings: Sequence[str], off: Sequence[str]
) -> "Scenario | None":
    """Read the scenario that designs are judged by, where one is given."""
    return None if scenario is None else read_and_remember(scenario, settings, off)


def read_named_results(
    files: Sequence[str], scenario: "Scenario | None"
) -> "tuple[NamedResult, ...]":
    """Read results and name each; raises InputFaults with the faults of all files."""
    from lotdesign.comparing.inputs import check_comparable

    named: list[NamedResult] = []
    faults: list[Fault] = []
    for name, file in zip(_shorten_names(files), files, strict=True):
        try:
            named.append(check_comparable(name, _read_or_judge(file, scenario)))
        except InputFaults as error:
            faults += error.faults
    if faults:
        raise InputFaults(faults)
    return tuple(named)


def _shorten_names(files: Sequence[str]) -> list[str]:
    """Return the shortest names that tell the files apart."""
    short = ["stdin" if file == "-" else PurePath(file).name or file for file in files]
    names = [
        file if Counter(short)[name] > 1 else name for name, file in zip(short, files, strict=True)
    ]
    seen: Counter[str] = Counter()
    for i, name in enumerate(names):
        seen[name] += 1
        names[i] = name if seen[name] == 1 else f"{name} ({seen[name]})"
    return names


def _read_or_judge(file: str, scenario: "Scenario | None") -> "Result":
    from lotdesign.app import api

    if file.startswith(OPTION_PREFIX):
        if scenario is None:
            raise InputFaults([Fault(file, "give --scenario SCENARIO, whose option it is")])
        return api.evaluate(scenario, option=file.removeprefix(OPTION_PREFIX)).result
    content = read_result_or_design(file)
    if not isinstance(content, DesignFile):
        return content
    if scenario is None:
        raise InputFaults([Fault(file, "is a design; give --scenario SCENARIO to have it judged")])
    return api.evaluate(scenario, design=content.lots, routes=content.routes).result
