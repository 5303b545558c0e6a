"""Faults in what rules about single lots say."""

from tests.mutations.mutation import Mutation, mutations


def kind(name: str, *changes: tuple[str, ...]) -> list[Mutation]:
    """Faults in the definition of one kind of rule."""
    return mutations(f"lotdesign/rules/{name}.py", f"tests/rules/test_{name}.py", *changes)


TABLE = [
    *kind(
        "lot_size",
        ("in_band(len(lot.units), self.min, self.max", "in_band(len(lot.units), self.min, None"),
        ("self.max >= most)", "self.max >= most - 1)"),
    ),
    *kind(
        "lot_value",
        ("ledger.selected(self.services)", "ledger.selected(None)"),
        ("self.max >= whole", "self.max > whole"),
        ("ledger.accounts[lot].value, self.min", "ledger.accounts[lot].gross[0], self.min"),
    ),
    *kind(
        "contiguous",
        ("ledger.selected(self.services)", "ledger.selected(None)"),
        ("set(local_units(scenario, units))", "set(units)"),
        ("return not unreached", "return len(unreached) < 2"),
    ),
    *kind(
        "alignment",
        ("len(places(ledger.scenario, u)) == 1", "len(places(ledger.scenario, u)) <= 2"),
        ("group <= set(units) or not group & set(units)", "not group & set(units)"),
        ("and not scenario.divided", ""),
        ("unit.service in self.services)", "unit.service not in self.services)"),
    ),
    *kind("together", ("group <= set(u) or", "group & set(u) or"), ("== 1", "== 2")),
    *kind(
        "fixed",
        ("group == set(u)", "group <= set(u)"),
        ("or not group & set(u)", "or True"),
    ),
    *kind(
        "apart",
        ("for group in groups) <= 1)", "for group in groups) <= 2)"),
        ("dict.fromkeys(self.units)", "self.units", "a unit that stands twice is refused before"),
        ("len(self.groups(scenario)) == 1", "len(self.groups(scenario)) <= 2"),
    ),
    *kind("separate", ("== {self.service}", "!= set()"), ("len(scenario.services) == 1", "False")),
    *kind(
        "mix",
        ("len(services) == 1 or", ""),
        ("services <= set(each)", "services == set(each)"),
    ),
    *kind(
        "procedure", ("for u in held}) == 1)", "for u in held} - {''}) <= 1)"), ("== 1\n", "<= 2\n")
    ),
    *kind(
        "travel",
        ("if scenario.units[u].locality)", ")"),
        ("floor(self.max_km)", "round(self.max_km)"),
        ("<= self.limit", "< self.limit"),
        ("self.limit, True,", "self.limit - 1, True,"),
        ("return max((metres_between", "return min((metres_between"),
    ),
    *kind(
        "bidders",
        ("ledger.eligible[lot]), self.min, False", "ledger.eligible[lot]), self.min + 1, False"),
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
