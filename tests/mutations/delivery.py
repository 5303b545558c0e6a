"""Faults in how lots are delivered and in who pays for them."""

from tests.mutations.limits import GOLDEN, kind
from tests.mutations.mutation import mutations

TABLE = [
    *mutations(
        "lotdesign/rules/route.py",
        "tests/rules/test_route.py tests/preflight/test_contradicting_routes.py",
        ("lot.route != self.route", "lot.route == self.route"),
        ("if group & set(lot.units)", "if group <= set(lot.units)"),
        ("return scenario.routes.offered == (self.route,)", "return False"),
        (" if unit in scenario.find_positions(self.units) else None", ""),
    ),
    *mutations(
        "lotdesign/scenario/scenario.py",
        "tests/rules/test_route.py tests/preflight/test_contradicting_routes.py",
        ("if required <= {route})", "if not required or route in required)"),
    ),
    *kind(
        "route",
        ("(held == 0) | candidates", "(held == 0) & candidates"),
        ("held == 0", "held <= 1"),
        ("conflicts=((units, units),)", ""),
    ),
    *mutations(
        "solver/constraints/registry.py",
        f"{GOLDEN}[route]",
        ("rule.named_route != route", "rule.named_route in (None, route)"),
    ),
    *mutations(
        "lotdesign/preflight/rules.py",
        "tests/preflight/test_contradicting_routes.py",
        ("if not scenario.find_open_routes(u):", "if False:"),
        ("rule.find_required_route(scenario, u) is not None", "rule.named_route is not None"),
    ),
    *mutations(
        "lotdesign/rules/funding.py",
        "tests/rules/test_funding.py",
        (
            "Reading(cells.needed, cells.available, True",
            "Reading(cells.available, cells.needed, True",
        ),
        ("range(evaluation.scenario.years)", "range(1)"),
    ),
    *mutations(
        "lotdesign/money/funding.py",
        "tests/money/test_funding.py tests/rules/test_funding.py",
        ("(each.units, each.paid) for each", "(each.units, each.gross) for each"),
        ("lambda u: (u.service, u.locality)", 'lambda u: (u.service, "")'),
        ("if amount > 0}", "}"),
        ("if other not in found and self.paid", "if False and self.paid"),
        (
            "self.sources[source].get_amount(self.year) - paid",
            "self.sources[source].get_amount(0) - paid",
        ),
        ("amount = min(amount, self.paid[payer, at])", "amount = amount"),
        ("steps += [(payer, at, -1), (payer, instead, 1)]", "steps += [(payer, instead, 1)]"),
        ("for s in payers),", "for s in range(len(self.sources))),"),
    ),
    *mutations(
        "lotdesign/money/funding.py",
        "tests/money/test_funding.py tests/preflight/test_short_funding.py",
        ("if able <= joined", "if able & joined"),
        ("and bool(able) == bool(joined)", ""),
        ("if each & other and", "if", "pools without a common source ask for no more together"),
        ("union = each | other", "union = each & other"),
    ),
    *kind(
        "funding",
        ("add_constant(-pool.sum_amounts(year))", "add_constant(-pool.sum_amounts(0))"),
        ("cell if apart else find_payers(scenario, cell)", "cell[0]"),
        ("if has_negative:", "if False:"),
        ("paid[:, year, column]", "paid[:, 0, column]"),
        ("model.add_variable(name, 0, most)", "model.add_variable(name, -most, most)"),
    ),
    *mutations(
        "lotdesign/rules/funding.py",
        "tests/preflight/test_short_funding.py",
        ("if gaps[worst] > 0:", "if gaps[worst] >= 0:"),
        ("- pool.sum_amounts(year)", "- pool.sum_amounts(0)"),
    ),
    *mutations(
        "lotdesign/money/funding.py",
        "tests/preflight/test_short_funding.py",
        ("if (u.service, u.locality) in inside", ""),
    ),
    *mutations(
        "lotdesign/preflight/rules.py",
        "tests/preflight/test_short_funding.py",
        (
            "for rule in scenario.active_rules:\n        for text in",
            "for rule in scenario.rules:\n        for text in",
        ),
    ),
]
"""Routes, and pooled and aligned budgets."""
