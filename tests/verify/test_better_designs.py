"""What a better design than a claim's would have to be, by hand on the office."""

import pytest

from lotdesign.design import Lot
from lotdesign.evaluation import Evaluation
from lotdesign.measures.registry import MEASURES
from lotdesign.verify import node_lots
from lotdesign.verify.award_search import find_awards
from lotdesign.verify.better_designs import BetterDesigns, evaluate_lot
from lotdesign.verify.impossibility import list_bands
from lotdesign.verify.lot_sums import find_lot_sum
from lotdesign.verify.node_lots import LotLists, NodeLots, find_designs_within, find_slacks
from tests.rules.office import PROVIDERS, UNITS, Row, design, evaluate, office, rule

BIG, SMALL, TINY = 0, 1, 2
LOTS = ("a b c", "y", "w")
CONTRACTS = dict(zip("abcyw", ("one", "one", "two", "three", "four"), strict=True))
TODAY: Row = {"units": [row | {"contract": CONTRACTS[row["id"]]} for row in UNITS]}


def lot(better: BetterDesigns, units: str) -> Evaluation:
    """One lot by itself."""
    held = sorted(better.scenario.find_positions(units.split()))
    return evaluate_lot(better.scenario, Lot(tuple(held)))


@pytest.mark.parametrize(("units", "admitted"), [("a", True), ("c y", True), ("w", False)])
def test_somebody_is_left_for_the_lot_when_one_withdraws(units: str, admitted: bool) -> None:
    """Without Big nobody does contact; Small does centres and youth work."""
    better = BetterDesigns(office(rule("withdrawal", providers=["big"])), ())
    assert better.admits_lot(lot(better, units)) is admitted


@pytest.mark.parametrize(("optimum", "admitted"), [(1, {"a", "c"}), (2, {"a"}), (3, set[str]())])
def test_a_lot_of_a_better_design_has_more_bidders(optimum: int, admitted: set[str]) -> None:
    """A has three, C has two and W one: better than one is two."""
    better = BetterDesigns(office(objective=[{"measure": "fewest_bidders"}]), (optimum,))
    assert {each for each in "acw" if better.admits_lot(lot(better, each))} == admitted


def test_rules_about_one_lot_are_kept_by_each() -> None:
    """The number of lots is none of those."""
    scenario = office(rule("lot_value", max=50_000), rule("lot_count", max=1))
    better = BetterDesigns(scenario, ())
    assert better.admits_lot(lot(better, "a y"))
    assert not better.admits_lot(lot(better, "b y"))


@pytest.mark.parametrize("name", ["lots", "travel", "cut_neighbours", "changed_pairs"])
@pytest.mark.parametrize("lots", [LOTS, ("a b c y w",), ("a c", "b y", "w"), tuple("abcyw")])
def test_a_measure_is_the_sum_over_its_lots(name: str, lots: tuple[str, ...]) -> None:
    """A constant, and what each lot adds alone."""
    scenario = office(**TODAY)
    added = find_lot_sum(scenario, name, 0)
    assert added is not None
    whole = evaluate(scenario, *lots)
    better = BetterDesigns(scenario, ())
    sum_of_lots = added.constant + sum(added.measure_lot(lot(better, each)) for each in lots)
    assert sum_of_lots == MEASURES[name].sign * MEASURES[name].evaluate(whole)


def test_what_a_better_design_may_add_up_to() -> None:
    """Fewer than three lots: two, which weigh 5 each, less 1 for each unit and each lot."""
    better = BetterDesigns(office(objective=[{"measure": "lots"}]), (3,))
    assert [each.most for each in better.limits] == [2]
    assert better.aims_at_limit
    assert find_slacks(better, range(1, 3), [1] * 5, 1, (5,)) == {1: 4, 2: 3}


