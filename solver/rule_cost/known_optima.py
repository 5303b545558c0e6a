"""What known optimal values say of those under other sets of rules.

More rules never improve a value, nor do tighter ones, nor a market in which fewer lots are
admissible. So a value is at least that under weaker rules, and where the value under stronger rules
is the same, so is every value in between.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lotdesign.measures.base import MeasureValue
from lotdesign.scenario.rule import Rule

RuleSet = frozenset[Rule]


@dataclass(frozen=True, slots=True)
class OptimalValue:
    """An optimal value, signed so that less is better; None with `is_known`: infeasible.

    In the measure's own unit.
    """

    value: MeasureValue | None
    is_known: bool = True


UNKNOWN_OPTIMUM = OptimalValue(None, is_known=False)
INFEASIBLE_OPTIMUM = OptimalValue(None)


@dataclass
class KnownOptima:
    """Values that were solved for, by their rules as bit sets, and which rules imply others.

    `wider_market` has those of the same rules where no fewer designs are admissible, nor any of
    them worse.
    """

    wider_market: "KnownOptima | None" = None
    _bits: dict[Rule, int] = field(default_factory=dict)
    _implied: dict[Rule, int] = field(default_factory=dict)
    _solved: list[tuple[int, int, OptimalValue]] = field(default_factory=list)

    def note_tighter(self, rule: Rule, than: Rule) -> None:
        """From now on count on every design that keeps the first rule to keep the other."""
        self._implied[rule] = self._implied.get(rule, 0) | self._bit(than)

    def add(self, rules: RuleSet, value: OptimalValue) -> None:
        """Adds a value that was solved for."""
        self._solved.append((self._pack(rules), self._pack_implied(rules), value))

    def is_infeasible(self, rules: RuleSet) -> bool:
        """Whether weaker rules are known to admit no design."""
        return INFEASIBLE_OPTIMUM in self._list_weaker(rules)

    def find_bound(self, rules: RuleSet) -> MeasureValue | None:
        """What the value is at least, by those under weaker rules, here or in a wider market."""
        known = (each.value for each in self._list_weaker(rules))
        wider = None if self.wider_market is None else self.wider_market.find_bound(rules)
        return max((v for v in (*known, wider) if v is not None), default=None)

    def is_reached(self, rules: RuleSet, value: MeasureValue) -> bool:
        """Whether the value under stronger rules is this one."""
        packed = self._pack(rules)
        return any(
            known.value == value for _, implied, known in self._solved if not packed & ~implied
        )

    def _list_weaker(self, rules: RuleSet) -> Iterator[OptimalValue]:
        implied = self._pack_implied(rules)
        return (known for packed, _, known in self._solved if not packed & ~implied)

    def _bit(self, rule: Rule) -> int:
        return self._bits.setdefault(rule, 1 << len(self._bits))

    def _pack(self, rules: RuleSet) -> int:
        return sum(map(self._bit, rules))

    def _pack_implied(self, rules: RuleSet) -> int:
        """The rules, and those that they imply."""
        packed = self._pack(rules)
        for rule, implied in self._implied.items():
            packed |= implied if rule in rules else 0
        return packed
