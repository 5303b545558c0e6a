"""Verifies how far figures may move, as far as no other scenario need be solved.

Each figure stands once, with the value that the scenario has; ends lie in order around it, and the
design that takes over is one, and another.
"""

from decimal import Decimal, InvalidOperation
from typing import Any

from lotdesign.evaluation import Evaluation
from lotdesign.result.model import BreakEvenEnd, FigureBreakEven, Result
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.values import write_value
from lotdesign.verify.designs import read_design
from lotdesign.verify.tally import VerificationTally


def check_break_even(evaluation: Evaluation, result: Result, tally: VerificationTally) -> None:
    """Every figure of the result that may move."""
    if not result.tipping:
        return
    proved = result.status == "optimal"
    tally.check_claim(proved, "break-even values: told, and the design is not proved best")
    paths = [each.figure for each in result.tipping]
    tally.check_claim(len(set(paths)) == len(paths), "break-even values: a figure stands twice")
    for figure in result.tipping:
        _check_value(evaluation.scenario, figure, tally)
        _check_order(figure, tally)
        for end in (figure.below, figure.above):
            if end is not None:
                _check_end(evaluation, figure, end, tally)


def _check_value(scenario: Scenario, figure: FigureBreakEven, tally: VerificationTally) -> None:
    try:
        known = write_value(_read_value(scenario, figure.figure), figure.unit)
    except (AttributeError, IndexError, StopIteration, TypeError, ValueError):
        known = None
    tally.check_claim(
        figure.value == known, f"break-even of {figure.figure}: not the scenario's value"
    )


def _read_value(scenario: Scenario, path: str) -> Any:
    """The scenario's value at a path of the command line; raises for one that is not there."""
    keys = path.split(".")
    if keys[0] == "units":
        unit = next(each for each in scenario.units if each.id == ".".join(keys[1:-1]))
        return unit.rent if keys[-1] == "building_rent" else getattr(unit, keys[-1])
    if keys[:2] == ["term", "service"]:
        return getattr(scenario.term.service[int(keys[2]) - 1], keys[3])
    value: Any = scenario
    for key in keys:
        value = value[int(key)] if isinstance(value, tuple) else getattr(value, key)
    return value


def _check_order(figure: FigureBreakEven, tally: VerificationTally) -> None:
    """From least to most: what takes over below, the range of the best, what takes over above."""
    below, above = figure.below, figure.above
    texts = [figure.least]
    texts += [] if below is None else [below.next, below.last]
    texts += [figure.value]
    texts += [] if above is None else [above.last, above.next]
    texts += [figure.most]
    known = [_read_number(text) for text in texts]
    ordered = [each for each in known if each is not None]
    tally.check_claim(
        len(ordered) == len(texts)
        and ordered == sorted(ordered)
        and all(_is_one_step(end, figure.unit) for end in (below, above) if end is not None),
        f"break-even of {figure.figure}: its values are not in order",
    )
    found = figure.found == "worked out"
    empty = below is None and above is None and not figure.proved
    tally.check_claim(found or empty, f"break-even of {figure.figure}: not worked out, and told")


def _is_one_step(end: BreakEvenEnd, unit: str) -> bool:
    """Whether the two values of an end lie a smallest step apart: pence, hundredths of a per cent.

    Years, providers and other things that are counted go by ones.
    """
    last, after = _read_number(end.last), _read_number(end.next)
    step = Decimal("0.01") if unit in ("pence", "share", "") else Decimal(1)
    return last is not None and after is not None and abs(after - last) == step


def _read_number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.removesuffix("%"))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _check_end(
    evaluation: Evaluation, figure: FigureBreakEven, end: BreakEvenEnd, tally: VerificationTally
) -> None:
    """Another design takes over where one is shown, and only there."""
    what = f"break-even of {figure.figure}"
    told = end.becomes == "another"
    tally.check_claim(told == bool(end.lots), f"{what}: it becomes {end.becomes}, against its lots")
    if not end.lots:
        tally.check_claim(not end.routes, f"{what}: routes of no lots")
        return
    trial = VerificationTally()
    design = read_design(evaluation.scenario, end.lots, end.routes, trial, f"{what}: ")
    for fault in trial.faults:
        tally.check_claim(False, fault)
    same = design is not None and design == evaluation.design
    tally.check_claim(not same, f"{what}: the same design takes over")
