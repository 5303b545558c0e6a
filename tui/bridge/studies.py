"""What the worker looks into when somebody asks: the calls behind `explain`, `price` and others."""

from collections.abc import Callable

from lotdesign.faults import InputFaults
from lotdesign.scenario.load import load
from lotdesign.scenario.scenario import Scenario
from tui.bridge.jobs import Tell, listener
from tui.bridge.messages import Answered, Ended, Look, Studied

FEW = 6
"""Alternatives that a tray has room for: the most different ones, where there are more."""


def look(asked: Look, tell: Tell) -> None:
    """Looks into a request; once interrupted it tells what was found until then."""
    try:
        scenario = load(asked.path, asked.settings, asked.off)
        _LOOKS[asked.what](scenario, asked, tell)
    except InputFaults as error:
        tell(Ended(asked.job, str(error.faults[0])))


def _explain(scenario: Scenario, asked: Look, tell: Tell) -> None:
    from lotdesign.api import explain

    tell(Studied(asked.job, explain(scenario, listen=listener(asked.job, tell)).told))


def _price(scenario: Scenario, asked: Look, tell: Tell) -> None:
    from lotdesign.api import price

    tell(Studied(asked.job, price(scenario, listen=listener(asked.job, tell)).told))


def _tipping(scenario: Scenario, asked: Look, tell: Tell) -> None:
    from lotdesign.api import tipping

    def reload(setting: str) -> Scenario:
        return load(asked.path, (*asked.settings, setting), asked.off)

    told = tipping(scenario, reload=reload, listen=listener(asked.job, tell)).told
    tell(Studied(asked.job, told))


def _alternatives(scenario: Scenario, asked: Look, tell: Tell) -> None:
    """Each design is judged as one drawn by hand is, and told as it is ready."""
    from lotdesign.api import alternatives, evaluate
    from lotdesign.report.alternatives import answer

    told = alternatives(scenario, most=FEW, listen=listener(asked.job, tell)).told
    for each in told.designs:
        if not each.best:
            judged = evaluate(scenario, design=each.lots, routes=each.routes).result
            tell(Answered(asked.job, judged, final=False))
    tell(Studied(asked.job, words=answer(told)))


def _frontier(scenario: Scenario, asked: Look, tell: Tell) -> None:
    from lotdesign.api import frontier

    listen = listener(asked.job, tell)
    tell(Studied(asked.job, frontier(scenario, measures=asked.measures, listen=listen).told))


_LOOKS: dict[str, Callable[[Scenario, Look, Tell], None]] = {
    "explain": _explain,
    "price": _price,
    "tipping": _tipping,
    "alternatives": _alternatives,
    "frontier": _frontier,
}
