"""Who can bid for each lot, against the plain test of each provider."""

from solver.candidates.eligibility import ProviderReach
from solver.candidates.table import CandidateTable
from tests.candidates.naive import alone
from tests.candidates.tables import every_lot, some_scenarios
from tests.solve.loading import Doc, loaded


def test_bidders_of_every_lot_are_those_of_its_ledger() -> None:
    """All, small and enough small ones, over every set of units."""
    for scenario in some_scenarios():
        candidates, lots = every_lot(scenario)
        ledgers = [alone(scenario, lot) for lot in lots]
        able = [
            tuple(p for p, yes in enumerate(row) if yes)
            for row in candidates.eligible_providers.tolist()
        ]
        assert able == [evaluation.eligible_providers[0] for evaluation in ledgers]
        assert candidates.bidder_count.tolist() == [
            len(evaluation.eligible_providers[0]) for evaluation in ledgers
        ]
        assert candidates.small_bidder_count.tolist() == [
            len(evaluation.small_providers[0]) for evaluation in ledgers
        ]
        assert candidates.is_accessible.tolist() == [
            evaluation.accessible[0] for evaluation in ledgers
        ]


def test_limits_are_inclusive() -> None:
    """A lot of £100 with two staff is for whoever takes just that, and for nobody a penny short."""
    row = {"id": "a", "name": "A", "service": "s", "annual_budget": 100, "tupe_fte": 2}
    anyone = {"services": "*", "localities": "*", "kind": "sme", "annual_turnover": ""}
    limits: list[Doc] = [
        {"annual_turnover": 200},
        {"annual_turnover": 199.99},
        {"capacity": 100},
        {"capacity": 99.99},
        {"tupe_limit": 2},
        {"tupe_limit": 1.99},
        {"min_lot_value": 100},
        {"min_lot_value": 100.01},
    ]
    providers = [{"id": f"p{i}", "name": "P"} | anyone | each for i, each in enumerate(limits)]
    scenario = loaded({"schema": 1, "term": {"initial": 1}, "units": [row], "providers": providers})
    candidates, _ = every_lot(scenario)
    assert candidates.eligible_parties.tolist() == [[True, False] * 4]


def test_columns_are_kept_when_candidates_are_filtered() -> None:
    """Columns computed before filtering equal those computed after it."""
    names = (
        "cost",
        "eligible_parties",
        "eligible_providers",
        "bidder_count",
        "is_connected",
        "service_weights",
        "small_bidder_count",
    )
    for scenario in some_scenarios()[:20]:
        every, lots = every_lot(scenario)
        for name in names:
            getattr(every, name)
        keep = every.lots.sizes != 2
        kept = every.filter(keep)
        anew = CandidateTable(scenario, kept.lots)
        assert [kept.lots[i] for i in range(len(kept))] == [lot for lot in lots if len(lot) != 2]
        for name in names:
            assert getattr(kept, name).tolist() == getattr(anew, name).tolist(), name


def test_a_limit_is_reached_and_not_passed() -> None:
    """The first party can take 5 parts of a penny, the second 9, the third anything."""
    reach = ProviderReach([5, 9], [0b111, 0b110, 0b100])
    able = [reach.find_able(value) for value in (4, 5, 6, 9, 10)]
    assert able == [0b111, 0b111, 0b110, 0b110, 0b100]
