"""Faults in what rules about single lots say."""

from tests.mutations.mutation import Mutation, mutations


def kind(name: str, *changes: tuple[str, ...]) -> list[Mutation]:
    """Faults in the definition of one kind of rule."""
    return mutations(f"lotdesign/rules/{name}.py", f"tests/rules/test_{name}.py", *changes)


TABLE = [
    *kind(
        "lot_size",
        (
            "read_band(len(lot.units), self.min, self.max",
            "read_band(len(lot.units), self.min, None",
        ),
        ("self.max >= most)", "self.max >= most - 1)"),
    ),
    *kind(
        "lot_value",
        ("evaluation.select_lots(self.services)", "evaluation.select_lots(None)"),
        ("self.max >= whole", "self.max > whole"),
        (
            "evaluation.lot_accounts[lot].value, self.min",
            "evaluation.lot_accounts[lot].gross[0], self.min",
        ),
    ),
    *kind(
        "term",
        ("spread <= most for", "spread < most for"),
        ("yield max(years) - min(years), most, which", "yield max(years) - years[0], most, which"),
        ('(self.end_within, "last"', '(self.start_within, "last"'),
        ("if years else", "if years > 1 else"),
    ),
    *kind(
        "contiguous",
        ("evaluation.select_lots(self.services)", "evaluation.select_lots(None)"),
        ("set(find_local_units(scenario, units))", "set(units)"),
        ("return not unreached", "return len(unreached) < 2"),
    ),
    *kind(
        "alignment",
        (
            "evaluation.scenario, units)})\n                    == 1",
            "evaluation.scenario, units)})\n                    <= 2",
        ),
        ("group <= set(units) or not group & set(units)", "not group & set(units)"),
        ("and not scenario.divided", ""),
        ("units[u].service in self.services", "units[u].service not in self.services"),
    ),
    *kind(
        "term",
        ("unit.last_year for unit in held", "unit.first_year for unit in held"),
        ("max(years) - min(years), most", "max(years) - min(years) + 1, most"),
    ),
    *kind("together", ("group <= set(u) or", "group & set(u) or"), ("== 1", "== 2")),
    *kind(
        "fixed",
        ("group == set(u)", "group <= set(u)"),
        ("or not group & set(u)", "or True"),
    ),
    *kind(
        "apart",
        ("for group in groups) <= 1", "for group in groups) <= 2"),
        ("dict.fromkeys(self.units)", "self.units", "a unit that stands twice is refused before"),
        ("len(self.list_groups(scenario)) == 1", "len(self.list_groups(scenario)) <= 2"),
    ),
    *kind(
        "hub",
        ("any(hub <= set(u)", "any(hub & set(u)"),
        ("return 1, len(self.list_hubs(scenario))", "return 1, len(scenario.units)"),
        ("if len(hub) == 1 for unit", "for unit"),
        ("len(alone) == len(scenario.units)", "bool(alone)"),
        ("for unit in dict.fromkeys(self.units)", "for unit in self.units"),
    ),
    *kind("separate", ("== {self.service}", "!= set()"), ("len(scenario.services) == 1", "False")),
    *kind(
        "mix",
        ("len(services) == 1 or", ""),
        ("services <= set(each)", "services == set(each)"),
    ),
    *kind(
        "procedure",
        ("for u in held}) == 1", "for u in held} - {''}) <= 1"),
        ("for unit in scenario.units}) == 1", "for unit in scenario.units}) <= 2"),
    ),
    *kind(
        "travel",
        ("if scenario.units[u].locality)", ")"),
        ("floor(self.max_km)", "round(self.max_km)"),
        ("<= self.max_metres", "< self.max_metres"),
        (
            "self.max_metres,\n                    True,",
            "self.max_metres - 1,\n                    True,",
        ),
        ("return max((measure_metres", "return min((measure_metres"),
    ),
    *kind(
        "bidders",
        (
            "evaluation.eligible_providers[lot]),\n                    self.min,",
            "evaluation.eligible_providers[lot]),\n                    self.min + 1,",
        ),
        ("return self.min == 0", "return self.min <= 1"),
    ),
    *mutations(
        "lotdesign/geography.py",
        "tests/core/test_geography.py",
        ("* 1000 + 0.5)", "* 1000)"),
        ("(doubled + 1) // 2", "doubled // 2"),
        ("6371.0088", "6378.137"),
        ("cos(lat_a) * cos(lat_b) *", "cos(lat_a) *"),
    ),
    *mutations(
        "lotdesign/rules/common.py",
        "tests/rules/test_lot_size.py tests/rules/test_bidders.py",
        ("least.slack >= 0", "least.slack > 0"),
        (
            "self.bound - self.measured if self.at_most",
            "self.measured - self.bound if self.at_most",
        ),
        ("least = min(readings", "least = max(readings"),
    ),
]
