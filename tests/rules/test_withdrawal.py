"""`withdrawal`."""

from collections.abc import Mapping, Sequence

import pytest

from lotdesign.app import api
from lotdesign.evaluation import Evaluation
from lotdesign.market.certificate import PlacementShortfall, WithdrawalFallback
from lotdesign.rules.withdrawal import WithdrawalRule
from lotdesign.scenario.rule import RuleFinding
from lotdesign.scenario.scenario import Scenario
from tests.rules.office import PROVIDERS, UNITS, Row, design, faults, office, rule, sentence

PAIR = [PROVIDERS[0], PROVIDERS[0] | {"id": "other", "name": "Other", "capacity": 100_000}]
"""Big has no limit; Other takes on £100,000 a year."""
LOTS = ("a b c", "y", "w")
"""£60,000, £40,000 and £50,000."""
BIG, OTHER = 0, 1
MET = RuleFinding(True)


def leaves(*providers: str, **parameters: object) -> Row:
    """The rule."""
    return rule("withdrawal", providers=list(providers) or "any", **parameters)


def judged(
    tested: Row,
    without: Mapping[int, WithdrawalFallback],
    award: Sequence[int] = (BIG, BIG, BIG),
    lots: Sequence[str] = LOTS,
    **tables: object,
) -> RuleFinding:
    """How the lots with this award and these fallbacks stand to the rule."""
    scenario = office(tested, **({"units": UNITS, "providers": PAIR} | tables))
    return scenario.rules[0].judge(
        Evaluation(scenario, design(scenario, *lots), tuple(award), without)
    )


def test_it_reads_as_a_sentence() -> None:
    """Any one provider, or those named; with prices money is meant too."""
    rest = "withdraws, the others can still carry all lots by the same rules on awards"
    assert sentence(leaves()) == f"If any one provider {rest}."
    assert sentence(leaves("big", "tiny")) == f"If Big or Tiny {rest}."
    priced = [PROVIDERS[0] | {"price": 102}]
    assert sentence(leaves(), units=UNITS, providers=priced).endswith("on awards and money.")


def leaving(scenario: Scenario) -> list[str]:
    """The ids of those who leave one after the other, by the scenario's one rule."""
    (rule,) = scenario.rules
    assert isinstance(rule, WithdrawalRule)
    return [scenario.parties[party].id for party in rule.list_withdrawals(scenario)]


def test_any_means_each_in_turn_and_one_of_several_copies() -> None:
    """Copies are alike, so that one stands for all."""
    rows = [PROVIDERS[0] | {"count": 3}, PROVIDERS[1]]
    scenario = office(leaves(), units=UNITS, providers=rows)
    assert leaving(scenario) == ["big-1", "small"]
    named = office(leaves("big-2", "big", "small"), units=UNITS, providers=rows)
    assert leaving(named) == ["big-2", "big-1", "small"]


def test_an_award_for_each_of_them_meets_it() -> None:
    """Big alone has room for everything, so nobody misses Other."""
    assert judged(leaves("other"), {OTHER: (BIG, BIG, BIG)}) == MET


def test_what_is_not_known_is_not_met() -> None:
    """A fallback that nobody found counts as none."""
    found = judged(leaves("other"), {})
    assert (found.met, found.where) == (False, "without Other: no award is known")


@pytest.mark.parametrize(
    ("award", "words"),
    [
        ((BIG, BIG, BIG), "goes to a provider that is not eligible"),
        ((OTHER, OTHER, OTHER), "other is awarded more than its capacity"),
    ],
)
def test_a_fallback_must_be_a_certificate_of_the_others(award: Sequence[int], words: str) -> None:
    """Whoever left wins nothing, and capacities count."""
    found = judged(leaves("big"), {BIG: tuple(award)})
    assert not found.met
    assert found.where.startswith("without Big: ")
    assert words in found.where


def test_a_shortfall_is_told_as_a_witness() -> None:
    """Which lots, who could take them, and how much these can carry together."""
    found = judged(leaves("big"), {BIG: PlacementShortfall((0, 2), (OTHER,))})
    assert found.where == (
        "without Big: the lot of A and the lot of W can only be run by Other, who can take on "
        "£100,000 a year of £110,000"
    )
    nobody = judged(leaves("big"), {BIG: PlacementShortfall((2,), ())})
    assert nobody.where == "without Big: nobody else can run the lot of W"
    rules = judged(leaves("big"), {BIG: PlacementShortfall((), ())})
    assert rules.where == "without Big: no award keeps the rules about awards and money"


def test_a_fallback_goes_to_who_can_run_the_lot() -> None:
    """Narrow does none of the services, whoever has gone."""
    narrow = PAIR[1] | {"id": "narrow", "name": "Narrow", "services": "youth"}
    found = judged(leaves("other"), {OTHER: (2, BIG, BIG)}, providers=[*PAIR, narrow])
    assert "goes to a provider that is not eligible" in found.where


