"""Parameters for rules that tie lots together, set against the planted design."""

from fractions import Fraction

from hypothesis import strategies as st

from tests.brute import design_rules as brute
from tests.brute.case import Row
from tests.brute.exact import Exact, number
from tests.brute.money_rules import promised_of
from tests.brute.overlap import changed_pairs
from tests.strategies.amounts import chance, money, percent_above, percent_below
from tests.strategies.lot_rules import band, chosen, with_area, with_services
from tests.strategies.plant import Plant


def lot_count(plant: Plant) -> Row:
    """A band around the planted number of lots."""
    rule = with_services(plant) | with_area(plant)
    count = brute.counted_lots(plant.design, rule)
    low, high = plant.at_least(count), plant.at_most(count)
    return rule | band(plant, min(low, high), max(low, high))


def envelope(plant: Plant) -> Row:
    """What the planted design takes, listed by year or from one figure."""
    rule = with_services(plant) | with_area(plant)
    if plant.draw(st.booleans()):
        rule["on"] = plant.draw(st.sampled_from(("paid", "cost", "gross")))
    taken = brute.taken(plant.design, rule | {"kind": "envelope"})
    needed = [t + promised_of(plant.case, rule, year) for year, t in enumerate(taken, 1)]
    if chance(plant.draw, 3):
        return rule | {"annual": [money(plant.draw, plant.most_pence(n)) for n in needed]}
    rule |= _growth(plant)
    kept, growth = 1 - number(rule.get("cut", 0)), 1 + number(rule.get("uplift", 0))
    annual = max(Fraction(n) / (kept * growth**y) for y, n in enumerate(needed))
    return rule | {"annual": money(plant.draw, plant.most_pence(annual))}


def _growth(plant: Plant) -> Row:
    rule: Row = {}
    if chance(plant.draw, 3):
        rule["cut"] = plant.draw(st.sampled_from(("10%", 0.05, "12.5%")))
    if chance(plant.draw, 3):
        rule["uplift"] = plant.draw(st.sampled_from(("2%", 0.025, "0.5%")))
    return rule


def saving(plant: Plant) -> Row:
    """What the planted design saves; nothing where it costs more than today."""
    saved = brute.saved(plant.design)
    if plant.draw(st.booleans()):
        return {"annual": [money(plant.draw, plant.least_pence(s)) for s in saved]}
    return {"annual": money(plant.draw, plant.least_pence(min(saved)))}


def balance(plant: Plant) -> Row:
    """The planted deviation, to a millionth."""
    rule = with_services(plant)
    with_need = all(unit.need is not None for unit in plant.case.units)
    rule["measure"] = plant.draw(st.sampled_from(("value", "need"))) if with_need else "value"
    lots = chosen(plant, rule)
    amounts = [lot.need if rule["measure"] == "need" else lot.value for lot in lots]
    step = Fraction(1, 1_000_000) if plant.tight and plant.draw(st.booleans()) else 0
    rule["tolerance"] = percent_above(_deviation(amounts) - step)
    return rule


def _deviation(amounts: list[Exact]) -> Exact:
    total = sum(amounts)
    if not total:
        return 0
    return max(abs(Fraction(len(amounts) * amount) / total - 1) for amount in amounts)


def change(plant: Plant) -> Row:
    """The planted number of changed pairs."""
    return {"max_pairs": plant.at_most(changed_pairs(plant.design))}


def small_bidders(plant: Plant) -> Row:
    """Every lot, a number, or a share: the planted one or half."""
    how = plant.draw(st.sampled_from(("all", "lots", "share", "share")))
    if how == "all":
        return {"lots": "all"}
    if how == "lots":
        return {"lots": max(1, plant.at_least(sum(plant.design.accessible)))}
    total = plant.design.total_value
    reached = Fraction(plant.design.accessible_value) / total if total else Fraction(1)
    if not reached or (plant.tight and plant.draw(st.booleans())):
        return {"share": plant.draw(st.sampled_from(("50%", 0.25, "66.6667%", 0.75)))}
    return {"share": percent_below(reached)}
