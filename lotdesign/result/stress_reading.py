"""Reads the answer of `stress` from JSON, and checks that it is of a scenario and fits together."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pydantic import ValidationError

from lotdesign.faults import Fault, InputFaults
from lotdesign.result.stressed import StressAnswer, StressedDesign

if TYPE_CHECKING:
    from lotdesign.scenario.scenario import Scenario

_MOST_TOLD = 20
"""Faults that are told one by one."""

_FIGURE = re.compile(r"-?[0-9]{1,4000}(/[1-9][0-9]{0,3999}|\.[0-9]{1,60})?")
"""A whole number, a fraction or a decimal: nothing that takes long to read."""


def parse_stress(text: str, where: str) -> StressAnswer:
    """Parse an answer of `stress`; `where` is its name in faults. Raises InputFaults."""
    try:
        return StressAnswer.model_validate_json(text)
    except ValidationError as error:
        faults = error.errors(include_url=False)[:_MOST_TOLD]
        places = [".".join(map(str, each["loc"])) or "the whole file" for each in faults]
        raise InputFaults(
            Fault(f"{where}, {place}", each["msg"])
            for place, each in zip(places, faults, strict=True)
        ) from None


def check_stress(scenario: "Scenario", answer: StressAnswer, where: str) -> None:
    """Raise InputFaults where the answer is of another scenario or does not fit together."""
    if answer.scenario.sha256 != scenario.sha256:
        right = "is of another scenario, or of other settings; run lotdesign stress again"
        raise InputFaults([Fault(where, right)])
    faults = list(_find_faults(answer, where))
    if faults:
        raise InputFaults(faults[:_MOST_TOLD])


def _find_faults(answer: StressAnswer, where: str) -> Iterator[Fault]:
    cases = [each.id for each in answer.cases]
    if answer.case is not None and answer.case not in cases:
        yield Fault(f"{where}, case", "is none of its cases", answer.case)
    for i, design in enumerate(answer.designs):
        at = f"{where}, designs.{i}"
        if [each.case for each in design.regret] != cases:
            yield Fault(f"{at}.regret", "has not one entry for each case, in their order")
        if len(design.routes) != len(design.lots):
            yield Fault(f"{at}.routes", "has not one route for each lot")
        for figure in _list_figures(design):
            if not _FIGURE.fullmatch(figure):
                yield Fault(at, "give whole numbers, fractions and decimals", figure)
    for i, case in enumerate(answer.cases):
        if case.best is not None and not _FIGURE.fullmatch(str(case.best)):
            yield Fault(f"{where}, cases.{i}.best", "give a whole number or a decimal")


def _list_figures(design: StressedDesign) -> Iterator[str]:
    """The figures of a design that are written as text."""
    margins, chances = design.margins, design.chances
    if margins is not None:
        for margin in (margins.capacity, margins.turnover_multiple, margins.value_rise):
            yield from (each for each in (margin.exact, margin.value) if each is not None)
    for chance in () if chances is None else (chances.every_lot, chances.certificate):
        if chance is not None:
            yield chance.value
        if chance is not None and chance.method == "draws":
            yield from (chance.low, chance.high)
    for asked in design.questions:
        yield from (asked.stay, asked.stays, asked.leaves, asked.worth)
    for each in (*design.regret,):
        yield from (str(part) for part in (each.value, each.regret) if part is not None)
    if design.largest_regret is not None:
        yield str(design.largest_regret)
