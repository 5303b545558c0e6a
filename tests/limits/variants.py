"""The rules that golden texts are written of: kind -> variant -> rule and changes of the town."""

from typing import NamedTuple

from tests.solve.loading import Doc


class Variant(NamedTuple):
    """The parameters of the rule, and what replaces parts of the town's document."""

    rule: Doc
    changes: Doc


def _town(**rule: object) -> Variant:
    return Variant(rule, {})


_DIVIDED: Doc = {
    "units": [
        {"id": "a", "service": "centre", "annual_budget": 1000, "locality": "ash"},
        {"id": "y", "service": "youth", "annual_budget": 5000},
    ],
    "localities": [{"id": "ash"}, {"id": "dale"}],
    "neighbours": [],
    "providers": [],
    "divide": [{"units": ["y"], "by": "equal"}],
    "money": {},
}
_TURNING: Doc = {
    "money": {
        "promised": [{"service": "contact", "first_year": 2, "annual": 2000}],
        "uplift": "10%",
    },
}
"""Contact shrinks while the others grow, so no one year is the peak of every lot."""

VARIANTS: dict[str, dict[str, Variant]] = {
    "alignment": {
        "within": _town(mode="within"),
        "within, lots with youth": _town(mode="within", services=["youth"]),
        "within, y divided": Variant({"mode": "within"}, _DIVIDED),
        "whole": _town(mode="whole"),
        "whole, youth and contact": _town(mode="whole", services=["youth", "contact"]),
    },
    "apart": {
        "two units": _town(units=["a", "b"]),
        "three units": _town(units=["a", "b", "c"]),
        "a divided unit and another": Variant({"units": ["a", "y"]}, _DIVIDED),
    },
    "award": {
        "plain": _town(),
        "share and winners": _town(max_share="60%", min_winners=2),
        "share where V differs between designs": Variant({"max_share": "60%"}, _TURNING),
    },
    "balance": {
        "value": _town(measure="value", tolerance="20%"),
        "need of lots with youth or contact, above 100%": _town(
            measure="need", tolerance="150%", services=["youth", "contact"]
        ),
    },
    "bidders": {"two": _town(min=2)},
    "contiguous": {
        "every lot": _town(),
        "lots with centre": _town(services=["centre"]),
        "y divided": Variant({}, _DIVIDED),
    },
    "envelope": {
        "paid": _town(annual="5737.51", cut="2%", uplift="8%"),
        "cost of youth and contact": _town(
            annual=[4800, "5300.25"], services=["youth", "contact"], on="cost"
        ),
        "gross of youth": _town(annual=2300, services=["youth"], on="gross"),
    },
    "fixed": {"two units": _town(units=["a", "b"]), "one unit": _town(units=["c"])},
    "lot_count": {
        "between": _town(min=2, max=2),
        "lots with youth or contact": _town(max=1, services=["youth", "contact"]),
    },
    "lot_size": {"most": _town(max=2), "least": _town(min=2)},
    "lot_value": {
        "between": _town(min=2200, max=4400),
        "mean over the years": Variant(
            {"max": 4200}, {"market": {"value_basis": "mean"}, "money": {"uplift": "10%"}}
        ),
        "lots with contact": _town(max=4400, services=["contact"]),
        "no one peak year": Variant({"max": 4400}, _TURNING),
    },
    "mix": {
        "nothing": _town(allowed=[]),
        "centre and youth": _town(allowed=[["centre", "youth"]]),
        "centre with either": _town(allowed=[["centre", "youth"], ["centre", "contact"]]),
    },
    "procedure": {"plain": _town()},
    "saving": {
        "one target": _town(annual=100),
        "a target a year": _town(annual=["0.01", 218]),
    },
    "separate": {"youth": _town(service="youth")},
    "small_bidders": {
        "all": _town(lots="all"),
        "a number": _town(lots=2),
        "a share": _town(share="66.6%"),
        "a share where V differs between designs": Variant({"share": "50%"}, _TURNING),
    },
    "together": {
        "two units": _town(units=["a", "c"]),
        "a divided unit": Variant({"units": ["y"]}, _DIVIDED),
    },
}
