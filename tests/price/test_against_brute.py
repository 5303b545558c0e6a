"""Prices of drawn scenarios against enumerating all designs under every set of rules."""

from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from itertools import permutations
from math import factorial

import pytest

from lotdesign.measures.registry import MEASURES
from lotdesign.result.figures import write_figure
from lotdesign.result.sensitivity import PriceAnswer
from solver.rule_cost import optimal_values, shared_candidates, study
from solver.rule_cost.study import price_rules
from solver.solve_context import RunOptions
from tests import brute
from tests.explain.by_brute import changed
from tests.sets import SETS
from tests.solve.loading import DRAWABLE, Doc, drawn, loaded
from tests.strategies import scenarios

SET = SETS["price"]


@cache
def chunk(number: int) -> tuple[Doc, ...]:
    """Some drawn scenarios of up to five units that have a best design."""
    found: list[Doc] = []
    start = SET.seed(number)
    while len(found) < SET.each:
        start += 1
        kinds = scenarios(
            kinds=DRAWABLE,
            max_units=5,
            prices=start % 3 == 0,
            consortia=None,
            areas=start % 2 == 0,
        )
        docs = drawn(kinds, 12, start)
        found += [doc for doc in docs if brute.solve(doc).status == "optimal"]
    return tuple(found[: SET.each])


@pytest.mark.parametrize("listed", [True, False], ids=["listed", "searched"])
@pytest.mark.parametrize("number", SET.parts)
def test_prices_are_what_enumeration_says(
    number: int, listed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By listing designs, and as with many: by searches of what relaxations leave.

    More of them by `make test-long`.
    """
    if not listed:
        monkeypatch.setattr(optimal_values, "find_listed_optimum", lambda *given: None)
        monkeypatch.setattr(study, "find_listed_best", lambda *given: None)
        monkeypatch.setattr(shared_candidates, "FEWEST_FOR_LP", 0)
        monkeypatch.setattr(shared_candidates, "ENOUGH_RULED_OUT", 0)
    for doc in chunk(number):
        check(doc)


def check(doc: Doc) -> None:
    """Checks all prices of one scenario."""
    prices = price_rules(loaded(doc), RunOptions())
    assert prices.status == "optimal"
    assert prices.ended == "done"
    assert prices.optimum == shown(prices, optimum(doc))
    check_rules(doc, prices)
    for step in prices.steps:
        stepped = changed_step(doc, step.name, step.parameter, step.to)
        check_cost(doc, prices, optimum(stepped), step.found, step.cost)
    rows = {row["id"]: row for row in doc.get("providers", [])}
    for each in prices.providers:
        name = each.provider if each.provider in rows else each.provider.removesuffix("-1")
        if not names_copies(doc, name):
            check_cost(doc, prices, optimum(without_one(doc, name)), each.found, each.worth)


def optimum(doc: Doc) -> Fraction | None:
    """The optimal value of the first objective, signed; None where no design is possible."""
    answer = brute.solve(doc)
    if answer.status == "infeasible":
        return None
    name, _ = answer.objective[0]
    return MEASURES[name].sign * Fraction(answer.optima[0])


def whole_life(doc: Doc) -> object:
    """The whole-life cost of the best design, what ties decide included."""
    best = brute.solve(doc)
    found = brute.assess(doc, best.labels, best.award or None, best.routes)
    return found.measures["whole_life_cost"]


def with_rules(doc: Doc, ids: Iterable[str]) -> Doc:
    """The document with these rules alone; prices and objectives may still need winners."""
    kept = set(ids)
    return {**doc, "rule": [rule for rule in doc.get("rule", []) if rule["id"] in kept]}


def shown(prices: PriceAnswer, value: Fraction | None) -> object:
    """A signed value as the price list writes it."""
    sign = MEASURES[prices.measure].sign
    return None if value is None else write_figure(sign * value, prices.unit)


def check_rules(doc: Doc, prices: PriceAnswer) -> None:
    """Checks each rule alone, and the shares of the total."""
    ids = [rule["id"] for rule in doc.get("rule", []) if rule.get("status") != "off"]

    @cache
    def best(group: frozenset[str]) -> Fraction:
        found = optimum(with_rules(doc, group))
        assert found is not None
        return found

    everything = frozenset(ids)
    assert [price.rule for price in prices.rules] == ids
    for price in prices.rules:
        alone = best(everything) - best(everything - {price.rule})
        assert price.found == "worked out"
        assert price.alone == write_figure(alone, prices.unit)
        without = with_rules(doc, everything - {price.rule})
        assert price.whole_life_without == whole_life(without)
    assert prices.whole_life == whole_life(doc)
    if len(ids) < 2:
        return
    assert set(prices.split) == everything
    total = best(everything) - best(frozenset())
    assert prices.total == write_figure(total, prices.unit)
    exact = {price.rule: Fraction(price.exact or 0) for price in prices.rules}
    assert sum(exact.values()) == total
    for name in ids:
        gains = [
            best(frozenset(order[: order.index(name) + 1]))
            - best(frozenset(order[: order.index(name)]))
            for order in permutations(ids)
        ]
        assert exact[name] == sum(gains) / factorial(len(ids))
    if total.denominator == 1:
        assert sum(int(price.share or 0) for price in prices.rules) == total
        assert all(abs(int(p.share or 0) - exact[p.rule]) < 1 for p in prices.rules)


def check_cost(
    doc: Doc, prices: PriceAnswer, value: Fraction | None, found: str, cost: object
) -> None:
    """Checks the cost of a change against the optimal values of both scenarios."""
    own = optimum(doc)
    assert own is not None
    if value is None:
        assert (found, cost) == ("impossible", None)
    else:
        assert (found, cost) == ("worked out", write_figure(value - own, prices.unit))


def changed_step(doc: Doc, name: str, parameter: str, to: str) -> Doc:
    """The document with one number a step further."""
    if name == "market":
        return {**doc, "market": doc.get("market", {}) | {parameter: int(to)}}
    return changed(doc, name, parameter, to)


def names_copies(doc: Doc, name: str) -> bool:
    """Whether a consortium names one of several copies, so that none can be taken off."""
    members = [member for each in doc.get("consortium", []) for member in each["members"]]
    return name not in members and any(member.startswith(f"{name}-") for member in members)


def without_one(doc: Doc, name: str) -> Doc:
    """The document where one provider, or one copy of it, does nothing."""
    rows, consortia = [], []
    for row in doc["providers"]:
        count = int(row.get("count") or 1)
        if row["id"] != name:
            rows.append(row)
        elif count > 1:
            rows.append(row | {"count": count - 1})
        else:
            rows.append(row | {"services": "nothing"})
    for each in doc.get("consortium", []):
        if not {name, f"{name}-1"} & set(each["members"]):
            consortia.append(each)
    return {**doc, "providers": rows, "consortium": consortia}
