"""The call that gathers what a council publishes: a result, the studies around it, their papers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING, TypedDict, TypeVar

from lotdesign.app.api.solving import evaluate, solve
from lotdesign.app.api.studies import alternatives, explain, frontier, price
from lotdesign.events import EventListener, ignore_event
from lotdesign.result.base import StudyEnd
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario

if TYPE_CHECKING:
    from lotdesign.comparing.inputs import NamedResult
    from lotdesign.papers.forms.render import CouncilPapers
    from lotdesign.result.alternatives import AlternativesAnswer, FrontierAnswer
    from lotdesign.result.compared import CompareAnswer, DiffAnswer
    from lotdesign.result.explained import ExplainAnswer
    from lotdesign.result.sensitivity import PriceAnswer
    from lotdesign.result.stressed import StressAnswer

STUDY_SECONDS = 60.0
"""Most seconds of each study where no time limit is given; what is not done by then is said so."""
MOST_WITHDRAWALS = 200
"""Providers at the most of which it is worked out what each one's withdrawal would do."""

StudyAnswer = TypeVar("StudyAnswer")


class StudyKeywords(TypedDict):
    """Keywords that every study takes."""

    time_limit: float | None
    seed: int
    workers: int
    engine: str
    listen: EventListener


def prepare_report(
    scenario: Scenario,
    result: Result | None = None,
    *,
    since: "NamedResult | Result | None" = None,
    compare: "Sequence[NamedResult | Result]" = (),
    stress: "StressAnswer | None" = None,
    path: str | None = None,
    time_limit: float | None = None,
    seed: int = 0,
    workers: int = 0,
    engine: str = "auto",
    listen: EventListener = ignore_event,
) -> "CouncilPapers":
    """Gather the papers of a scenario: `render("html")`, "docx" or "pdf", and `render_exempt`.

    `result` is a verified result of this scenario; without it the scenario is solved. What rules
    cost, near-best designs, the trade-off of the first two aims, and why no design is admissible
    are worked out beside it, each for at most 60 seconds, or all together for what `time_limit`,
    in seconds, leaves. `since` is an earlier result, `compare` are further ones. `stress` is what
    `stress` found for this scenario. `path` is the
    scenario in the commands that the papers show. Money is in pence until it is written. Raises
    what `solve` raises, InputFaults for results that cannot be compared, or a
    `stress` of another scenario.
    """
    from lotdesign.papers.forms.render import CouncilPapers
    from lotdesign.papers.gather import gather_known
    from lotdesign.result.stress_reading import check_stress

    if stress is not None:
        check_stress(scenario, stress, "stress")
    started = monotonic()

    def measure_left() -> float | None:
        return None if time_limit is None else max(0.0, started + time_limit - monotonic())

    if result is None:
        result = solve(
            scenario,
            time_limit=time_limit,
            seed=seed,
            workers=workers,
            engine=engine,
            listen=listen,
        ).result
    studies = _Studies(
        scenario,
        result,
        seed,
        workers,
        engine,
        listen,
        measure_left,
        stopped=result.termination == "interrupted",
    )
    return CouncilPapers(
        replace(
            gather_known(scenario, result, path, stress),
            price=studies.ask_price(),
            alternatives=studies.ask_alternatives(),
            frontier=studies.ask_frontier(),
            explanation=studies.ask_explanation(),
            withdrawal=_ask_withdrawals(scenario, result),
            changes=_find_changes(since, result),
            compared=_compare_with(result, compare),
        )
    )


@dataclass(slots=True)
class _Studies:
    """Asks the studies around a result, each within its time; None for one that does not apply.

    Once one of them was stopped by hand, no further one is begun.
    """

    scenario: Scenario
    result: Result
    seed: int
    workers: int
    engine: str
    listen: EventListener
    measure_left: Callable[[], float | None]
    stopped: bool = False

    @property
    def _applies(self) -> bool:
        """Whether there is a design to ask about, and nobody stopped the run."""
        return bool(self.result.lots) and not self.stopped

    def _get_keywords(self, still: int) -> "StudyKeywords":
        """Keywords of a call; `still` studies, this one too, share what is left of the limit."""
        left = self.measure_left()
        return StudyKeywords(
            time_limit=STUDY_SECONDS if left is None else left / still,
            seed=self.seed,
            workers=self.workers,
            engine=self.engine,
            listen=self.listen,
        )

    def _keep(self, answer: StudyAnswer, ended: StudyEnd) -> StudyAnswer:
        self.stopped = ended == "interrupted"
        return answer

    def ask_price(self) -> "PriceAnswer | None":
        """What each rule costs by itself."""
        if not self._applies or not self.scenario.objectives:
            return None
        answer = price(self.scenario, split=False, **self._get_keywords(3)).told
        return self._keep(answer, answer.ended)

    def ask_alternatives(self) -> "AlternativesAnswer | None":
        """The designs within one per cent of the best by the first aim."""
        if not self._applies:
            return None
        answer = alternatives(self.scenario, **self._get_keywords(2)).told
        return self._keep(answer, answer.ended)

    def ask_frontier(self) -> "FrontierAnswer | None":
        """The trade-off of the first two aims."""
        aims = list(dict.fromkeys(each.measure for each in self.scenario.objectives))[:2]
        if not self._applies or len(aims) < 2:
            return None
        answer = frontier(self.scenario, measures=aims, **self._get_keywords(1)).told
        return self._keep(answer, answer.ended)

    def ask_explanation(self) -> "ExplainAnswer | None":
        """Why no design is admissible, where that is proved."""
        if self.result.status != "infeasible":
            return None
        return explain(self.scenario, **self._get_keywords(1)).told


def _ask_withdrawals(scenario: Scenario, result: Result) -> Result | None:
    """Judge the design with the further rule that any one provider may withdraw.

    None where that cannot be asked: without providers or a design, with more than MOST_WITHDRAWALS
    of them, or where Ctrl-C stops the search for an award.
    """
    from lotdesign.rules.withdrawal import ANY_PROVIDER, WithdrawalRule
    from solver.exact.search import Undecided

    few = len(scenario.providers or ()) <= MOST_WITHDRAWALS
    if scenario.providers is None or not few or not result.lots:
        return None
    known = {rule.id for rule in scenario.rules}
    name = next(id_ for n in range(len(known) + 1) if (id_ := f"withdrawal-{n}") not in known)
    rule = WithdrawalRule(id=name, providers=ANY_PROVIDER)
    asked = replace(scenario, rules=(*scenario.rules, rule))
    lots, routes = zip(*((lot.units, lot.route) for lot in result.lots), strict=True)
    try:
        return evaluate(asked, design=lots, routes=routes).result
    except Undecided:
        return None


def _find_changes(since: "NamedResult | Result | None", result: Result) -> "DiffAnswer | None":
    if since is None:
        return None
    from lotdesign.comparing.diff import diff_results
    from lotdesign.comparing.inputs import check_comparable

    return diff_results(_name(since, "before"), check_comparable("now", result))


def _compare_with(
    result: Result, others: "Sequence[NamedResult | Result]"
) -> "CompareAnswer | None":
    if not others:
        return None
    from lotdesign.comparing.compare import compare_results
    from lotdesign.comparing.inputs import check_comparable

    named = [_name(other, str(place)) for place, other in enumerate(others, 1)]
    return compare_results([check_comparable("this", result), *named])


def _name(given: "NamedResult | Result", name: str) -> "NamedResult":
    from lotdesign.comparing.inputs import check_comparable

    return check_comparable(name, given) if isinstance(given, Result) else given