def test_the_room_of_a_consortium_is_that_of_its_members() -> None:
    """Other and Tiny have £130,000 a year together; nobody's limit is known of Big."""
    tiny = PAIR[1] | {"id": "tiny", "name": "Tiny", "capacity": 30_000}
    both = [{"id": "both", "name": "Both", "members": ["other", "tiny"], "shares": ["50%", "50%"]}]
    tables: Row = {"providers": [*PAIR, tiny], "consortium": both}
    found = judged(leaves("big"), {BIG: PlacementShortfall((0, 1, 2), (3,))}, **tables)
    assert found.where.endswith("by Both, who can take on £130,000 a year of £150,000")
    endless = judged(leaves("tiny"), {2: PlacementShortfall((0,), (BIG,))}, **tables)
    assert endless.where.endswith("by Big, who cannot take on all of it")


def test_the_award_itself_must_be_a_certificate() -> None:
    """There is nothing to fall back from otherwise."""
    found = judged(leaves("other"), {OTHER: (BIG, BIG, BIG)}, award=(OTHER, OTHER, OTHER))
    assert not found.met


def test_a_fallback_keeps_the_rules_about_awards() -> None:
    """Big may not hold everything, not even when Other has gone."""
    rules = (leaves("other"), rule("award", max_share="70%"))
    scenario = office(*rules, units=UNITS, providers=PAIR)
    evaluation = Evaluation(
        scenario, design(scenario, *LOTS), (OTHER, BIG, BIG), {OTHER: (BIG, BIG, BIG)}
    )
    found = scenario.rules[0].judge(evaluation)
    assert found.where == "without Other: rule award is broken"


def test_with_prices_a_fallback_keeps_the_rules_about_money() -> None:
    """Other asks 110%, which the envelope does not hold."""
    dear = [PAIR[0] | {"price": 100}, PAIR[1] | {"capacity": 900_000, "price": 110}]
    for annual, met in ((165_000, True), ("164999.99", False)):
        rules = (leaves("big"), rule("envelope", annual=annual))
        scenario = office(*rules, units=UNITS, providers=dear)
        everything = {BIG: (OTHER, OTHER, OTHER)}
        evaluation = Evaluation(scenario, design(scenario, *LOTS), (BIG, BIG, BIG), everything)
        assert scenario.rules[0].judge(evaluation).met is met


@pytest.mark.parametrize("kind", ["envelope", "saving", "funding"])
def test_each_rule_about_money_is_asked_of_those_who_are_left(kind: str) -> None:
    """Without Big only Other is left, at 110 %, for which there is money enough or a pound less."""
    dear = [PAIR[0] | {"price": 100}, PAIR[1] | {"capacity": 900_000, "price": 110}]
    for short, met in ((0, True), (1, False)):
        most = 165_000 - short
        figures = {"envelope": {"annual": most}, "saving": {"annual": 150_000 - most}}
        tables: Row = {"units": UNITS, "providers": dear}
        if kind == "funding":
            every = {"services": ["*"], "localities": ["*"]}
            tables["funding"] = [{"id": "all", "name": "All", "annual": most} | every]
        scenario = office(leaves("big"), rule(kind, **figures.get(kind, {})), **tables)
        lots = [[scenario.units[u].id for u in lot.units] for lot in design(scenario, *LOTS).lots]
        result = api.evaluate(scenario, design=lots).result
        assert result.verification.ok
        assert [each.status == "met" for each in result.rules] == [met, True]


def test_a_member_that_leaves_takes_its_consortium_along() -> None:
    """The two of them together are none without Big."""
    both = [{"id": "both", "members": ["big", "other"], "shares": ["60%", "40%"]}]
    found = judged(leaves("big"), {BIG: (2, OTHER, 2)}, consortium=both)
    assert "not eligible" in found.where
    kept = judged(leaves("other"), {OTHER: (BIG, BIG, BIG)}, (2, BIG, BIG), consortium=both)
    assert kept == MET


def test_providers_that_are_not_there_are_told() -> None:
    """With the nearest one that is."""
    assert "no such" in faults(leaves("bigg")) or "did you mean" in faults(leaves("bigg"))


@pytest.mark.parametrize(
    ("limits", "rules", "words"),
    [
        ({"max_lots": 1}, (), "who may win at most 1 lot"),
        ({}, (rule("award", max_lots=1),), "who may win at most 1 lot"),
        ({"max_lots": 1}, (rule("award", max_lots=2),), "who may win at most 1 lot"),
        (
            {"max_lots": 3},
            (rule("award", max_lots=2),),
            "who can take on £100,000 a year of £110,000",
        ),
    ],
)
def test_a_shortfall_of_lots_is_told_as_such(
    limits: Row, rules: tuple[Row, ...], words: str
) -> None:
    """What the table and the rules let Other win, before what it has room for."""
    scenario = office(leaves("big"), *rules, units=UNITS, providers=[PAIR[0], PAIR[1] | limits])
    short = {BIG: PlacementShortfall((0, 2), (OTHER,))}
    evaluation = Evaluation(scenario, design(scenario, *LOTS), (BIG, BIG, BIG), short)
    assert scenario.rules[0].judge(evaluation).where.endswith(words)
