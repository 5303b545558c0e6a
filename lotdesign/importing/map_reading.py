"""The boundaries of an import: which properties hold id and name, and what the coordinates are."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from lotdesign.faults import Fault
from lotdesign.importing.decisions import MappedBoundaries
from lotdesign.importing.notes import ImportNotes
from lotdesign.importing.payee_names import fold_payee
from lotdesign.input.map_sources import read_boundary_limits
from lotdesign.maps.boundaries import (
    BoundaryMap,
    list_property_values,
    parse_boundaries,
)
from lotdesign.maps.map_tables import (
    build_locality_table,
    build_neighbour_table,
    take_known_coordinates,
)
from lotdesign.words import format_count

_CODE = re.compile(r".*(cd|code|gss|ref|id)$", re.IGNORECASE)
_NAME = re.compile(r".*(nm|name|title|label)$", re.IGNORECASE)
_NUMBERING = re.compile(r"(object_?id|fid|ogc_fid|gid|globalid)", re.IGNORECASE)


@dataclass(frozen=True)
class ImportedMap:
    """Localities and neighbours as rows, and the boundaries for finding where points lie.

    `boundaries` is None where localities come from the units' own column.
    """

    localities: tuple[Mapping[str, str], ...] = ()
    neighbours: tuple[Mapping[str, str], ...] = ()
    boundaries: BoundaryMap | None = None

    def find_locality(self, text: str) -> str | None:
        """The id of the locality with this id or name, whatever its case; None for none."""
        return self._ids_by_text.get(fold_payee(text))

    @cached_property
    def _ids_by_text(self) -> dict[str, str]:
        """Folded id or name -> id; an id goes before a name, and the first before the next."""
        found: dict[str, str] = {}
        for column in ("id", "name"):
            for row in self.localities:
                found.setdefault(fold_payee(row.get(column, "")), row["id"])
        return found

    def list_names(self) -> list[str]:
        """The names of the localities."""
        return [row.get("name", row["id"]) for row in self.localities]


def read_boundary_file(
    file: str, data: bytes, decided: MappedBoundaries, notes: ImportNotes
) -> ImportedMap:
    """Read boundaries; questions and guesses go to the notes. Raises InputFaults."""
    limits = read_boundary_limits()
    values = list_property_values(file, data, limits)
    id_key = decided.id or _guess_id(values)
    if not id_key:
        text = f"which property of {file} holds the id of each locality?"
        notes.ask(("boundaries", "id"), text, values)
        return ImportedMap()
    name_key = decided.name or _guess_name(values, id_key)
    if not decided.id:
        notes.guesses["boundaries", "id"] = id_key
    if not decided.name and name_key:
        notes.guesses["boundaries", "name"] = name_key
    found = parse_boundaries(file, data, id_key, name_key, limits)
    _check_coordinates(file, found, decided, notes)
    known = take_known_coordinates(file, found)
    localities = build_locality_table(file, known)
    neighbours = build_neighbour_table(file, known, decided.tolerance, decided.add, decided.remove)
    notes.read.append(f"{file}: {format_count(len(found.boundaries), 'boundary', 'boundaries')}.")
    notes.remarks += dict.fromkeys([*found.remarks, *known.remarks, *neighbours.remarks])
    return ImportedMap(
        tuple(row.cells for row in localities.rows),
        tuple(row.cells for row in neighbours.rows),
        known,
    )


def _guess_id(values: Mapping[str, Sequence[str]]) -> str:
    """The property that looks like a code and tells the features apart; else the only other."""
    unique = [
        name
        for name, held in values.items()
        if all(held) and len(set(held)) == len(held) and not _NUMBERING.fullmatch(name)
    ]
    codes = [name for name in unique if _CODE.fullmatch(name)]
    if codes:
        return codes[0]
    return unique[0] if len(unique) == 1 else ""


def _guess_name(values: Mapping[str, Sequence[str]], id_key: str) -> str:
    found = [
        name
        for name, held in values.items()
        if name != id_key and all(held) and _NAME.fullmatch(name) and len(set(held)) > 1
    ]
    return found[0] if found else ""


def _check_coordinates(
    file: str, found: BoundaryMap, decided: MappedBoundaries, notes: ImportNotes
) -> None:
    """Ask where the coordinates are not the degrees that GeoJSON asks for."""
    if decided.coordinates and decided.coordinates != found.kind:
        span = found.extent
        shown = f"{span.least_x:g} to {span.most_x:g}, {span.least_y:g} to {span.most_y:g}"
        where = f"{notes.map_file}, boundaries.coordinates"
        right = f"the coordinates of {file} look like {found.kind or 'neither'} ({shown})"
        notes.faults.append(Fault(where, right, decided.coordinates))
    elif not decided.coordinates and found.kind not in ("degrees", ""):
        text = f"the coordinates of {file} look like {found.kind}; is that right?"
        notes.ask(("boundaries", "coordinates"), text, (found.kind,))
