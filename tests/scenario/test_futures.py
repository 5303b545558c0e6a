"""`[[case]]`, `[stress]`, the chance that a provider stays, and providers that are gone."""

from fractions import Fraction

import pytest

from lotdesign.design import build_external_design
from lotdesign.evaluation import Evaluation
from lotdesign.money.design_cost import compute_baseline
from lotdesign.scenario.scenario import Scenario
from tests.rules.office import PROVIDERS, UNITS, Row, doc, evaluate, faults, loaded, rule

RULES = [rule("envelope", annual=200_000), rule("saving", annual=[1, 2]), rule("lot_count", max=4)]
COPIED: list[Row] = [PROVIDERS[0], PROVIDERS[1] | {"price": 98}, PROVIDERS[2] | {"count": 3}]


def case(name: str, /, *changes: str, **keys: object) -> Row:
    """A future with these changes."""
    return {"id": name, "set": list(changes)} | keys


def read(*cases: Row, providers: list[Row] = PROVIDERS, **tables: object) -> Scenario:
    """The office with these futures."""
    return loaded(doc(*RULES, units=UNITS, providers=providers, case=list(cases), **tables))


def told(*changes: str, **tables: object) -> str:
    """What a user is told of a future with these changes."""
    basic = {"units": UNITS, "providers": PROVIDERS, "case": [case("bad", *changes)]}
    return faults(*RULES, **(basic | tables))


def test_a_case_is_the_whole_scenario_read_anew() -> None:
    """Money, market, cells, blanks and numbers of rules change; all else stays; no cases in it."""
    scenario = read(
        case("now"),
        case(
            "dear",
            "money.uplift=3%",
            "market.turnover_multiple=1.5",
            "providers.small.annual_turnover=",
            "providers.tiny.stay=40%",
            "envelope.annual=150000",
            "envelope.cut=5%",
            name="All is dear",
        ),
    )
    now, dear = scenario.cases
    assert (now.name, dear.name) == ("now", "All is dear")
    assert now.scenario.units == scenario.units
    assert dear.scenario.cases == ()
    assert dear.scenario.money.uplift == Fraction(3, 100)
    assert dear.scenario.market.turnover_multiple == Fraction(3, 2)
    assert dear.scenario.units[0].gross == (10_000_00, 10_300_00)
    assert dear.scenario.providers is not None
    assert dear.scenario.providers[1].annual_turnover is None
    assert dear.scenario.providers[2].stay == Fraction(2, 5)
    assert dict(dear.scenario.rules[0])["annual"] == 150_000_00
    assert scenario.money.uplift == 0


def test_a_case_is_what_set_makes_of_the_scenario() -> None:
    """Its input has a digest of its own, by which answers are told apart."""
    now, other = read(case("now"), case("other", "money.uplift=1%")).cases
    assert now.scenario.sha256 != other.scenario.sha256
    assert other.scenario.settings == ("--set money.uplift=1%",)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (
            "term.initial=3",
            "case bad, term.initial: 'term.initial': a case changes money., market.",
        ),
        ("lot_count.max=3", "case bad, lot_count.max: 'lot_count.max': a case changes"),
        ("envelope.on=cost", "case bad, envelope.on: 'envelope.on': a case changes"),
        ("envelope.status=off", "'envelope.status': a case changes"),
        ("stress.draws=5", "'stress.draws': a case changes"),
        ("case.bad.name=x", "case bad, case.bad.name: "),
        ("money.uplft=3%", "case bad, money.uplft: 'uplft': did you mean 'uplift'?"),
        ("providers.smal.capacity=3", "'smal': did you mean 'small'?"),
        ("providers.small={capacity=3}", "a key is missing after it"),
        ("providers.small.capacit=3", "'capacit': did you mean 'capacity'?"),
        ("money.uplift", "case bad, money.uplift: 'money.uplift': write PATH=VALUE"),
        ("providers.small.services=", "case bad, providers.small.services: is blank"),
        (
            "providers.small.stay=95",
            "case bad, providers.small.stay: '95': must be from 0% to 100%",
        ),
        (
            "providers.small.count=-1",
            "case bad, providers.small.count: '-1': must be from 0 to 1000",
        ),
        ("envelope.annual=[1]", "case bad, envelope.annual: "),
        (
            'money.promised=[{service="youth",first_year=1,annual=50000}]',
            "case bad, money.promised: 'youth': year 1 takes £50,000; the service has £40,000",
        ),
    ],
)
def test_what_is_no_case_is_a_fault_that_names_it(change: str, fault: str) -> None:
    """Other paths, unknown names, values of another sort, and what only the whole shows."""
    text = told(change)
    assert fault in text


