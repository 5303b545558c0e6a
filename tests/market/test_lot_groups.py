"""Groups of lots, against trying every subset and every party one by one."""

from fractions import Fraction
from itertools import combinations

from hypothesis import given

import lotdesign as ld
from lotdesign.bidding.lot_groups import list_winnable_groups
from lotdesign.design import Design, build_external_design
from lotdesign.market.eligibility import find_obstacles
from lotdesign.money.lot_cost import compute_lot_account
from lotdesign.scenario.design_by_ids import build_design_from_ids
from lotdesign.scenario.scenario import Scenario
from tests.cli.run import ROOT
from tests.rules.office import PROVIDERS, design, office, rule
from tests.solve.loading import DRAWABLE, Doc, examples, loaded
from tests.strategies import scenarios


def could_win(scenario: Scenario, design: Design, lots: tuple[int, ...]) -> list[int]:
    """The parties that nothing keeps from any of the lots and that can carry all of them."""
    held = [design.lots[i].units for i in lots]
    values = [compute_lot_account(scenario, units).value for units in held]
    found = []
    for p, party in enumerate(scenario.parties):
        pairs = zip(held, values, strict=True)
        if any(next(find_obstacles(scenario, party, u, v), None) for u, v in pairs):
            continue
        asked = scenario.market.turnover_multiple * sum(values)
        if party.annual_turnover is not None and asked > party.annual_turnover:
            continue
        staff = sum(scenario.units[u].tupe_fte for units in held for u in units)
        if all(
            _room(scenario, m, share, sum(values), len(lots), staff)
            for m, share in scenario.party_shares[p]
        ):
            found.append(p)
    return found


def _room(
    scenario: Scenario, member: int, share: Fraction, value: Fraction, lots: int, staff: Fraction
) -> bool:
    row = (scenario.providers or ())[member]
    return (
        (row.capacity is None or share * value <= row.capacity)
        and (row.max_lots is None or lots <= row.max_lots)
        and (row.tupe_limit is None or share * staff <= row.tupe_limit)
    )


@examples(100)
@given(scenarios(kinds=DRAWABLE, max_units=5, with_providers=True, consortia=None))
def test_every_group_that_somebody_could_win_and_no_other(doc: Doc) -> None:
    """One contract a unit; the saving is the difference of the accounts, to the penny."""
    scenario = loaded(doc)
    design = build_external_design([[u] for u in range(len(scenario.units))])
    found = {group.lots: group for group in list_winnable_groups(scenario, design)}
    lots = range(len(design.lots))
    every = [c for size in range(2, len(lots) + 1) for c in combinations(lots, size)]
    expected = {c: won for c in every if (won := could_win(scenario, design, c))}
    assert {c: list(group.parties) for c, group in found.items()} == expected
    for chosen, group in found.items():
        apart = sum(sum(compute_lot_account(scenario, design.lots[i].units).cost) for i in chosen)
        assert group.total_saving == apart - sum(compute_lot_account(scenario, chosen).cost)
        years = scenario.years
        contract = scenario.money.procurement + years * scenario.money.contract_management
        assert group.contracts == (len(chosen) - 1) * contract
        assert group.small_apart >= 0


def test_one_group_is_what_parts_the_council_s_design_from_the_best() -> None:
    """Dunstable with Houghton Regis: £570,000 a year; the best design has them as one lot."""
    scenario = ld.load(ROOT / "examples" / "central-bedfordshire")
    told = ld.groups(scenario, option="council").told
    (south,) = [group for group in told.groups if group.value_pence == 570_000_00]
    drawn = ld.evaluate(scenario, option="council").measures["whole_life_cost"]
    best = ld.solve(scenario, context=False).measures["whole_life_cost"]
    assert south.saving_pence == int(drawn or 0) - int(best or 0)
    assert south.contracts_pence == 15_000_00 + 7 * 8_000_00
    assert south.broken == ()
    assert (south.small_apart, south.small_as_one) == (6, 5)


def test_rules_that_one_contract_would_break_are_told() -> None:
    scenario = ld.load(ROOT / "examples" / "central-bedfordshire")
    design = build_design_from_ids(
        scenario, next(o.lots for o in scenario.options if o.id == "council")
    )
    broken = {rule for group in list_winnable_groups(scenario, design) for rule in group.broken}
    assert broken == {"procedure", "spread", "connected"}
    free = ld.load(ROOT / "examples" / "central-bedfordshire", off=["procedure"])
    assert "procedure" not in {
        rule for g in list_winnable_groups(free, design) for rule in g.broken
    }


def test_larger_designs_stop_at_three_lots() -> None:
    """Thirteen single units, and a provider that could carry all."""
    scenario = ld.load(ROOT / "examples" / "central-bedfordshire")
    design = build_external_design([[u] for u in range(len(scenario.units))])
    assert max(len(group.lots) for group in list_winnable_groups(scenario, design)) == 3


def test_a_group_of_more_lots_than_one_provider_may_win_is_marked() -> None:
    """Somebody could carry all three, and the rule says two."""
    cap = rule("award", max_lots=2)
    scenario = office(cap, providers=[PROVIDERS[0]])
    groups = list_winnable_groups(scenario, design(scenario, "a b", "c y", "w"))
    assert {group.lots: group.broken for group in groups} == {
        (0, 1): (),
        (0, 2): (),
        (1, 2): (),
        (0, 1, 2): ("award",),
    }
