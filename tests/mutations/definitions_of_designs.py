"""Faults in what rules about whole designs say."""

from tests.mutations.mutation import Mutation, mutations


def kind(name: str, *changes: tuple[str, ...]) -> list[Mutation]:
    """Faults in the definition of one kind of rule."""
    return mutations(f"lotdesign/rules/{name}.py", f"tests/rules/test_{name}.py", *changes)


TABLE = [
    *kind(
        "envelope",
        ("at_most=True", "at_most=False"),
        ("if service in bought)\n    return", ")\n    return"),
        ("getattr(account, rule.on)", "account.paid"),
        ("if held <= bought:", "if held & bought:"),
        ("self.cut or Fraction(0), self.uplift", "Fraction(0), self.uplift"),
        ("+ beside <= limit", "<= limit"),
        (
            "beside += len(units) if beside else 0",
            "beside += 0",
            "the margin is more than careful: no lot's service is attributed more than its own "
            "gross value and all that comes on top, for a share is rounded up to a penny at most "
            "and these are whole pennies",
        ),
    ),
    *kind(
        "saving",
        ("today[year] - cost, target, False", "today[year] - cost, target, True"),
        ("today[year] - cost,", "today[0] - cost,"),
    ),
    *kind(
        "lot_count",
        ("len(ledger.selected(self.services))", "len(ledger.design.lots)"),
        ("least = 1 if most else 0", "least = 0"),
        ("self.max >= most", "self.max >= most - 1"),
    ),
    *kind(
        "balance",
        ("abs(share - 1)", "share - 1"),
        ("len(lots) * size / total", "size / total"),
        ("if not total:", "if total < 0:"),
        ("len(scenario.units) - 1", "len(scenario.units) - 2"),
        ("ledger.selected(self.services)", "ledger.selected(None)"),
    ),
    *kind(
        "change",
        ("self.max_pairs, True)", "self.max_pairs, False)"),
        ("comb(len(scenario.units), 2)", "comb(len(scenario.units), 2) - 1"),
        ("if not self.max_pairs:", "if self.max_pairs < 2:"),
    ),
    *kind(
        "small_bidders",
        ("(self.lots is None) == (self.share is None)", "self.lots is None and self.share is None"),
        ("if not ledger.total_value:", "if ledger.total_value < 0:"),
        ("needed = ledger.scenario.market.small_needed", "needed = 1"),
        ("Reading(reached, self.share, False)", "Reading(reached, self.share, True)"),
    ),
    *kind(
        "award",
        ("if self.max_share is None or not winners.met", "if self.max_share is None"),
        ("winners if shares.met and winners.binding else shares", "shares"),
        ("Reading(largest, self.max_share, True)", "Reading(largest, self.max_share, False)"),
    ),
    *kind(
        "small_award",
        (
            "(self.min_share is None) == (self.min_lots is None)",
            "self.min_share is None and self.min_lots is None",
        ),
        ("if winner in little]", "]"),
        ("if not ledger.total_value:", "if ledger.total_value < 0:"),
        ("share = held / ledger.total_value", "share = Fraction(len(theirs), len(ledger.values))"),
        (
            "Reading(len(theirs), self.min_lots, False)",
            "Reading(len(theirs), self.min_lots + 1, False)",
        ),
        ("if fault:", "if False:"),
    ),
    *kind(
        "reserved",
        ("scenario.years > LONGEST", "scenario.years >= LONGEST"),
        ("scenario.years > LONGEST", "scenario.term.initial > LONGEST"),
        ('kind == "mutual" for p', 'kind in ("mutual", "vcse") for p'),
        ("[any(providers[p]", "[all(providers[p]"),
        ("Reading(0, self.min, False, long)", "Reading(self.min, self.min, False, long)"),
        ("return self.min == 0", "return self.min <= 1"),
    ),
]