def test_an_aim_before_keeps_its_tolerance() -> None:
    """Three lots and one more are kept; the aim after it is no sum over lots."""
    aims = [{"measure": "lots", "tolerance": 1}, {"measure": "fewest_bidders"}]
    better = BetterDesigns(office(objective=aims), (3, 1))
    assert [each.most for each in better.limits] == [3 + 1]
    assert not better.aims_at_limit
    assert better.contain(design(better.scenario, "a b", "c y", "w").lots) is False
    looser = BetterDesigns(office(objective=aims), (3, 0))
    assert looser.contain(design(better.scenario, "a b", "c", "y", "w").lots) is True
    assert looser.contain(design(better.scenario, *"abcyw").lots) is False


@pytest.mark.parametrize(
    ("limits", "gone", "awards"),
    [
        ({}, None, {(BIG, BIG, BIG), (BIG, SMALL, BIG), (SMALL, BIG, BIG), (SMALL, SMALL, BIG)}),
        ({}, SMALL, {(BIG, BIG, BIG)}),
        ({}, BIG, set()),
        ({"capacity": 90_000}, None, {(SMALL, BIG, BIG), (SMALL, SMALL, BIG)}),
        ({"max_lots": 1}, None, {(SMALL, SMALL, BIG)}),
    ],
)
def test_every_award_is_tried(limits: Row, gone: int | None, awards: set[tuple[int, ...]]) -> None:
    """Centres of £60,000 and youth work of £40,000 to Big or Small, contact to Big."""
    scenario = office(rule("award"), providers=[PROVIDERS[0] | limits, *PROVIDERS[1:]])
    assert set(find_awards(evaluate(scenario, *LOTS), gone)) == awards


@pytest.mark.parametrize(
    ("slacks", "designs"),
    [
        ({1: 3, 2: 2, 3: 0}, {(0, 1)}),
        ({2: 1, 3: 1}, {(0, 2, 3)}),
        ({1: 4}, {(4,)}),
        ({1: 4, 2: 2, 3: 1}, {(4,), (0, 1), (0, 2, 3)}),
    ],
)
def test_designs_within_a_slack(slacks: dict[int, int], designs: set[tuple[int, ...]]) -> None:
    """Three units: A and BC cost 0 and 2, B and C 0 and 1, ABC 4."""
    candidates = [(0b001, 0), (0b110, 2), (0b010, 1), (0b100, 0), (0b111, 4)]
    found = find_designs_within(candidates, 0b111, slacks)
    assert {tuple(sorted(each)) for each in found} == designs


def test_the_last_lot_is_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two lots the second is what the first leaves: two steps, however many lots there are."""
    monkeypatch.setattr(node_lots, "MOST_STEPS", 2)
    units = [(1 << u, 0) for u in range(10)]
    candidates = [*units, (2**10 - 2, 0)]
    assert list(find_designs_within(candidates, 2**10 - 1, {2: 0})) == [(0, 10)]


def test_lots_keep_the_bands_of_their_number() -> None:
    """Three lots of about £50,000: A alone is too little, though below £100,000."""
    scenario = office(
        rule("balance", measure="value", tolerance="20%"), rule("lot_value", max=100_000)
    )
    lots = [Lot((u,)) for u in range(5)]
    node = NodeLots(BetterDesigns(scenario, ()), list_bands(scenario, 3), lots)
    assert [node.allows(i) for i in range(5)] == [False, False, False, True, True]


def test_lots_are_listed_once_where_the_number_says_nothing() -> None:
    """Of any number all 31; by a balance those of £60,000 to £90,000 where there are two."""
    free = LotLists(BetterDesigns(office(objective=[{"measure": "lots"}]), (2,)))
    assert free.list_lots(1, 1) is free.list_lots(2, 3)
    assert len(free.list_lots(1, 1).lots) == 31
    assert set(free.list_lots(1, 1).amounts) == {(1,)}
    balance = rule("balance", measure="value", tolerance="20%")
    tied = LotLists(BetterDesigns(office(balance), ()))
    assert len(tied.list_lots(2, 2).lots) == 12
    assert len(tied.list_lots(1, 2).lots) == 31
