"""Faults in prices, consortia, withdrawals and in finding winners."""

from tests.mutations.mutation import mutations

TABLE = [
    *mutations(
        "lotdesign/scenario/consortia.py",
        "tests/scenario/test_consortia.py",
        (
            "name for each in names for name in each",
            "name for each in list(names)[:1] for name in each",
        ),
        (
            "sum(known, Fraction(0)) if len(known) == len(amounts) else None",
            "sum(known, Fraction(0))",
        ),
        ("Pence(sum(known)) if len(known) == len(amounts) else None", "Pence(sum(known))"),
        ("min(smallest) if", "max(smallest) if"),
        ("(p * share for p, share in", "(p for p, share in"),
        (
            "PAR if member.price is None else member.price for member",
            "member.price or 0 for member",
        ),
    ),
    *mutations(
        "lotdesign/scenario/scenario.py",
        "tests/scenario/test_consortia.py tests/money/test_prices.py",
        ("PAR if party.price is None else party.price for party", "party.price or 0 for party"),
        ("self.prices is not None\n            or", "False\n            or"),
        ("for p in copies if p not in named)", "for p in copies)"),
        ("zip(c.members, c.shares, strict=True)", "zip(c.members, c.shares[::-1], strict=True)"),
    ),
    *mutations(
        "lotdesign/money/lot_cost.py",
        "tests/money/test_prices.py",
        (
            "round_away(price * gross / 100) - round_away(share * gross)",
            "round_away((price / 100 - share) * gross)",
        ),
        ("round_away(price * gross / 100)", "round_away(price * gross // 100)"),
    ),
    *mutations(
        "lotdesign/money/design_cost.py",
        "tests/money/test_prices.py",
        ("named.pop() if len(named) == 1 else", '"" if len(named) == 1 else'),
        ("copies[0] if copies else None", "None"),
    ),
    *mutations(
        "lotdesign/evaluation.py",
        "tests/money/test_prices.py tests/awards/test_certificates.py",
        ("self.scenario.price(winner)", "self.scenario.price(None)"),
        ('("values", "able", "total_value")', '("accounts", "values", "able", "total_value")'),
    ),
    *mutations(
        "lotdesign/market/certificate.py",
        "tests/market/test_certificate.py tests/fuzz/test_awards.py",
        ("before.value + share * value", "before.value + value"),
        ("before.staff + share * staff", "before.staff + staff"),
        ("before.lots + 1", "before.lots + share"),
    ),
    *mutations(
        "lotdesign/market/certificate.py",
        "tests/rules/test_withdrawal.py",
        ("all(provider != gone", "any(provider != gone"),
        (
            "provider for party in parties for provider, _ in",
            "party for party in parties for provider, _ in",
        ),
        ("sum(known) if len(known) == len(limits) else None", "sum(known)"),
    ),
    *mutations(
        "lotdesign/rules/withdrawal.py",
        "tests/rules/test_withdrawal.py",
        ("(winner is not None and winner not in left)", "False"),
        ("if not may_hold(ledger, lot, winner) or", "if"),
        ("return overloaded or _rule_broken", 'return "" or _rule_broken'),
        ("return overloaded or _rule_broken(ledger.awarded(fallback))", "return overloaded"),
        ("if p in scenario.kin)\n        position", ")\n        position"),
        ("if fallback is None:", "if False:"),
        (
            "        fault = certificate_fault(ledger)\n        if fault:\n",
            "        fault = ''\n        if fault:\n",
        ),
    ),
    *mutations(
        "solver/constraints/withdrawal.py",
        "tests/constraints/test_golden.py tests/fuzz/test_awards.py",
        ("flags &= facts", "flags |= facts"),
        (
            "Following(frozenset(remaining(scenario, gone)), 1)",
            "Following(frozenset(remaining(scenario, gone)), 2)",
        ),
    ),
    *mutations(
        "solver/candidates/lot_costs.py",
        "tests/fuzz/test_awards.py",
        ("paid[here] = rounded_quotient", "paid[~here] = rounded_quotient"),
        ("prices[number] / 100", "prices[0] / 100"),
    ),
    *mutations(
        "solver/model/award_variables.py",
        "tests/fuzz/test_awards.py",
        ("times(facts.value[rows], weights)", "weights"),
        ("np.ones_like(rows), number)", "facts.value[rows], number)"),
        ("times(facts.staff[rows], weights)", "weights"),
        ("dict(stakes).get(provider, 0)", "int(provider in dict(stakes))"),
        (
            "provider.capacity * facts.value_scale * parts * copies",
            "provider.capacity * parts * copies",
        ),
    ),
    *mutations(
        "solver/awards/subproblem.py",
        "tests/fuzz/test_awards.py tests/awards/test_certificates.py",
        ("        add_capacities(model, winners)\n", ""),
        ("            tie_winners(rule, model, winners)\n", ""),
        ("            if rule.reads_prices:\n                tie(rule, offers, model)\n", ""),
        ("(facts.winners < now)", "(facts.winners > now)"),
        ("        if not asking:\n            return True\n", "        return True\n"),
    ),
    *mutations(
        "solver/awards/certificates.py",
        "tests/fuzz/test_awards.py tests/awards/test_certificates.py",
        ("set(usual) - {None} <= set(placing.parties)", "set(usual)"),
        ("placing.among(remaining(scenario, gone))", "placing"),
        ("    search.promise(least, stage.value)\n    return smallest", "    return smallest"),
        ("if others and not placing.only(others).exists():", "if others:"),
    ),
    *mutations(
        "solver/awards/combinatorial_benders.py",
        "tests/awards/test_combinatorial_benders.py tests/fuzz/test_awards.py",
        ("None, len(held) - 1)", "None, len(held) - 2)"),
        ("& (self.facts.value >= lots.value[lot])", ""),
        ("self._holds[:, lots.lots[lot][0]]", "self._holds[:, 0]"),
        (
            "            if award is None:\n                if len",
            "            if False:\n                if len",
        ),
        ("if self.facts.alike:", "if False:"),
    ),
    *mutations(
        "solver/awards/depth_first_search.py",
        "tests/awards/test_certificates.py tests/fuzz/test_awards.py",
        ("_values[lot] > self._most", "_values[lot] >= self._most"),
        ("left is None or left >= need", "left is None or left > need"),
        ("held - sign * need", "held + sign * need"),
        ("any(twin not in award for twin in twins.get(winner, ()))", "True"),
    ),
    *mutations(
        "solver/candidate_solve.py",
        "tests/fuzz/test_awards.py",
        (
            "best.given_away(best.measure.sign * reached.value)",
            "best.given_away(best.measure.sign * reached.value * 2)",
        ),
    ),
]
