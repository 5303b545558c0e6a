"""Many lots: proved by weights of the cases, and by the model of all cases, they are the same."""

from pathlib import Path

import pytest

import lotdesign as ld
from lotdesign.app.bench.instances import find_instance
from lotdesign.result.model import Result
from solver.robust import minimax_regret

CASES = (
    "case.now={set=[]}",
    'case.dear={set=["money.contract_management=24000", "money.uplift=3%"]}',
    'case.cautious={set=["market.turnover_multiple=4"]}',
    'case.lean={set=["money.contract_management=0", "money.procurement=0"]}',
)


def find(path: Path, monkeypatch: pytest.MonkeyPatch, most: int) -> Result:
    """The answer where models of so many lots are solved as they are."""
    monkeypatch.setattr(minimax_regret, "MOST_LOTS_OF_ONE_MODEL", most)
    return ld.robust(ld.load(path, settings=CASES)).result


def test_both_proofs_agree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A smaller county: design, regrets and bound."""
    path = find_instance("county-20-easy", tmp_path).path
    one, other = (find(path, monkeypatch, most) for most in (0, 10**6))
    assert one.robust == other.robust
    assert [lot.units for lot in one.lots] == [lot.units for lot in other.lots]
    assert one.status == other.status == "optimal"
    assert one.verification.ok
    assert one.robust is not None
    assert len({case.regret for case in one.robust.cases}) > 1


def test_many_lots_are_proved(tmp_path: Path) -> None:
    """A county of 54 units: no design is best in every case, and the least regret is proved."""
    path = find_instance("county-54-easy", tmp_path).path
    result = ld.robust(ld.load(path, settings=CASES)).result
    robust = result.robust
    assert robust is not None
    assert (result.status, robust.gap, result.verification.ok) == ("optimal", "0", True)
    assert result.candidates > minimax_regret.MOST_LOTS_OF_ONE_MODEL
    assert robust.largest == robust.bound
    assert int(robust.largest or 0) > 0
