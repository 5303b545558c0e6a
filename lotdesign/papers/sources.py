"""What a paper rests on, and how a figure of it is read by its path."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from lotdesign.result.alternatives import AlternativesAnswer, FrontierAnswer
from lotdesign.result.appraised import AppraiseAnswer
from lotdesign.result.compared import CompareAnswer, DiffAnswer
from lotdesign.result.explained import ExplainAnswer
from lotdesign.result.market import WhoAnswer
from lotdesign.result.model import Result
from lotdesign.result.sensitivity import PriceAnswer
from lotdesign.result.stressed import StressAnswer
from lotdesign.scenario.scenario import Scenario

ANY_ENTRY = "*"
"""Stands in a path for every entry of a list or of a table."""

NTH_ENTRY = "@"
"""Begins a step to the n-th entry of a table, whose key comes from a file: @0."""


@dataclass(frozen=True, slots=True)
class PaperSources:
    """A scenario, its result, and the studies around it; None for what was not asked or found.

    `who` has the market of the result's lots that are external, in their order. `withdrawal` is the
    same design with what each provider's withdrawal would do. `changes` is from an earlier result
    to this one, `compared` puts further results beside it. `stress` says how designs stand up to
    the market. `repeat` are the command lines that give the same answers.
    """

    scenario: Scenario
    result: Result
    price: PriceAnswer | None = None
    alternatives: AlternativesAnswer | None = None
    frontier: FrontierAnswer | None = None
    explanation: ExplainAnswer | None = None
    appraisal: AppraiseAnswer | None = None
    who: WhoAnswer | None = None
    withdrawal: Result | None = None
    changes: DiffAnswer | None = None
    compared: CompareAnswer | None = None
    stress: StressAnswer | None = None
    repeat: tuple[str, ...] = ()


def read_field(sources: PaperSources, path: str) -> Any:
    """Read what stands at a path, as "result.lots.0.paid_pence.2"; raises LookupError for no such.

    A path with a * reads every entry there and returns a flat list.
    """
    found = tuple(_walk(sources, path.split(".")))
    return list(found) if ANY_ENTRY in path.split(".") else found[0]


def _walk(here: Any, steps: Sequence[str]) -> Iterator[Any]:
    if not steps:
        yield here
        return
    first, rest = steps[0], steps[1:]
    if first == ANY_ENTRY:
        for each in here.values() if isinstance(here, Mapping) else here:
            yield from _walk(each, rest)
        return
    yield from _walk(_take_step(here, first), rest)


def _take_step(here: Any, step: str) -> Any:
    if isinstance(here, Mapping):
        return list(here.values())[int(step[1:])] if step.startswith(NTH_ENTRY) else here[step]
    if isinstance(here, Sequence) and not isinstance(here, str):
        return here[int(step)]
    if isinstance(here, BaseModel) or hasattr(here, step):
        return getattr(here, step)
    raise LookupError(f"nothing stands at {step}")
