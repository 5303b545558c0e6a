"""The shipped examples, by the figures of the paper."""

from pathlib import Path

import lotdesign as ld
from lotdesign.result.model import Result

FOLDER = Path(__file__).parents[2] / "examples" / "central-bedfordshire"


def solved(name: str, *settings: str, context: bool = True) -> Result:
    """The result of an example with some settings changed."""
    return ld.solve(ld.load(FOLDER / f"{name}.toml", settings=settings), context=context).result


def test_the_paper_s_totals_are_met_to_the_penny() -> None:
    """£2,224,000 a year before savings and £15,074,000 over seven years after them."""
    result = solved("scenario")
    assert result.status == "optimal"
    assert result.verification.ok
    assert set(result.totals.budget_pence) == {222_400_000}
    assert sum(result.totals.gross_pence) == 1_507_400_000


def test_no_drawn_design_that_keeps_the_rules_is_cheaper_than_the_best() -> None:
    """The council's own option is admissible, has its place, and costs more."""
    result = solved("scenario")
    least = result.objective[0].optimum
    kept = {c.id: c for c in result.comparisons if c.admissible}
    assert kept["council"].rank == 2
    assert all(int(c.measures["whole_life_cost"] or 0) >= int(least or 0) for c in kept.values())


def test_every_rule_decides_or_does_not_affect_the_answer() -> None:
    """The answer says of each rule what switching it off would do."""
    result = solved("scenario")
    said = {rule.id: rule.effect for rule in result.rules}
    assert set(said.values()) == {"decides", "idle"}
    for rule, effect in said.items():
        scenario = ld.load(FOLDER, off=[rule])
        other = ld.solve(scenario, context=False).result
        same = [lot.units for lot in other.lots] == [lot.units for lot in result.lots]
        assert same is (effect == "idle")


def test_youth_work_joins_centres_where_that_is_better() -> None:
    """Divided over the localities it need not be one contract, and that is cheaper."""
    result = solved("locality-youth")
    (youth,) = result.divided
    assert youth.joined
    assert youth.one_contract is not None
    assert int(youth.one_contract.measures["whole_life_cost"] or 0) > int(
        result.measures["whole_life_cost"] or 0
    )


def test_savings_that_the_design_must_find_change_it() -> None:
    """With the promise fewer lots are open to small providers."""
    promised = solved("find-the-savings", context=False)
    none = [f"money.promised.{i}.annual=0" for i in range(2)]
    free = solved("find-the-savings", *none, context=False)
    assert [lot.units for lot in promised.lots] != [lot.units for lot in free.lots]
    assert float(promised.measures["accessible_share"] or 0) < 1
    assert free.measures["accessible_share"] == "1"


def test_too_much_is_impossible_and_says_why() -> None:
    """Three proofs, and the sum that falls short."""
    result = solved("too-much")
    assert result.status == "infeasible"
    assert result.proved_by == ("pre-flight arithmetic",)
    assert "short" in result.preflight[0]
