"""Options ranked by officers' scores, as JSON has them.

Points and shares of weight are exact, written as fractions: 67, 335/5, 2/13.
"""

from typing import Literal

from pydantic import Field

from lotdesign.result.base import (
    ResultDocument,
    ResultPart,
    ScenarioRef,
    SolveStatus,
    WrittenFigure,
)
from lotdesign.result.model import AssumptionNote, ReferenceComparison


class CriterionWeight(ResultPart):
    """A criterion and its share of all weight."""

    id: str
    name: str
    share: str


class RankedOption(ResultPart):
    """An option's place. `scores` are as given; `tie` is the rule that puts it behind an equal.

    `reasons` say why, by criterion, where a reason was written.
    """

    rank: int
    option: str
    points: str
    scores: dict[str, str]
    reasons: dict[str, str]
    tie: str


class WeightRange(ResultPart):
    """From which to which share of a criterion's weight the first option stays first.

    The others keep their proportions. `below` and `above` are first beyond; at an end itself
    points are equal and the rule for ties decides. `changes` are the shares at which any rank
    changes. `least` and `most` are empty where all other criteria weigh nothing.
    """

    criterion: str
    share: str
    least: str
    most: str
    below: str
    above: str
    changes: tuple[str, ...]


class BudgetStanding(ResultPart):
    """What an option takes of a budget in the year that leaves least; pence."""

    option: str
    rule: str
    met: bool
    measured_pence: WrittenFigure
    limit_pence: WrittenFigure
    where: str


class DroppedOption(ResultPart):
    """An option that was not taken forward, and why."""

    id: str
    name: str
    reason: str
    source: str


class AppraiseAnswer(ResultDocument):
    """The options by the same measures, their ranks, and what the first place depends on.

    `best` is the best design as a further option, None where it is one of the options
    (`best_is`) or there is none. `best_scored` says that officers scored a best design; the scores
    of the option count where it is one.
    """

    version: Literal[1] = Field(1, alias="schema")
    scenario: ScenarioRef
    status: SolveStatus
    options: tuple[ReferenceComparison, ...]
    best: ReferenceComparison | None
    best_is: str
    best_scored: bool
    criteria: tuple[CriterionWeight, ...]
    top_score: str
    ranking: tuple[RankedOption, ...]
    not_scored: tuple[str, ...]
    weights: tuple[WeightRange, ...]
    budgets: tuple[BudgetStanding, ...]
    dropped: tuple[DroppedOption, ...]
    assumptions: tuple[AssumptionNote, ...]
