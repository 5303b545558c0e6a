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
_MUTUALS: Doc = {
    "providers": [
        {"id": "p1", "services": "*", "localities": "*", "annual_turnover": 60000, "kind": "sme"},
        {"id": "p2", "services": "centre;youth", "localities": "ash", "annual_turnover": 6600}
        | {"kind": "mutual"},
    ],
}
"""The mutual p2 can take a, b and both together, V being 1,100, 2,200 and 3,300."""
_IN_A_ROW: Doc = {
    "units": [
        {"id": "a", "service": "centre", "annual_budget": 1000, "locality": "ash"},
        {"id": "b", "service": "youth", "annual_budget": 2000, "locality": "bree"},
        {"id": "c", "service": "youth", "annual_budget": 2000, "locality": "dale"},
        {"id": "w", "service": "contact", "annual_budget": 3000, "x": 90, "y": 90},
    ],
    "localities": [
        {"id": "ash", "x": 0, "y": 0},
        {"id": "bree", "x": 3, "y": 4},
        {"id": "dale", "x": 6, "y": 8},
    ],
    "providers": [],
}
_PLACED: Doc = {
    "localities": [{"id": "ash", "x": 0, "y": 0}, {"id": "dale", "x": 0, "y": 7}],
}

_AREAS: Doc = {
    "data": {"areas": ["side"]},
    "localities": [
        {"id": "ash", "side": "west"},
        {"id": "bree", "side": "west"},
        {"id": "dale", "side": "east"},
    ],
}
"""The centre and youth work lie in the west, contact in the east."""
_THREE_PLACES: Doc = _AREAS | {
    "units": [
        {"id": "a", "service": "centre", "annual_budget": 1000, "locality": "ash"},
        {"id": "b", "service": "centre", "annual_budget": 2000, "locality": "bree"},
        {"id": "c", "service": "centre", "annual_budget": 3000, "locality": "dale"},
        {"id": "w", "service": "centre", "annual_budget": 0},
    ],
    "providers": [],
    "money": {"promised": [{"service": "centre", "first_year": 2, "annual": 100}]},
}
_GAP: Doc = {"neighbours": [{"a": "ash", "b": "bree"}]}
"""Nothing joins Dale."""

_IN_HOUSE: Doc = {"routes": {"in_house": {"annual_management": 50, "liability_annual": 20}}}
_EVERY_ROUTE: Doc = {"routes": _IN_HOUSE["routes"] | {"prime": {"fee": "4%"}}}
_SOURCES: Doc = {
    "funding": [
        {"id": "core", "annual": 3000, "services": ["centre", "youth"], "localities": ["*"]},
        {"id": "ash", "annual": [1000, 1500], "services": ["*"], "localities": ["ash"]},
        {"id": "rest", "annual": 4000, "services": ["contact"], "localities": ["*"]},
    ],
}
"""The centre and youth work lie in Ash, contact in Dale."""
_GAINING: Doc = {
    "money": {"integration": [{"services": ["centre"], "annual": 1500}]},
    "funding": [
        {"id": "core", "annual": 1700, "services": ["centre", "youth"], "localities": ["ash"]},
        {"id": "rest", "annual": 4000, "services": ["*"], "localities": ["*"]},
    ],
}
"""A lot with the centre is paid less than nothing for it."""

_LATE: Doc = {
    "term": {"initial": 3, "service": [{"services": ["youth"], "initial": 2, "first_year": 2}]},
    "units": [
        {"id": "a", "service": "centre", "annual_budget": 1000, "locality": "ash"},
        {"id": "b", "service": "youth", "annual_budget": 2000, "locality": "ash"},
        {"id": "c", "service": "contact", "annual_budget": 3000, "locality": "dale"}
        | {"first_year": 3, "last_year": 4},
    ],
}
"""a: years 1 to 3, b: 2 to 3, c: 3 to 4."""

