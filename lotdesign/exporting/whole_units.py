"""The units as the file has them, divided or not."""

from dataclasses import dataclass
from fractions import Fraction

from lotdesign.pence import Pence
from lotdesign.scenario.scenario import Scenario


@dataclass(frozen=True)
class WholeUnit:
    """A unit as the file has it, divided or not; `parts` are its positions in the scenario."""

    id: str
    name: str
    service: str
    first_year: int
    last_year: int
    need: Fraction | None
    rent: Pence
    parts: tuple[int, ...]
    divided: bool


def list_whole_units(scenario: Scenario) -> tuple[WholeUnit, ...]:
    """The units of the file, in the order of their services and then of the file."""
    parts: dict[str, list[int]] = {}
    for u, unit in enumerate(scenario.units):
        parts.setdefault(unit.undivided_id, []).append(u)
    wholes = [_join_parts(scenario, id_, tuple(held)) for id_, held in parts.items()]
    return tuple(sorted(wholes, key=lambda whole: scenario.services.index(whole.service)))


def _join_parts(scenario: Scenario, id_: str, parts: tuple[int, ...]) -> WholeUnit:
    held = [scenario.units[u] for u in parts]
    first, divided = held[0], held[0].id != id_
    needs = [unit.need for unit in held if unit.need is not None]
    return WholeUnit(
        id=id_,
        name=id_ if divided else first.name,
        service=first.service,
        first_year=first.first_year,
        last_year=first.last_year,
        need=sum(needs, Fraction(0)) if needs else None,
        rent=Pence(sum(unit.rent for unit in held)),
        parts=parts,
        divided=divided,
    )
