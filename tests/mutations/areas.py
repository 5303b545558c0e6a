"""Faults in areas, maps with gaps, caps on the lots of one provider, and names of lots."""

from tests.mutations.limits import GOLDEN
from tests.mutations.mutation import mutations

RULES = "tests/rules/test_{}.py"

TABLE = [
    *mutations(
        "lotdesign/scenario/areas.py",
        "tests/scenario/test_areas.py",
        ("place.id if by == LOCALITY else", "place.id if True else"),
        ("{NO_AREA: NO_AREA, **areas}", "{NO_AREA: next(iter(areas.values())), **areas}"),
        ("areas[unit.locality] == area", "areas[unit.locality] != area"),
        ("named[area] if by == LOCALITY else area", "area"),
    ),
    *mutations(
        "lotdesign/input/check_areas.py",
        "tests/scenario/test_areas.py",
        ("if columns.count(column) > 1:", "if columns.count(column) > 2:"),
        ("if not is_area_column(column):", "if False:"),
        ("if len(blank) > _MOST_LISTED_BLANKS:", "if blank:"),
        ("if column not in known:", "if False:"),
    ),
    *mutations(
        "lotdesign/rules/common.py",
        "tests/rules/test_lot_count.py tests/rules/test_declared_bounds.py",
        ("(self.by is None) != (self.area is None)", "False"),
        ("self.by is None and super()", "super()"),
    ),
    *mutations(
        "lotdesign/rules/lot_count.py",
        RULES.format("lot_count"),
        ("inside & set(evaluation.design.lots[lot].units)", "True"),
        ("min(len(counted), len(inside))", "len(counted)"),
        ("counted if inside is None else counted & inside", "counted"),
    ),
    *mutations(
        "lotdesign/rules/envelope.py",
        RULES.format("envelope"),
        ("for cell in shares.keys() & cells", "for cell in shares.keys()"),
        ("(unit.service, unit.locality),", '(unit.service, ""),'),
        ("scenario.units[u].service in bought)\n\n    def", "True)\n\n    def"),
        ("annual, bought, cut, uplift, inside)", "annual, bought, cut, uplift)"),
    ),
    *mutations(
        "lotdesign/money/design_cost.py",
        RULES.format("envelope"),
        ("u: unit.budget\n", "u: unit.gross[0]\n"),
        ("unit.first_year <= year <= unit.last_year\n    }", "True\n    }"),
        ("budgets.keys() & inside", "budgets.keys()"),
    ),
    *mutations(
        "lotdesign/rules/alignment.py",
        RULES.format("alignment"),
        ("map_areas(evaluation.scenario, self.by)", "map_areas(evaluation.scenario, LOCALITY)"),
        (
            "find_units_in_area(scenario, self.by, area)",
            "find_units_in_area(scenario, LOCALITY, area)",
        ),
        ("for area in list_areas(scenario, self.by)", "for area in list_areas(scenario, LOCALITY)"),
    ),
    *mutations(
        "lotdesign/rules/contiguous.py",
        RULES.format("contiguous"),
        ("passed += beyond - held", "passed += beyond"),
        ("passed += beyond - held", "passed += set()"),
        ("if u.undivided_id == u.id", "if True"),
        ("reached, passed = {place}, [place]", "reached, passed = set(), [place]"),
    ),
    *mutations(
        "lotdesign/input/check_rules.py",
        RULES.format("contiguous"),
        ("if is_given or len(inside) < 2:", "if is_given or len(inside) < 3:"),
        ("    if divided:\n        inside |=", "    if False:\n        inside |="),
        ("if is_given or len(inside) < 2:", "if len(inside) < 2:"),
    ),
    *mutations(
        "lotdesign/rules/award.py",
        RULES.format("award"),
        ("won, self.max_lots, True", "won, self.max_lots, False"),
        ("max((load.lots for", "min((load.lots for"),
        ("min(cap, each.max_lots)", "each.max_lots"),
        ("next(broken, next(binding, findings[-1]))", "next(binding, next(broken, findings[-1]))"),
        ("if scenario.routes.has_choice:", "if False:"),
    ),
    *mutations(
        "lotdesign/market/certificate.py",
        RULES.format("withdrawal"),
        ("most < len(short.lots)", "most <= len(short.lots)"),
        ("total += min(known)", "total += max(known)"),
    ),
    *mutations(
        "lotdesign/bidding/lot_groups.py",
        "tests/market/test_lot_groups.py",
        ("len(lots) > most", "len(lots) >= most"),
    ),
    *mutations(
        "lotdesign/law/flags.py",
        "tests/law/test_flags.py",
        ("is not None or rule.provider_lot_cap is not None", "is not None"),
    ),
    *mutations(
        "solver/candidates/capacity_limits.py",
        f"{GOLDEN}[award]",
        ("rule.provider_lot_cap for rule in scenario.award_rules", "None for rule in ()"),
        ("lots = (party.max_lots, *", "lots = (None, *"),
    ),
    *mutations(
        "solver/candidates/geography.py",
        "tests/candidates/test_geography.py",
        (
            "for unit in scenario.units if unit.id == unit.undivided_id}",
            "for unit in scenario.units}",
        ),
        ("            around[p] |= around[gap]\n", "            pass\n"),
        (
            "areas = [find_unit_area(scenario, u, by)",
            'areas = [find_unit_area(scenario, u, "locality")',
        ),
    ),
    *mutations(
        "solver/candidates/service_shares.py",
        "tests/candidates/test_geography.py",
        ("columns[cell] = int(u in counted)", "columns[cell] = 1"),
        ("(unit.service, unit.locality) for unit", '(unit.service, "") for unit'),
    ),
    *mutations(
        "solver/constraints/alignment.py",
        f"{GOLDEN}[alignment]",
        ("find_unit_area(scenario, u, rule.by)", "scenario.units[u].locality"),
        ("candidates.is_in_one_area(rule.by)", 'candidates.is_in_one_area("locality")'),
    ),
    *mutations(
        "solver/constraints/lot_count.py",
        f"{GOLDEN}[lot_count]",
        ("(rule.services) & inside)", "(rule.services))"),
    ),
    *mutations(
        "solver/column_generation/frontier_states.py",
        "tests/column_generation/test_frontier_search.py "
        "tests/column_generation/test_frontier_loop.py "
        "tests/column_generation/test_frontier_states.py",
        ("for at in self.joined} - {0}", "for at in self.touching} - {0}"),
        (
            "each in enumerate(wider) if joined[each] & ~passed",
            "each in enumerate(wider) if touching[each] & ~passed",
        ),
        ("!= taken for at in self.touching", "!= taken for at in self.joined"),
    ),
    *mutations(
        "lotdesign/scenario/lot_names.py",
        "tests/core/test_lot_name_marks.py tests/core/test_lot_names.py",
        ("count > held[cell]", "count >= held[cell]"),
        ("if not beside and len(named) in", "if len(named) in"),
        ("return is_placed and services ==", "return services =="),
        ("or name in _list_unit_names(scenario)", ""),
        ('wide = "authority-wide" if beside else WHOLE_AUTHORITY', "wide = WHOLE_AUTHORITY"),
        ("len(places) >= named", "len(places) > named"),
    ),
    *mutations(
        "lotdesign/scenario/distinct_names.py",
        "tests/core/test_lot_names.py",
        ("if times[name] > 1]", "if times[name] > 2]"),
    ),
]
