"""Faults in terms: from when to when units are bought, and what that does to money and values."""

from tests.mutations.mutation import mutations

MONEY = "tests/money/test_terms.py"
CANDIDATES = "tests/candidates/test_terms.py tests/candidates/test_money.py"

TABLE = [
    *mutations(
        "lotdesign/scenario/sections.py",
        "tests/scenario/test_terms.py",
        ("self.first_year - 1 + self.initial", "self.first_year + self.initial"),
        ("if service in term.services)", ")"),
    ),
    *mutations(
        "lotdesign/scenario/yearly_budgets.py",
        f"tests/scenario/test_terms.py {MONEY}",
        ("if unit.first_year is None else unit.first_year", "if True else unit.first_year"),
        ("if unit.last_year is None else unit.last_year", "if True else unit.last_year"),
        ("if year in bought.indices else Pence(0)", "if year >= 0 else Pence(0)"),
        ("here = [member for member in members if year + 1 in bought[member]]", "here = members"),
        ("max((bought[member].last for", "min((bought[member].last for"),
    ),
    *mutations(
        "lotdesign/scenario/scenario.py",
        MONEY,
        ("promise.compute_saving(year, budget, last)", "promise.compute_saving(year, budget, 99)"),
    ),
    *mutations(
        "lotdesign/input/check_terms.py",
        "tests/scenario/test_terms.py tests/candidates/test_terms.py",
        ("if service in seen:", "if False:"),
        ("if first > last:", "if first > last + 1:"),
        ("if term.span.last > MOST_YEARS:", "if term.span.first > MOST_YEARS:"),
        ('"units" in draft.flawed and _has_own_years(draft)', "False"),
        ("most * lcm(*lengths) >= _MOST_PARTS", "most >= _MOST_PARTS"),
    ),
    *mutations(
        "lotdesign/input/check_money.py",
        "tests/scenario/test_terms.py",
        ("for member in members if year in bought[member])", "for member in members)"),
    ),
    *mutations(
        "lotdesign/money/lot_cost.py",
        MONEY,
        ("first = max(unit.first_year for unit in joined)", "first = 1"),
        ("last = min(unit.last_year for unit in joined)", "last = scenario.years"),
        ("if unit.first_year <= year <= unit.last_year)", ")"),
        ("(yearly if running else 0)", "yearly"),
        ("money.contract_management if year in years else 0", "money.contract_management"),
        ("if year == years.first else 0", "if year == 1 else 0"),
        ("gross[years.first - 1]", "gross[0]"),
        ("Fraction(sum(gross), len(years))", "Fraction(sum(gross), len(gross))"),
        ("years = scenario.whole_years", "years = scenario.find_years(units)"),
    ),
    *mutations(
        "solver/candidates/lot_years.py",
        f"{CANDIDATES} tests/constraints/test_golden.py",
        ("(years >= compute_first", "(years > compute_first"),
        ("latest_first - compute_first", "latest_first - 0 * compute_first"),
    ),
    *mutations(
        "solver/candidates/lot_values.py",
        CANDIDATES,
        ("len({unit.first_year for unit in units}) == 1", "True"),
        ("value_scale(scenario) // len(whole)", "value_scale(scenario)"),
        ("parts * sum(unit.gross) // years", "parts * sum(unit.gross) // scenario.years"),
        ("or not is_value_largest_term(scenario)", ""),
        ("gross[np.arange(len(lots)), first - 1]", "gross[np.arange(len(lots)), 0]"),
        ("(value_scale(scenario) // years)", "(value_scale(scenario) // scenario.years)"),
    ),
    *mutations(
        "solver/candidates/lot_costs.py",
        CANDIDATES,
        (
            "compute_first_years(scenario, lots) - 1] +=",
            "0 * compute_first_years(scenario, lots)] +=",
        ),
        ("else list(group.years)", "else slice(None)"),
        ("if unit.first_year <= y + 1 <= unit.last_year else 0", "if True else 0"),
    ),
    *mutations(
        "solver/column_generation/fixed_costs.py",
        "tests/column_generation/test_loop.py tests/column_generation/test_pricing.py",
        ("money.procurement if year == span.first", "money.procurement if year >= span.first"),
        ("money.contract_management if year in span", "money.contract_management if year"),
    ),
    *mutations(
        "solver/column_generation/cost_underestimator.py",
        "tests/column_generation/test_pricing.py",
        ("zip(*value_ceiling_terms(self", "zip(*value_terms(self"),
    ),
    *mutations(
        "solver/constraints/lot_value.py",
        "tests/column_generation/test_requirements.py tests/candidates/test_terms.py"
        " tests/constraints/test_golden.py",
        ("or not is_value_largest_term(scenario)", ""),
    ),
    *mutations(
        "lotdesign/verify/figures.py",
        "tests/verify/test_years.py",
        ('check_equal(f"{lot.id}: years", stated, years)', 'check_equal("", years, years)'),
        ("if stated == (None, None) else", "if True else"),
    ),
    *mutations(
        "lotdesign/input/settings.py",
        "tests/scenario/test_terms.py",
        ("return int(first) - base, after", "return int(first), after"),
    ),
]
