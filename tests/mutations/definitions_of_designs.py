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
        ("+ added <= limit", "<= limit"),
        (
            "added += len(units) if added else 0",
            "added += 0",
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
        (
            "for lot in evaluation.select_lots(self.services)",
            "for lot in evaluation.select_lots(None)",
        ),
        ("least = 1 if both else 0", "least = 0"),
        ("self.max >= most", "self.max >= most - 1"),
    ),
    *kind(
        "balance",
        ("abs(share - 1)", "share - 1"),
        ("len(lots) * size / total", "size / total"),
        ("if not total:", "if total < 0:"),
        ("len(scenario.units) - 1", "len(scenario.units) - 2"),
        ("evaluation.select_lots(self.services)", "evaluation.select_lots(None)"),
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
        ("if not evaluation.total_value:", "if evaluation.total_value < 0:"),
        ("needed = evaluation.scenario.market.small_needed", "needed = 1"),
        ("Reading(reached, self.share, False)", "Reading(reached, self.share, True)"),
    ),
    *kind(
        "award",
        ("return next(broken, next(binding, findings[-1]))", "return next(binding, findings[-1])"),
        ("next(broken, next(binding, findings[-1]))", "next(broken, findings[-1])"),
        ("Reading(largest, self.max_share, True)", "Reading(largest, self.max_share, False)"),
        ("Reading(won, self.max_lots, True)", "Reading(won, self.max_lots, False)"),
        ("max((load.lots for load", "min((load.lots for load"),
    ),
    *kind(
        "small_award",
        (
            "(self.min_share is None) == (self.min_lots is None)",
            "self.min_share is None and self.min_lots is None",
        ),
        ("if winner in small]", "]"),
        ("if not evaluation.total_value:", "if evaluation.total_value < 0:"),
        (
            "share = held / evaluation.total_value",
            "share = Fraction(len(won), len(evaluation.values))",
        ),
        (
            "Reading(len(won), self.min_lots, False)",
            "Reading(len(won), self.min_lots + 1, False)",
        ),
        ("if fault:", "if False:"),
    ),
    *kind(
        "reserved",
        ("(unit,))) > MOST_RESERVED_YEARS", "(unit,))) >= MOST_RESERVED_YEARS"),
        ("len(scenario.find_years((unit,))) > MOST", "scenario.term.initial > MOST"),
        ("(lot.units)) <= MOST_RESERVED_YEARS", "(lot.units)) < MOST_RESERVED_YEARS"),
        (
            'any(providers[p].kind == "mutual"',
            'any(providers[p].kind in ("mutual", "vcse")',
        ),
        ("any(providers[p].kind", "all(providers[p].kind"),
        ("Reading(0, self.min, False, long)", "Reading(self.min, self.min, False, long)"),
        ("return self.min == 0", "return self.min <= 1"),
    ),
]