VARIANTS: dict[str, dict[str, Variant]] = {
    "alignment": {
        "within": _town(mode="within"),
        "within, lots with youth": _town(mode="within", services=["youth"]),
        "within, y divided": Variant({"mode": "within"}, _DIVIDED),
        "whole": _town(mode="whole"),
        "whole, youth and contact": _town(mode="whole", services=["youth", "contact"]),
        "within, by side": Variant({"mode": "within", "by": "side"}, _THREE_PLACES),
        "whole, by side": Variant({"mode": "whole", "by": "side"}, _THREE_PLACES),
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
        "share of what is let": Variant({"max_share": "60%"}, _IN_HOUSE),
        "lots of one provider": _town(max_lots=2),
    },
    "balance": {
        "value": _town(measure="value", tolerance="20%"),
        "need of lots with youth or contact, above 100%": _town(
            measure="need", tolerance="150%", services=["youth", "contact"]
        ),
    },
    "bidders": {"two": _town(min=2), "two, or none asked": Variant({"min": 2}, _IN_HOUSE)},
    "change": {
        "no pair": _town(max_pairs=0),
        "two pairs": _town(max_pairs=2),
        "y divided": Variant({"max_pairs": 1}, _DIVIDED),
    },
    "contiguous": {
        "every lot": Variant({}, _GAP),
        "lots with centre": Variant({"services": ["centre"]}, _GAP),
        "y divided": Variant({}, _DIVIDED),
        "across Bree, where no unit lies": _town(),
    },
    "envelope": {
        "paid": _town(annual="5737.51", cut="2%", uplift="8%"),
        "cost of youth and contact": _town(
            annual=[4800, "5300.25"], services=["youth", "contact"], on="cost"
        ),
        "gross of youth": _town(annual=2300, services=["youth"], on="gross"),
        "paid in the west": Variant({"annual": 2500, "by": "side", "area": "west"}, _THREE_PLACES),
        "cost of centre in a locality": Variant(
            {"annual": 900, "on": "cost", "services": ["centre"], "by": "locality", "area": "ash"},
            {},
        ),
    },
    "fixed": {"two units": _town(units=["a", "b"]), "one unit": _town(units=["c"])},
    "funding": {
        "three sources": Variant({}, _SOURCES),
        "a place that nobody may pay for": Variant({}, {"funding": _SOURCES["funding"][:2]}),
        "lots that gain": Variant({}, _GAINING),
        "two routes": Variant({}, _SOURCES | _IN_HOUSE),
        "a service in two places": Variant({}, {"funding": _SOURCES["funding"][:2]} | _DIVIDED),
    },
    "hub": {
        "one unit": _town(units=["b"]),
        "two units": _town(units=["a", "c"]),
        "by any route": Variant({"units": ["a", "c"]}, _IN_HOUSE),
        "a divided unit": Variant({"units": ["y"]}, _DIVIDED),
        "a divided unit or another": Variant({"units": ["a", "y"]}, _DIVIDED),
        "a part": Variant({"units": ["y@dale"]}, _DIVIDED),
    },
    "lot_count": {
        "between": _town(min=2, max=2),
        "lots with youth or contact": _town(max=1, services=["youth", "contact"]),
        "lots in the west": Variant({"max": 1, "by": "side", "area": "west"}, _THREE_PLACES),
        "lots with youth in the east": Variant(
            {"min": 1, "services": ["youth"], "by": "side", "area": "east"}, _AREAS
        ),
    },
    "lot_size": {"most": _town(max=2), "least": _town(min=2)},
    "lot_value": {
        "between": _town(min=2200, max=4400),
        "mean over the years": Variant(
            {"max": 4200}, {"market": {"value_basis": "mean"}, "money": {"uplift": "10%"}}
        ),
        "lots with contact": _town(max=4400, services=["contact"]),
        "no one peak year": Variant({"max": 4400}, _TURNING),
        "the first year of a lot": Variant(
            {"max": 2000}, _LATE | {"market": {"value_basis": "first_year"}, "money": {}}
        ),
        "the mean over a lot's years": Variant(
            {"min": 1400, "max": 2400}, _LATE | {"market": {"value_basis": "mean"}, "money": {}}
        ),
    },
    "mix": {
        "nothing": _town(allowed=[]),
        "centre and youth": _town(allowed=[["centre", "youth"]]),
        "centre with either": _town(allowed=[["centre", "youth"], ["centre", "contact"]]),
    },
    "procedure": {"plain": _town()},
    "reserved": {
        "two lots": Variant({"min": 2}, _MUTUALS),
        "no mutual": _town(min=1),
        "a term that is too long": Variant({"min": 1}, _MUTUALS | {"term": {"initial": 6}}),
        "youth work alone is short enough": Variant(
            {"min": 1},
            _MUTUALS | {"term": {"initial": 6, "service": [{"services": ["youth"], "initial": 5}]}},
        ),
    },
    "route": {
        "in-house": Variant({"units": ["a", "b"], "route": "in_house"}, _EVERY_ROUTE),
        "external": Variant({"units": ["c"], "route": "external"}, _IN_HOUSE),
        "no other way": _town(units=["a"], route="external"),
        "a divided unit": Variant({"units": ["y"], "route": "in_house"}, _DIVIDED | _IN_HOUSE),
    },
    "saving": {
        "one target": _town(annual=100),
        "a target a year": _town(annual=["0.01", 218]),
    },
    "separate": {"youth": _town(service="youth")},
    "small_award": {
        "a share": _town(min_share="33.3%"),
        "a number": _town(min_lots=2),
        "a share where V differs between designs": Variant({"min_share": "50%"}, _TURNING),
    },
    "small_bidders": {
        "all": _town(lots="all"),
        "all, by two": Variant({"lots": "all"}, {"market": {"small_needed": 2}}),
        "all that are let": Variant({"lots": "all"}, {"market": {"small_needed": 2}} | _IN_HOUSE),
        "a share of what is let": Variant({"share": "66.6%"}, _IN_HOUSE),
        "a number": _town(lots=2),
        "a share": _town(share="66.6%"),
        "a share where V differs between designs": Variant({"share": "50%"}, _TURNING),
    },
    "term": {
        "no term of its own": _town(),
        "together": Variant({}, _LATE),
        "a year apart at the start": Variant({"start_within": 1}, _LATE),
        "a year apart at the end": Variant({"start_within": 2, "end_within": 1}, _LATE),
    },
    "together": {
        "two units": _town(units=["a", "c"]),
        "a divided unit": Variant({"units": ["y"]}, _DIVIDED),
    },
    "travel": {
        "three places in a row": Variant({"max_km": 5}, _IN_A_ROW),
        "a metre too short": Variant({"max_km": "4.999"}, _IN_A_ROW),
        "y divided": Variant({"max_km": 6}, _DIVIDED | _PLACED),
    },
    "withdrawal": {
        "any": _town(providers="any"),
        "p2": _town(providers=["p2"]),
    },
}
