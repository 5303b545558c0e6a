"""Who can bid for each lot, against the plain test of each provider."""

from solver.facts.table import Facts
from tests.candidates.naive import alone
from tests.facts.table import every_lot, some_scenarios


def test_bidders_of_every_lot_are_those_of_its_ledger() -> None:
    """All, small and enough small ones, over every set of units."""
    for scenario in some_scenarios():
        facts, lots = every_lot(scenario)
        ledgers = [alone(scenario, lot) for lot in lots]
        able = [tuple(p for p, yes in enumerate(row) if yes) for row in facts.eligible.tolist()]
        assert able == [ledger.eligible[0] for ledger in ledgers]
        assert facts.bidders.tolist() == [len(ledger.eligible[0]) for ledger in ledgers]
        assert facts.small_bidders.tolist() == [len(ledger.small[0]) for ledger in ledgers]
        assert facts.accessible.tolist() == [ledger.accessible[0] for ledger in ledgers]


def test_facts_go_along_when_lots_are_left_out() -> None:
    """Figures worked out before are those that the lots that stay would be given anew."""
    names = ("cost", "eligible", "bidders", "connected", "service_weights", "small_bidders")
    for scenario in some_scenarios()[:20]:
        every, lots = every_lot(scenario)
        for name in names:
            getattr(every, name)
        keep = every.lots.sizes != 2
        kept = every.where(keep)
        anew = Facts(scenario, kept.lots)
        assert [kept.lots[i] for i in range(len(kept))] == [lot for lot in lots if len(lot) != 2]
        for name in names:
            assert getattr(kept, name).tolist() == getattr(anew, name).tolist(), name
