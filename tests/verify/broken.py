"""For each kind of rule a good design and one that breaks just this rule."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from tests.rules.office import PROVIDERS, UNITS, Row, rule

EACH = ("a", "b", "c", "y", "w")
ONE = ("a b c y w",)
MANAGED: Row = {"money": {"contract_management": 1000}}


@dataclass(frozen=True)
class Example:
    """A rule of the office, a design that keeps it and one that breaks it."""

    tested: Row
    good: tuple[str, ...]
    bad: tuple[str, ...]
    good_award: tuple[str, ...] | None = None
    bad_award: tuple[str, ...] | None = None
    good_without: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    bad_without: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tables: Row = field(default_factory=dict)


def _example(
    kind: str, good: tuple[str, ...], bad: tuple[str, ...], **parameters: object
) -> Example:
    return Example(rule(kind, **parameters), good, bad)


_ALL = (
    _example("alignment", ("a y", "b", "c", "w"), ("a b", "c", "y", "w"), mode="within"),
    _example("apart", EACH, ("a y", "b", "c", "w"), units=["a", "y"]),
    Example(
        rule("award", max_share="60%"),
        ("a b c", "y", "w"),
        ("a b c", "y", "w"),
        ("small", "big", "big"),
        ("big", "small", "big"),
    ),
    _example("balance", ("a b c", "y", "w"), EACH, measure="value", tolerance="20%"),
    Example(
        rule("bidders", min=2),
        ("a b c", "y"),
        ("a b c y",),
        tables={"units": UNITS[:4], "providers": PROVIDERS},
    ),
    _example("change", ("a y", "b", "c", "w"), ("a y", "b c", "w"), max_pairs=1),
    _example("contiguous", ONE, ("a c", "b", "y", "w")),
    Example(rule("envelope", annual=152_000, on="cost"), ("a b c", "y w"), EACH, tables=MANAGED),
    _example("fixed", ("a y", "b c w"), ("a y b", "c w"), units=["a", "y"]),
    Example(
        rule("funding"),
        ("a y", "b", "c", "w"),
        EACH,
        tables={
            "money": {"integration": [{"services": ["centre", "youth"], "annual": 1000}]},
            "funding": [
                {"id": "ash", "annual": 49_000, "services": ["*"], "localities": ["ash"]},
                {"id": "rest", "annual": 100_000, "services": ["contact", "centre"]}
                | {"localities": ["*"]},
            ],
        },
    ),
    _example("hub", ("a b", "c y w"), ("a w", "b c y"), units=["a", "w"]),
    _example("lot_count", ("a b c", "y w"), EACH, max=4),
    _example("lot_size", ("a b c", "y w"), ONE, max=4),
    _example("lot_value", ("a b c", "y", "w"), ("a b c y", "w"), max=60_000),
    _example("mix", ("a b c y", "w"), ("a b c", "y w"), allowed=[["centre", "youth"]]),
    _example("procedure", ("a b c y", "w"), ONE),
    Example(
        rule("reserved", min=2),
        ("a b", "c y", "w"),
        ("a b c y", "w"),
        tables={"units": UNITS, "providers": [PROVIDERS[0], PROVIDERS[1] | {"kind": "mutual"}]},
    ),
    Example(
        rule("route", units=["a"], route="in_house"),
        ("a b/in_house", "c", "y", "w"),
        ("a b", "c/in_house", "y", "w"),
        tables={"routes": {"in_house": {"annual_management": 1000}}},
    ),
    Example(rule("saving", annual=1000), ("a b c", "y", "w"), EACH, tables=MANAGED),
    _example("separate", ("a b c", "y w"), ("a b", "c y", "w"), service="centre"),
    Example(
        rule("small_award", min_share="40%"),
        ("a b c", "y", "w"),
        ("a b c", "y", "w"),
        ("small", "big", "big"),
        ("big", "big", "big"),
    ),
    _example("small_bidders", EACH, ("a w", "b c y"), lots=2),
    _example("together", ("a w", "b c y"), EACH, units=["a", "w"]),
    Example(
        rule("term"),
        ("a b c w", "y"),
        ("a b c", "y w"),
        tables={"term": {"initial": 2, "service": [{"services": ["youth"], "initial": 1}]}},
    ),
    _example("travel", ("a b y", "c w"), ("a b y c", "w"), max_km=5),
    Example(
        rule("withdrawal", providers=["small"]),
        ("a b c", "y", "w"),
        ("a b c y", "w"),
        ("small", "big", "big"),
        ("big", "big"),
        {"small": ("big", "big", "big")},
        {"small": ("small", "big")},
    ),
)
EXAMPLES: Mapping[str, Example] = MappingProxyType({each.tested["kind"]: each for each in _ALL})
"""Kind -> its example."""
