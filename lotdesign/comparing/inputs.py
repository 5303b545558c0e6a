"""The results to compare, checked, and how their inputs differ."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lotdesign.faults import Fault, InputFaults, quote_text
from lotdesign.result.base import ScenarioRef, WrittenFigure
from lotdesign.result.compared import ComparedSetting
from lotdesign.result.figures import read_figure
from lotdesign.result.model import Result

LARGEST_FIGURE = 10**18
"""Larger figures are refused; those of a council are far smaller."""


@dataclass(frozen=True, slots=True)
class NamedResult:
    """A result and its name."""

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
        """Whether the result has a design and calls it admissible."""
        return bool(self.result.lots) and self.result.certified and not self.broken


def check_comparable(name: str, result: Result) -> NamedResult:
    """Name a result; raises InputFaults for wrong figures or a unit that stands twice."""
    faults = tuple(_find_faults(name, result))
    if faults:
        raise InputFaults(faults)
    return NamedResult(name, result)


def _find_faults(name: str, result: Result) -> Iterator[Fault]:
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


def _is_figure(value: WrittenFigure) -> bool:
    try:
        return value is None or abs(read_figure(value)) < LARGEST_FIGURE
    except ValueError:
        return False


def compare_settings(refs: Sequence[ScenarioRef]) -> tuple[ComparedSetting, ...]:
    """Return the settings that are not the same everywhere, in the order in which they came."""
    asked = [_read_settings(ref) for ref in refs]
    paths = dict.fromkeys(path for each in asked for path in each)
    rows = (ComparedSetting(path=p, values=tuple(each.get(p) for each in asked)) for p in paths)
    return tuple(row for row in rows if len(set(row.values)) > 1)


def _read_settings(ref: ScenarioRef) -> dict[str, str]:
    """Return path -> value; later settings count."""
    values: dict[str, str] = {}
    for setting in ref.settings:
        option, _, text = setting.partition(" ")
        path, _, value = text.partition("=") if option == "--set" else (text, "", "off")
        values.pop(path.strip(), None)
        values[path.strip()] = value.strip()
    return values


def describe_mismatches(given: Sequence[NamedResult]) -> Iterator[str]:
    """Yield a sentence for each result with other inputs than the first."""
    first = given[0]
    for each in given[1:]:
        mine, other = each.result.scenario, first.result.scenario
        if _read_files_hash(mine) != _read_files_hash(other):
            yield f"{quote_text(each.name)} is not of the same files as {quote_text(first.name)}."
        elif mine.sha256 != other.sha256:
            names = quote_text(each.name), quote_text(first.name)
            yield f"{names[0]} was asked with other settings than {names[1]}."


def _read_files_hash(ref: ScenarioRef) -> str:
    return ref.files_sha256 or ref.sha256
