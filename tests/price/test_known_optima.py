"""What follows from optimal values under other sets of rules, against all values."""

from itertools import chain, combinations
from random import Random

from lotdesign.rules.lot_count import LotCountRule
from lotdesign.scenario.rule import Rule
from solver.rule_cost.known_optima import (
    INFEASIBLE_OPTIMUM,
    UNKNOWN_OPTIMUM,
    KnownOptima,
    OptimalValue,
    RuleSet,
)


def rule(name: str) -> Rule:
    return LotCountRule(id=name, kind="lot_count", min=1)


RULES = [rule(name) for name in "abcd"]
SETS: list[RuleSet] = [
    frozenset(some)
    for some in chain.from_iterable(combinations(RULES, size) for size in range(len(RULES) + 1))
]


def draw_values(dice: Random) -> dict[RuleSet, int]:
    """A value of each set of rules, by the least worth of designs that each keep some rules."""
    designs = [
        (dice.randrange(6), frozenset(r for r in RULES if dice.random() < 0.6)) for _ in range(5)
    ]
    designs.append((9, frozenset(RULES)))
    return {rules: min(worth for worth, kept in designs if rules <= kept) for rules in SETS}


def test_bounds_hold_and_what_is_reached_is_the_value() -> None:
    dice, settled = Random(1), 0
    for _ in range(60):
        values, known = draw_values(dice), KnownOptima()
        for rules in dice.sample(SETS, 6):
            known.add(rules, OptimalValue(values[rules]))
        for rules in SETS:
            bound = known.find_bound(rules)
            assert bound is None or bound <= values[rules]
            if bound is not None and known.is_reached(rules, bound):
                assert bound == values[rules]
                settled += 1
    assert settled > 100


def test_a_tighter_rule_counts_as_the_looser_one() -> None:
    loose, tight, other = RULES[:3]
    known = KnownOptima()
    known.add(frozenset({loose}), OptimalValue(5))
    known.add(frozenset({tight, other}), OptimalValue(8))
    assert known.find_bound(frozenset({tight})) is None
    assert not known.is_reached(frozenset({loose, other}), 8)
    known.note_tighter(tight, than=loose)
    assert known.find_bound(frozenset({tight})) == 5
    known.add(frozenset({tight, other}), OptimalValue(8))
    assert known.is_reached(frozenset({loose, other}), 8)
    assert known.find_bound(frozenset({other})) is None


def test_a_wider_market_bounds_but_does_not_reach() -> None:
    wider = KnownOptima()
    wider.add(frozenset(RULES[:1]), OptimalValue(3))
    known = KnownOptima(wider_market=wider)
    assert known.find_bound(frozenset(RULES[:2])) == 3
    assert not known.is_reached(frozenset(), 3)


def test_no_design_under_fewer_rules_means_none_under_more() -> None:
    known = KnownOptima()
    known.add(frozenset(RULES[:1]), UNKNOWN_OPTIMUM)
    assert not known.is_infeasible(frozenset(RULES[:2]))
    assert known.find_bound(frozenset(RULES[:2])) is None
    known.add(frozenset(RULES[:1]), INFEASIBLE_OPTIMUM)
    assert known.is_infeasible(frozenset(RULES[:2]))
    assert not known.is_infeasible(frozenset(RULES[1:2]))
