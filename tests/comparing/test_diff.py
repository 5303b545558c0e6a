"""What `diff` says of two designs."""

from fractions import Fraction
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from lotdesign.comparing.diff import diff_results
from lotdesign.comparing.inputs import NamedResult
from lotdesign.result.compared import DiffAnswer, FigureChange, TextChange
from tests.comparing.drawn import designs, judged

MIRRORED = {"better": "worse", "worse": "better", "same": "same", "": ""}


@given(designs("a"))
def test_a_design_does_not_differ_from_itself(one: NamedResult) -> None:
    assert diff_results(one, one).empty


@settings(deadline=None)
@given(designs("a"), designs("b"))
def test_turned_round_it_says_the_same_with_the_signs_swapped(
    one: NamedResult, other: NamedResult
) -> None:
    there, back = diff_results(one, other), diff_results(other, one)
    assert {m.unit: (m.before, m.after) for m in there.moved} == {
        m.unit: (m.after, m.before) for m in back.moved
    }
    assert [_turned(each) for each in there.measures] == list(back.measures)
    assert _lots(there, turned=True) == _lots(back, turned=False)
    assert there.empty == back.empty


def _turned(change: FigureChange) -> FigureChange:
    gain = change.difference
    if isinstance(gain, int):
        gain = -gain
    elif gain is not None:
        gain = gain.removeprefix("-") if gain.startswith("-") else f"-{gain}"
    turned = {
        "before": change.after,
        "after": change.before,
        "difference": gain,
        "verdict": MIRRORED[change.verdict],
    }
    return change.model_copy(update=turned)


def _lots(told: DiffAnswer, turned: bool) -> set[object]:
    found = set()
    for lot in told.lots:
        before, after = (lot.after, lot.before) if turned else (lot.before, lot.after)
        left, joined = (lot.joined, lot.left) if turned else (lot.left, lot.joined)
        figures = tuple(_turned(each) if turned else each for each in lot.figures)
        found.add((before, after, frozenset(lot.kept), left, joined, figures))
    return found


@settings(deadline=None)
@given(designs("a"), designs("b"))
def test_units_stay_where_their_lots_are_matched(one: NamedResult, other: NamedResult) -> None:
    """Every unit moved, or its lot is matched with one that keeps it; differences add up."""
    told = diff_results(one, other)
    moved = {each.unit for each in told.moved}
    assert moved == {unit for lot in told.lots for unit in lot.left}
    assert moved == {unit for lot in told.lots for unit in lot.joined}
    for change in told.measures:
        assert change.before is not None
        assert change.after is not None
        assert change.difference is not None
        assert Fraction(change.after) == Fraction(change.before) + Fraction(change.difference)
        assert change.verdict in ("better", "worse")


@given(designs("a"), st.randoms(use_true_random=False))
def test_lots_of_another_number_and_name_are_no_change(one: NamedResult, luck: Random) -> None:
    """Lots in another order, called by other names, with their units in another order."""
    lots = [
        lot.model_copy(update={"id": f"lot {n}", "name": f"{n}", "units": lot.units[::-1]})
        for n, lot in enumerate(one.result.lots)
    ]
    luck.shuffle(lots)
    renumbered = NamedResult("b", one.result.model_copy(update={"lots": tuple(lots)}))
    assert diff_results(one, renumbered).empty


def test_a_lot_that_is_split() -> None:
    """Youth west leaves the lot of the west; nobody else moves."""
    told = diff_results(
        NamedResult("a", judged((0, 1, 2, 0, 1, 2))), NamedResult("b", judged((0, 1, 2, 0, 3, 2)))
    )
    assert [(m.unit, m.before.id, m.after.id) for m in told.moved] == [
        ("youth-west", "centre-west+1", "youth-west")
    ]
    kept, new = told.lots
    assert (kept.kept, kept.left, kept.joined) == (("centre-west",), ("youth-west",), ())
    assert (new.before, new.joined) == (None, ("youth-west",))
    assert {each.name: each.difference for each in told.measures}["lots"] == 1


def test_without_a_design_no_unit_moves() -> None:
    one = judged((0, 0, 0, 0, 0, 0))
    none = one.model_copy(update={"lots": (), "measures": {}, "status": "infeasible"})
    told = diff_results(NamedResult("a", one), NamedResult("b", none))
    assert told.status == TextChange(name="status", before="feasible", after="infeasible")
    assert (told.lots, told.moved) == ((), ())
    assert {each.after for each in told.measures} == {None}
    assert told.rules == ()