def test_all_faults_of_all_cases_are_told_at_once() -> None:
    """Ids given twice, and faults of several cases."""
    text = faults(case=[case("a", "x=1"), case("a", "y=2"), {"id": "b"}])
    assert "'a': this id is taken by number 1; ids must differ" in text
    assert "'x': " in text
    assert "'y': " in text
    assert "case b, set: missing" in text


def test_stress_says_by_kind_how_likely_providers_stay() -> None:
    """Percentages by kind, 100% where left out; unknown kinds are faults."""
    scenario = read(stress={"stay": {"national": "95%", "vcse": 0.5}, "draws": 50, "seed": 0})
    stay = scenario.stress.stay
    assert [stay.get_chance(kind) for kind in ("national", "vcse", "sme")] == [
        Fraction(19, 20),
        Fraction(1, 2),
        1,
    ]
    assert (scenario.stress.max_sets, scenario.stress.draws, scenario.stress.seed) == (1000, 50, 0)
    text = faults(stress={"stay": {"natonal": 1, "sme": "101%"}, "max_sets": 0, "drws": 1})
    assert "'natonal': unknown key; did you mean 'national'?" in text
    assert "'101%': must be from 0% to 100%" in text
    assert "'0': must be from 1 to 100000" in text
    assert "'drws': unknown key; did you mean 'draws'?" in text


JOINED: Row = {"id": "both", "members": ["big", "small"], "shares": ["75%", "25%"]}


def test_a_provider_with_count_0_is_gone() -> None:
    """It can win nothing, its consortia do not stand, its id and its price stay known."""
    units = [UNITS[0] | {"provider": "small"}, *UNITS[1:]]
    document = doc(
        rule("withdrawal", providers=["small", "tiny-2", "big"]),
        units=units,
        providers=COPIED,
        consortium=[JOINED],
        case=[case("gone", "providers.small.count=0", "providers.tiny.count=0")],
    )
    scenario = loaded(document)
    gone = scenario.cases[0].scenario
    assert [party.id for party in scenario.parties] == [
        *("big", "small", "tiny-1", "tiny-2", "tiny-3", "both")
    ]
    assert [party.id for party in gone.parties] == ["big"]
    assert gone.rules[0].list_withdrawals(gone) == (0,)
    assert gone.has_prices
    assert compute_baseline(gone) == compute_baseline(scenario)


def test_a_rule_that_names_only_who_is_gone_asks_nothing() -> None:
    """The withdrawal rule is kept, in words too, by any design with a certificate."""
    rows = [PROVIDERS[0], PROVIDERS[1] | {"count": 0}, PROVIDERS[2]]
    scenario = loaded(doc(rule("withdrawal", providers=["small"]), units=UNITS, providers=rows))
    assert scenario.rules[0].write_sentence(scenario) == (
        "Nobody that this rule names is left to withdraw."
    )
    whole = evaluate(scenario, "a b c y w", award=["big"])
    assert scenario.rules[0].judge(whole).met
    anybody = loaded(doc(rule("withdrawal", providers="any"), units=UNITS, providers=rows))
    assert anybody.rules[0].list_withdrawals(anybody) == (0, 1)


def test_prices_of_those_gone_still_ask_for_a_certificate() -> None:
    """A filled cell is a price; with nobody left no external design is admissible."""
    scenario = read(providers=[PROVIDERS[1] | {"count": 0, "price": 98}])
    assert scenario.prices is None
    assert scenario.needs_certificate
    whole = build_external_design([tuple(range(len(UNITS)))])
    assert not Evaluation(scenario, whole).certified


def test_a_consortium_of_one_who_is_not_listed_is_still_a_fault() -> None:
    """Only ids of rows that are gone, and of their copies, stay known."""
    rows = [PROVIDERS[0], PROVIDERS[2] | {"count": 0}]
    members = JOINED | {"members": ["big", "tiny-3"]}
    assert faults(units=UNITS, providers=rows, consortium=[members]) == ""
    members = JOINED | {"members": ["big", "tinny"]}
    assert "no such provider; did you mean 'tiny'?" in faults(
        units=UNITS, providers=rows, consortium=[members]
    )


def test_a_case_that_leaves_fewer_copies_than_a_consortium_needs_is_a_fault() -> None:
    """It is read anew: two copies are tiny-1 and tiny-2."""
    members = JOINED | {"members": ["big", "tiny-3"]}
    text = told("providers.tiny.count=2", providers=COPIED, consortium=[members])
    assert "case bad: office.toml, consortium both, members: 'tiny-3': no such provider" in text
