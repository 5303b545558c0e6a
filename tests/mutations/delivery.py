"""Faults in how lots are delivered and in who pays for them."""

from tests.mutations.limits import kind
from tests.mutations.mutation import mutations

TABLE = [
    *mutations(
        "lotdesign/rules/route.py",
        "tests/rules/test_route.py tests/preflight/test_contradicting_routes.py",
        ("lot.route != self.route", "lot.route == self.route"),
        ("if group & set(lot.units)", "if group <= set(lot.units)"),
        ("return scenario.routes.allowed == (self.route,)", "return False"),
        ("if asked <= {route})", "if not asked or route in asked)"),
        ("and unit in scenario.positions(rule.units)", ""),
    ),
    *kind(
        "route",
        ("(held == 0) | facts", "(held == 0) & facts"),
        ("held == 0", "held <= 1"),
        ("if route == rule.route:", "if route != rule.route:"),
        ("conflicts=((gone, gone),)", ""),
    ),
    *mutations(
        "lotdesign/preflight/run.py",
        "tests/preflight/test_contradicting_routes.py",
        ("if not open_routes(scenario, u):", "if False:"),
        ("and u in scenario.positions(rule.units)", ""),
    ),
    *mutations(
        "lotdesign/rules/funding.py",
        "tests/rules/test_funding.py",
        ("Reading(cells.needed, cells.held, True", "Reading(cells.held, cells.needed, True"),
        ("range(ledger.scenario.years)", "range(1)"),
    ),
    *mutations(
        "lotdesign/money/funding.py",
        "tests/money/test_funding.py tests/rules/test_funding.py",
        ("(each.units, each.paid) for each", "(each.units, each.gross) for each"),
        ("(u.service, u.locality)", '(u.service, "")'),
        ("if amount > 0}", "}"),
        ("if other not in found and self.paid", "if False and self.paid"),
        ("self.sources[source].holds(self.year) - paid", "self.sources[source].holds(0) - paid"),
        ("amount = min(amount, self.paid[payer, at])", "amount = amount"),
        ("steps += [(payer, at, -1), (payer, instead, 1)]", "steps += [(payer, instead, 1)]"),
        ("for s in payers),", "for s in range(len(self.sources))),"),
    ),
    *mutations(
        "lotdesign/money/funding.py",
        "tests/money/test_funding.py tests/preflight/test_short_funding.py",
        ("if able <= joined", "if able & joined"),
        ("and bool(able) == bool(joined)", ""),
        ("if each & other and", "if"),
        ("union = each | other", "union = each & other"),
    ),
    *kind(
        "funding",
        ("plus(-pool.holds(year))", "plus(-pool.holds(0))"),
        ("cell if apart else payers(scenario, cell)", "cell[0]"),
        ("if gains:", "if False:"),
        ("paid[:, year, column]", "paid[:, 0, column]"),
        ("model.number(name, 0, most)", "model.number(name, -most, most)"),
    ),
    *mutations(
        "lotdesign/preflight/money.py",
        "tests/preflight/test_short_funding.py",
        ("if gaps[worst] > 0:", "if gaps[worst] >= 0:"),
        ("if (u.service, u.locality) in inside", ""),
        ("- pool.holds(y)", "- pool.holds(0)"),
        ("pools(scenario) if rules else ()", "pools(scenario)"),
    ),
]
"""Routes, and pooled and aligned budgets."""
