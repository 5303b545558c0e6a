"""Results of every sort, honest, which tests change in one place or in several."""

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType

from lotdesign.app import api
from lotdesign.input.load import load
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario
from tests.cli.run import ROOT
from tests.rules.office import DIVIDED, PROVIDERS, doc, loaded, office, rule
from tests.verify.results import honest, stopped_early

Subject = tuple[Scenario, Result]

JOINED = [{"services": ["youth", "contact"], "annual": 5000}]
COUNCIL = {"id": "council", "name": "Council", "lots": [["a", "b", "c"], ["y"], ["w"]]}


def _solve_example(name: str) -> Subject:
    scenario = load(ROOT / "examples" / name)
    return scenario, api.solve(scenario, workers=1).result


def _solve(scenario: Scenario) -> Subject:
    return scenario, api.solve(scenario, workers=1).result


def divided_office() -> Subject:
    """The office with contact divided: a ladder, comparisons and one contract beside."""
    return _solve(
        office(
            rule("lot_count", max=4),
            rule("separate", service="centre"),
            rule("award"),
            divide=DIVIDED,
            money={"contract_management": 1000, "integration": JOINED},
            option=[COUNCIL],
        )
    )


def priced_office() -> Subject:
    """Prices, an award rule, a withdrawal, a tolerance, and work that the council may do itself."""
    prices = ("104", "98", "101")
    providers = [row | {"price": price} for row, price in zip(PROVIDERS, prices, strict=True)]
    big = PROVIDERS[0] | {"id": "huge", "name": "Huge", "price": "103"}
    return _solve(
        office(
            rule("lot_count", min=2, max=4),
            rule("award", max_share="80%"),
            rule("withdrawal", providers=["small", "big"]),
            rule("small_bidders", lots=1),
            rule("balance", measure="value", tolerance="90%", status="off"),
            providers=[*providers, big],
            money={"contract_management": 1000, "uplift": "2%", "discount_rate": "3.5%"},
            routes={"in_house": {"annual_management": 20_000}},
            option=[
                COUNCIL,
                COUNCIL | {"id": "own", "routes": ["external", "in_house", "external"]},
            ],
            objective=[
                {"measure": "whole_life_cost", "tolerance": "1%"},
                {"measure": "accessible_share"},
            ],
        )
    )


def impossible_office() -> Subject:
    """Nothing is admissible, which only a search finds out."""
    return _solve(
        office(
            rule("lot_count", min=2, max=2),
            rule("change", max_pairs=1),
            rule("separate", service="youth"),
            rule("apart", units=["a", "w"]),
            option=[COUNCIL],
        )
    )


def given_office() -> Subject:
    """A design that somebody gave: it breaks a rule, and says so."""
    scenario = office(rule("lot_count", max=2), rule("award", max_share="60%"), option=[COUNCIL])
    return scenario, api.evaluate(scenario, option="council").result


def with_break_even() -> Subject:
    """The tiny example with how far each assumed figure may move."""
    path = ROOT / "examples" / "tiny"
    scenario = load(path)
    result = api.solve(scenario, workers=1).result
    figures = api.tipping(scenario).told.figures
    return scenario, result.model_copy(update={"tipping": figures})


def stopped_office() -> Subject:
    """The best so far, with a bound, compared with nothing yet."""
    scenario = loaded(doc(rule("lot_count", min=2), rule("award"), option=[COUNCIL]))
    return scenario, honest(
        scenario, "a b c", "y", "w", award=["small", "big", "big"], termination="time limit"
    )


def empty_office() -> Subject:
    """Nothing was found in time."""
    scenario = office(rule("lot_count", min=2), option=[COUNCIL])
    return scenario, stopped_early(scenario)


SUBJECTS: Mapping[str, Callable[[], Subject]] = MappingProxyType(
    {
        "tiny": lambda: _solve_example("tiny"),
        "Central Bedfordshire": lambda: _solve_example("central-bedfordshire"),
        "Central Bedfordshire, youth work divided": lambda: _solve_example(
            "central-bedfordshire/locality-youth.toml"
        ),
        "Central Bedfordshire, too much asked": lambda: _solve_example(
            "central-bedfordshire/too-much.toml"
        ),
        "divided": divided_office,
        "priced": priced_office,
        "impossible": impossible_office,
        "given": given_office,
        "break-even": with_break_even,
        "best so far": stopped_office,
        "none found": empty_office,
    }
)
"""What is changed, by name."""


@cache
def read_subject(name: str) -> Subject:
    """The scenario and the honest result of this name."""
    return SUBJECTS[name]()
