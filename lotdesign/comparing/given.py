"""The results that are compared, checked as far as comparing rests on them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from lotdesign.faults import Fault, InputFaults
from lotdesign.result.figures import number
from lotdesign.result.model import Figure, Result

LARGEST = 10**18
"""No figure of a council comes near."""


@dataclass(frozen=True, slots=True)
class Given:
    """A result and what it is called."""

    name: str
    result: Result

    @property
    def lots(self) -> tuple[tuple[str, ...], ...]:
        """The unit ids of each lot."""
        return tuple(lot.units for lot in self.result.lots)

    @property
    def broken(self) -> tuple[str, ...]:
        """The ids of the rules that the design breaks."""
        return self.result.broken

    @property
    def admissible(self) -> bool:
        """Whether there is a design and it is admissible, by what the result says."""
        return bool(self.result.lots) and self.result.certified and not self.broken


def checked(name: str, result: Result) -> Given:
    """The result; raises InputFaults where its figures are none or a unit stands twice."""
    faults = tuple(_faults(name, result))
    if faults:
        raise InputFaults(faults)
    return Given(name, result)


def _faults(name: str, result: Result) -> Iterator[Fault]:
    for measure, value in result.measures.items():
        if not _is_figure(value):
            yield Fault(f"{name}, measures.{measure}", "is not a figure", str(value))
    for lot in result.lots:
        for part in ("market_value_pence", "whole_life_pence"):
            if not _is_figure(getattr(lot, part)):
                yield Fault(f"{name}, lot {lot.id}, {part}", "is not a figure of pence")
    times = Counter(unit for lot in result.lots for unit in lot.units)
    for unit, count in times.items():
        if count > 1:
            yield Fault(f"{name}, lots", "stands more than once; every unit is in one lot", unit)


def _is_figure(value: Figure) -> bool:
    try:
        return value is None or abs(number(value)) < LARGEST
    except ValueError:
        return False
