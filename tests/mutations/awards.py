"""Faults in prices, consortia, withdrawals and in finding winners."""

from tests.mutations.mutation import mutations

TABLE = [
    *mutations(
        "lotdesign/scenario/consortia.py",
        "tests/scenario/test_consortia.py",
        (
            "name for members in names for name in members",
            "name for members in list(names)[:1] for name in members",
        ),
        (
            "sum(known, Fraction(0)) if len(known) == len(amounts) else None",
            "sum(known, Fraction(0))",
        ),
        ("Pence(sum(known)) if len(known) == len(amounts) else None", "Pence(sum(known))"),
        ("min(smallest) if", "max(smallest) if"),
        ("(p * share for p, share in", "(p for p, share in"),
        (
            "PAR_PRICE if member.price is None else member.price for member",
            "member.price or 0 for member",
        ),
    ),
    *mutations(
        "lotdesign/scenario/scenario.py",
        "tests/scenario/test_consortia.py tests/money/test_prices.py",
        (
            "PAR_PRICE if party.price is None else party.price for party",
            "party.price or 0 for party",
        ),
        ("self.has_prices\n            or", "False\n            or"),
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
        ("    (name,) = named\n", '    name = ""\n'),
        ("copies[0] if copies else None", "None"),
    ),
    *mutations(
        "lotdesign/evaluation.py",
        "tests/money/test_prices.py tests/awards/test_certificates.py",
        ("self.scenario.get_price(winner)", "self.scenario.get_price(None)"),
        (
            '("values", "eligible_parties", "total_value")',
            '("lot_accounts", "values", "eligible_parties", "total_value")',
        ),
    ),
    *mutations(
        "lotdesign/market/certificate.py",
        "tests/market/test_certificate.py tests/fuzz/test_awards.py",
        ("share * self.value", "self.value"),
        ("share * self.staff", "self.staff"),
        ("own = lot if share == 1 else lot.take_share(share)", "own = lot"),
    ),
    *mutations(
        "lotdesign/market/certificate.py",
        "tests/rules/test_withdrawal.py",
        ("all(provider != gone", "any(provider != gone"),
        ("in scenario.party_shares[party]}", "in scenario.party_shares[party][:1]}"),
        ("sum(known) if len(known) == len(limits) else None", "sum(known)"),
    ),
    *mutations(
        "lotdesign/rules/withdrawal.py",
        "tests/rules/test_withdrawal.py",
        ("(winner is not None and winner not in left)", "False"),
        ("if not may_hold(evaluation, lot, winner) or", "if"),
        ("return overloaded or _find_broken_rule", 'return "" or _find_broken_rule'),
        (
            "return overloaded or _find_broken_rule(evaluation.with_award(fallback))",
            "return overloaded",
        ),
        ("\n                if p in scenario.interchangeable_parties\n", "\n"),
        ("if fallback is None:", "if False:"),
        (
            "        fault = find_certificate_fault(evaluation)\n        if fault:\n",
            "        fault = ''\n        if fault:\n",
        ),
    ),
    *mutations(
        "solver/constraints/withdrawal.py",
        "tests/constraints/test_golden.py tests/fuzz/test_awards.py",
        ("flags &= candidates", "flags |= candidates"),
        (
            "(frozenset(find_remaining_parties(scenario, withdrawn)), 1)",
            "(frozenset(find_remaining_parties(scenario, withdrawn)), 2)",
        ),
    ),
    *mutations(
        "solver/candidates/lot_costs.py",
        "tests/fuzz/test_awards.py",
        ("paid[here] = divide_rounded", "paid[~here] = divide_rounded"),
        (
            "price.numerator, 0), price.denominator",
            "prices[0].numerator, 0), prices[0].denominator",
        ),
    ),
    *mutations(
        "solver/model/award_variables.py",
        "tests/fuzz/test_awards.py",
        ("limits.value, candidates.value)", "limits.value, None)"),
        ("limits.lots, None)", "limits.lots, candidates.value)"),
        ("limits.staff, candidates.staff)", "limits.staff, None)"),
        ("dict(stakes).get(provider, 0)", "int(provider in dict(stakes))"),
    ),
    *mutations(
        "solver/candidates/capacity_limits.py",
        "tests/fuzz/test_awards.py",
        ("value * value_scale(scenario) * parts_per_share", "value * parts_per_share"),
    ),
    *mutations(
        "solver/awards/subproblem.py",
        "tests/fuzz/test_awards.py tests/awards/test_certificates.py",
        ("        add_capacity_rows(model, winners)\n", ""),
        ("            add_award_rows(rule, model, winners)\n", ""),
        (
            "            if rule.reads_prices:\n                add_coupling",
            "            if False:\n                add_coupling",
        ),
        ("build_digit(of_lot, winners)", "build_digit(of_lot, -winners)"),
        ("        if not others:\n            return True\n", "        return True\n"),
        ("subproblem.restrict_to_parties(remaining)", "subproblem"),
    ),
    *mutations(
        "solver/awards/subproblem.py",
        "tests/awards/test_combinatorial_benders.py",
        (
            "if others and not subproblem.restrict_to_lots(others).has_award():",
            "if others:",
        ),
    ),
    *mutations(
        "solver/awards/certificates.py",
        "tests/rules/test_withdrawal.py",
        ("set(first) - {None} <= set(subproblem.parties)", "set(first)"),
    ),
    *mutations(
        "solver/awards/certificates.py",
        "tests/fuzz/test_awards.py tests/awards/test_certificates.py",
        ("    search.keep_goal(goal, result.value)\n", ""),
    ),
    *mutations(
        "solver/awards/combinatorial_benders.py",
        "tests/awards/test_combinatorial_benders.py tests/fuzz/test_awards.py",
        ("None, len(members) - 1)", "None, len(members) - 2)"),
        ("& (self.candidates.value >= lots.value[lot])", ""),
        ("self._holds[:, lots.lots[lot][0]]", "self._holds[:, 0]"),
        (
            "            if award is None:\n                if len",
            "            if False:\n                if len",
        ),
        ("if self.candidates.copies:", "if False:"),
    ),
    *mutations(
        "solver/awards/depth_first_search.py",
        "tests/awards/test_certificates.py tests/fuzz/test_awards.py",
        ("_values[lot] > self._most", "_values[lot] >= self._most"),
        ("left is None or left >= need", "left is None or left > need"),
        ("before - sign * need", "before + sign * need"),
        ("any(twin not in award for twin in twins.get(winner, ()))", "True"),
    ),
    *mutations(
        "solver/candidate_solve.py",
        "tests/fuzz/test_awards.py",
        (
            "objective.find_worst_kept(value.measure.sign * value.value)",
            "objective.find_worst_kept(value.measure.sign * value.value * 2)",
        ),
    ),
]
