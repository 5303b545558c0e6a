"""Reads JSON that people hand in: a result, or a design of lots of unit ids."""

import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lotdesign.design import ROUTES
from lotdesign.faults import Fault, InputFaults, nearest
from lotdesign.files import reading, reading_stdin

if TYPE_CHECKING:
    from lotdesign.result.model import Result


@dataclass(frozen=True, slots=True)
class Drawn:
    """Lots as unit ids, and a route a lot, or none where all are external."""

    lots: tuple[tuple[str, ...], ...]
    routes: tuple[str, ...]


_DESIGN = 'give a result, or {"lots": [["unit", "unit"], ["unit"]]}'


def a_result(path: str) -> "Result":
    """The result in a file; raises InputFaults for anything else, also for a bare design."""
    found = a_result_or_design(path)
    if isinstance(found, Drawn):
        right = "is a design without figures; judge it with: lotdesign evaluate SCENARIO --design"
        raise InputFaults([Fault(_name(path), right)])
    return found


def a_result_or_design(path: str) -> "Result | Drawn":
    """The result in a file, or the lots of a bare design; raises InputFaults for anything else."""
    from lotdesign.result.read import parse_result

    text = _text(path)
    found = _parsed(path, text)
    return _design(path, found) if _is_bare(found) else parse_result(text, _name(path))


def a_design(path: str) -> Drawn:
    """The design in a file; raises InputFaults where there are no lots."""
    return _design(path, _parsed(path, _text(path)))


def _design(path: str, found: Any) -> Drawn:
    lots = found.get("lots") if isinstance(found, dict) else None
    if not isinstance(lots, list) or not lots:
        raise InputFaults([Fault(_name(path), f"no lots in it; {_DESIGN}")])
    routes = _routes(path, found, lots)
    return Drawn(tuple(_units(path, i, lot) for i, lot in enumerate(lots)), routes)


def _units(path: str, i: int, lot: Any) -> tuple[str, ...]:
    units = lot.get("units") if isinstance(lot, dict) else lot
    if not isinstance(units, list) or not all(isinstance(unit, str) for unit in units):
        raise InputFaults([Fault(f"{_name(path)}, lots.{i}", f"is no list of unit ids; {_DESIGN}")])
    return tuple(units)


def _routes(path: str, found: dict[str, Any], lots: list[Any]) -> tuple[str, ...]:
    """Routes beside the lots, or in the lots of a result."""
    routes = found.get("routes", [])
    if not routes and any(isinstance(lot, dict) for lot in lots):
        routes = [lot.get("route", ROUTES[0]) if isinstance(lot, dict) else "" for lot in lots]
    if not isinstance(routes, list) or (routes and len(routes) != len(lots)):
        raise InputFaults([Fault(f"{_name(path)}, routes", "give one route a lot")])
    for route in routes:
        if route not in ROUTES:
            right = nearest(str(route), ROUTES)
            raise InputFaults([Fault(f"{_name(path)}, routes", right, str(route))])
    return tuple(routes)


def _is_bare(found: Any) -> bool:
    lots = found.get("lots") if isinstance(found, dict) else None
    return isinstance(lots, list) and bool(lots) and all(isinstance(lot, list) for lot in lots)


def _parsed(path: str, text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        place = f", line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise InputFaults([Fault(f"{_name(path)}{place}", "is not JSON")]) from None


def _text(path: str) -> str:
    try:
        return _bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputFaults([Fault(_name(path), "save the file as UTF-8 text")]) from None
    except OSError as error:
        why = f"cannot be read: {(error.strerror or 'unknown reason').lower()}"
        raise InputFaults([Fault(path, why)]) from None


def _bytes(path: str) -> bytes:
    if path == "-":
        reading_stdin()
        return sys.stdin.buffer.read()
    return reading(path).read_bytes()


def _name(path: str) -> str:
    return "stdin" if path == "-" else path
