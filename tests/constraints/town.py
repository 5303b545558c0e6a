"""Three units whose figures can be followed by hand.

Year 2 is 10% above year 1, so it is the peak: V of a lot is 1.1 times its budget. The scale
curve saves 1% for every £1,100 of V: a lot of £1,000 in year 1 is paid £990, then £1,089. Today
a and b share a contract. p1 is small and can take V up to £3,300, p2 anything, p3 is small, has
no part in centres and takes lots from £3,000 to £5,500.
"""

from tests.solve.loading import Doc

_IN_ASH: Doc = {"locality": "ash", "contract": "k1", "procedure": "open"}
_IN_DALE: Doc = {"locality": "dale", "procedure": "dialogue"}
_ABLE: Doc = {"services": "*", "localities": "*"}

TOWN: Doc = {
    "schema": 1,
    "term": {"initial": 2},
    "money": {
        "uplift": "10%",
        "contract_management": 10,
        "procurement": 5,
        "scale": [{"value": 0, "saving": "0%"}, {"value": 6600, "saving": "6%"}],
        "promised": [
            {"service": "youth", "first_year": 2, "annual": 100, "found_by": "design"},
        ],
    },
    "units": [
        _IN_ASH | {"id": "a", "service": "centre", "annual_budget": 1000, "need": 1},
        _IN_ASH | {"id": "b", "service": "youth", "annual_budget": 2000, "need": 2},
        _IN_DALE | {"id": "c", "service": "contact", "annual_budget": 3000, "need": 3},
    ],
    "localities": [{"id": "ash"}, {"id": "bree"}, {"id": "dale"}],
    "neighbours": [{"a": "ash", "b": "bree"}, {"a": "bree", "b": "dale"}],
    "providers": [
        _ABLE | {"id": "p1", "annual_turnover": 6600, "kind": "sme"},
        _ABLE | {"id": "p2", "annual_turnover": 60000000, "kind": "national"},
        _ABLE
        | {"id": "p3", "annual_turnover": 11000, "kind": "vcse"}
        | {"services": "youth;contact", "min_lot_value": 3000, "max_lots": 1},
    ],
}
"""The document that every golden text is about, unless its variant says otherwise."""


def town(rule: Doc, changes: Doc) -> Doc:
    """The town with this one rule and these parts replaced; a row is called by its id."""
    doc = {**TOWN, **changes, "rule": [{"id": "r"} | rule]}
    for table in ("units", "localities", "providers"):
        doc[table] = [{"name": row["id"]} | row for row in doc[table]]
    return {key: value for key, value in doc.items() if value != [] or key == "neighbours"}
