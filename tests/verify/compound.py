"""Results that are changed in several places at once, so that each figure is right again.

Every lie has the subject that it is told of, and a function that changes the result's JSON.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from lotdesign.app import api
from tests.verify.subjects import read_subject
from tests.verify.unnoticed import ONLY_A_SEARCH

Dump = dict[str, Any]
Lie = tuple[str, Callable[[Dump], None]]

COUNTY = "Central Bedfordshire"
OF_ONE_DESIGN = ("lots", "totals", "measures", "rules", "withdrawals", "law", "admissible")


def _dress(subject: str, lots: Any, routes: Any = ()) -> Callable[[Dump], None]:
    """Another design with all its figures, in place of the best and with its proof."""

    def lie(dump: Dump) -> None:
        scenario, _ = read_subject(subject)
        given = api.evaluate(scenario, design=lots, routes=routes).result
        found = given.model_dump(mode="json", by_alias=True)
        effects = [rule["effect"] for rule in dump["rules"]]
        dump.update({part: found[part] for part in OF_ONE_DESIGN})
        for rule, effect in zip(dump["rules"], effects, strict=True):
            rule["effect"] = effect
        for objective in dump["objective"]:
            value = dump["measures"][objective["measure"]]
            objective.update(value=value, optimum=value, bound=value)

    return lie


def _then(*steps: Callable[[Dump], None]) -> Callable[[Dump], None]:
    def lie(dump: Dump) -> None:
        for step in steps:
            step(dump)

    return lie


def _put(**parts: Any) -> Callable[[Dump], None]:
    return lambda dump: dump.update(parts)


def _drop(part: str, at: int) -> Callable[[Dump], None]:
    return lambda dump: dump[part].pop(at)


def _reverse(part: str) -> Callable[[Dump], None]:
    return lambda dump: dump[part].reverse()


def _repeat(part: str) -> Callable[[Dump], None]:
    return lambda dump: dump[part].append(dump[part][-1])


def _change(part: str, at: int, **keys: Any) -> Callable[[Dump], None]:
    return lambda dump: dump[part][at].update(keys)


def _compare_with_nothing(dump: Dump) -> None:
    """As `solve --brief` leaves it."""
    dump.update(comparisons=[], ladder=[], divided=[])
    dump["left_out"] = ["comparisons", "ladder", "effects"]
    for rule in dump["rules"]:
        rule["effect"] = "unknown"


def _take_lots_away(status: str, **parts: Any) -> Callable[[Dump], None]:
    """No design at all, with nothing left that only a design has."""

    def lie(dump: Dump) -> None:
        empty: Dump = {
            part: [] for part in ("lots", "objective", "withdrawals", "divided", "tipping")
        }
        dump.update(empty, measures={}, admissible=None, certified=True, status=status)
        dump.update(tie_proved=False, left_out=[])
        for part in ("gross_pence", "paid_pence", "cost_pence"):
            dump["totals"][part] = []
        kept = ("id", "kind", "sentence")
        for rule in dump["rules"]:
            off = rule["status"] == "off"
            for key in [key for key in rule if key not in kept]:
                del rule[key]
            rule["status"] = "off" if off else "broken"
        dump.update(parts)

    return lie


def _empty_rung(at: int, status: str) -> Callable[[Dump], None]:
    def lie(dump: Dump) -> None:
        dump["ladder"][at] = {"lots": dump["ladder"][at]["lots"], "status": status}

    return lie


def _renumber_rungs(dump: Dump) -> None:
    dump["ladder"] = [
        rung | {"lots": number} for number, rung in enumerate(dump["ladder"][1:], start=1)
    ]


def _fill_rung_from_comparison(id_: str) -> Callable[[Dump], None]:
    """The comparison's design in place of the best with as many lots."""

    def lie(dump: Dump) -> None:
        other = next(each for each in dump["comparisons"] if each["id"] == id_)
        rung = dump["ladder"][len(other["lots"]) - 1]
        rung.update(design=other["lots"], measures=other["measures"], award=other["award"])
        rung["withdrawals"] = other["withdrawals"]

    return lie


def _swap_names(dump: Dump) -> None:
    one, other = dump["comparisons"][:2]
    for key in ("id", "name"):
        one[key], other[key] = other[key], one[key]


def _swap_designs(dump: Dump) -> None:
    one, other = dump["comparisons"][:2]
    for key in [key for key in one if key not in ("id", "name")]:
        one[key], other[key] = other[key], one[key]


def _shift_optimum(place: int, pence: int) -> Callable[[Dump], None]:
    def lie(dump: Dump) -> None:
        objective = dump["objective"][place]
        objective["optimum"] += pence
        objective["bound"] += pence

    return lie


def _swap_winners(dump: Dump) -> None:
    lots = dump["lots"]
    awards = [lot["award"] for lot in lots]
    for lot, award in zip(lots, [*awards[1:], awards[0]], strict=True):
        lot["award"] = award


def _join_two_lots(dump: Dump) -> None:
    one, other = dump["lots"][0], dump["lots"].pop(1)
    one["units"] += other["units"]
    for key in ("gross_pence", "paid_pence", "cost_pence"):
        one[key] = [a + b for a, b in zip(one[key], other[key], strict=True)]
    for key in ("market_value_pence", "whole_life_pence"):
        one[key] += other[key]
    dump["measures"]["lots"] -= 1


def _swap_ends(dump: Dump) -> None:
    figure = next(each for each in dump["tipping"] if each["above"] and each["below"])
    figure["above"], figure["below"] = figure["below"], figure["above"]


def _move_figure(dump: Dump) -> None:
    figure = dump["tipping"][0]
    figure.update(value="5001", least="0", most="50010")


def _take_over_by_itself(dump: Dump) -> None:
    end = next(each["above"] for each in dump["tipping"] if each["above"])
    end["lots"] = [lot["units"] for lot in dump["lots"]]


def _drop_end_lots(dump: Dump) -> None:
    end = next(each["above"] for each in dump["tipping"] if each["above"])
    end["lots"] = end["lots"][1:]


def _replace_withdrawal(dump: Dump) -> None:
    dump["withdrawals"][0]["provider"] = "tiny"


def _give_to_who_left(dump: Dump) -> None:
    outcome = dump["withdrawals"][0]
    outcome["award"] = [lot["award"] for lot in dump["lots"]]


def _list_rungs(subject: str) -> list[int]:
    ladder, lots = read_subject(subject)[1].ladder, read_subject(subject)[1].lots
    return [rung.lots for rung in ladder if rung.design and rung.lots != len(lots)]


def list_lies() -> Mapping[str, Lie]:
    """Every lie by name."""
    lies: dict[str, Lie] = {}
    for subject in ("tiny", COUNTY, "divided"):
        result = read_subject(subject)[1]
        for number in _list_rungs(subject):
            design = result.ladder[number - 1].design
            lies[f"{subject}: the best of {number} lots as the best of all"] = (
                subject,
                _dress(subject, design),
            )
        for at, other in enumerate(result.comparisons):
            lies[f"{subject}: no {other.id}"] = subject, _drop("comparisons", at)
            if other.admissible and other.lots != tuple(lot.units for lot in result.lots):
                lies[f"{subject}: {other.id} as the best"] = subject, _dress(subject, other.lots)
    brief = _then(
        _dress("tiny", [[u.id for u in read_subject("tiny")[0].units]]), _compare_with_nothing
    )
    wait: Any = {"termination": "time limit", "proved_by": [], "tie_proved": False}
    plain: dict[str, Lie] = {
        "one for all as the best, compared with nothing": ("tiny", brief),
        "comparisons backwards": (COUNTY, _reverse("comparisons")),
        "a comparison twice": (COUNTY, _repeat("comparisons")),
        "comparisons under each other's names": (COUNTY, _swap_names),
        "comparisons with each other's designs": (COUNTY, _swap_designs),
        "no comparisons": (COUNTY, _put(comparisons=[])),
        "no ladder": (COUNTY, _put(ladder=[])),
        "no last rung": (COUNTY, _drop("ladder", -1)),
        "rungs backwards": (COUNTY, _reverse("ladder")),
        "a rung more": (COUNTY, _repeat("ladder")),
        "no first rung, and the others renumbered": (COUNTY, _renumber_rungs),
        "an impossible rung that is open": (COUNTY, _empty_rung(0, "unknown")),
        "a rung without its design, open": (COUNTY, _empty_rung(6, "unknown")),
        "the council's number of lots impossible": (COUNTY, _empty_rung(6, "infeasible")),
        "the best design's number of lots impossible": (COUNTY, _empty_rung(5, "infeasible")),
        "another design of three lots as the best": ("tiny", _fill_rung_from_comparison("places")),
        "impossible, compared": (COUNTY, _take_lots_away("infeasible")),
        "impossible, compared with nothing": (
            "tiny",
            _then(_take_lots_away("infeasible"), _compare_with_nothing),
        ),
        "impossible by arithmetic": (
            COUNTY,
            _take_lots_away(
                "infeasible", proved_by=["pre-flight arithmetic"], comparisons=[], ladder=[]
            ),
        ),
        "not known, and proved": (COUNTY, _take_lots_away("unknown")),
        "not known, with measures": ("none found", _put(measures={"lots": 3})),
        "not known, with a certificate missing": ("none found", _put(certified=False)),
        "not known, with a conflict": ("none found", _put(conflict=["lot_count", "council"])),
        "best so far, with all proved": (COUNTY, _put(status="feasible", **wait)),
        "best, stopped and nothing left out": (COUNTY, _put(termination="interrupted")),
        "best, proved by nobody": (COUNTY, _put(proved_by=[])),
        "best, proved by who was not asked": (COUNTY, _put(proved_by=["highs"])),
        "best, proved by one twice": (COUNTY, _put(proved_by=["cp-sat", "cp-sat"])),
        "best so far, proved": ("best so far", _put(proved_by=["cp-sat"])),
        "best so far, its tie proved": ("best so far", _put(tie_proved=True)),
        "given, and compared": (
            COUNTY,
            _put(status="feasible", **(wait | {"termination": "given"})),
        ),
        "an optimum a penny better": ("tiny", _shift_optimum(0, -1)),
        "an optimum beyond its tolerance": ("priced", _shift_optimum(0, -600_000)),
        "an objective less": (COUNTY, _drop("objective", -1)),
        "objectives the other way round": ("priced", _reverse("objective")),
        "withdrawals the other way round": ("priced", _reverse("withdrawals")),
        "a withdrawal less": ("priced", _drop("withdrawals", 0)),
        "no withdrawals": (COUNTY, _put(withdrawals=[])),
        "a withdrawal nobody asked about": ("priced", _replace_withdrawal),
        "lots to the provider that left": ("priced", _give_to_who_left),
        "winners moved round": ("priced", _swap_winners),
        "two lots joined": (COUNTY, _join_two_lots),
        "lots backwards": (COUNTY, _reverse("lots")),
        "a note less": (COUNTY, _drop("preflight", 0)),
        "notes backwards": (COUNTY, _reverse("preflight")),
        "a note more": ("tiny", _put(preflight=["All is well."])),
        "a conflict where all is possible": (COUNTY, _put(conflict=["access", "envelope-youth"])),
        "a conflict of one rule": ("impossible", _put(conflict=["change"])),
        "a conflict with a rule twice": ("impossible", _put(conflict=["change", "change"])),
        "a conflict with a rule that is not there": ("impossible", _put(conflict=["change", "x"])),
        "impossible by arithmetic, not by search": (
            "impossible",
            _put(proved_by=["pre-flight arithmetic"]),
        ),
        "an idle rule decides": (COUNTY, _change("rules", 0, effect="decides")),
        "a break-even figure twice": ("break-even", _repeat("tipping")),
        "break-even ends exchanged": ("break-even", _swap_ends),
        "a break-even figure with another value": ("break-even", _move_figure),
        "the same design takes over": ("break-even", _take_over_by_itself),
        "a part of a design takes over": ("break-even", _drop_end_lots),
        "one contract, and none is said to be": (
            "divided",
            _change("divided", 0, one_contract=None),
        ),
        "a scenario with a setting": (
            COUNTY,
            lambda dump: dump["scenario"].update(settings=["a=1"]),
        ),
    }
    return MappingProxyType(lies | plain)


@dataclass(frozen=True)
class UnnoticedLie:
    """A lie that cannot be noticed, and why."""

    told: Lie
    why: str


def list_unnoticed_lies() -> Mapping[str, UnnoticedLie]:
    """Lies that only a search could find out, by name; docs/verify.md prints them."""
    council = next(
        other.lots for other in read_subject(COUNTY)[1].comparisons if other.id == "council"
    )
    alone = _then(_dress(COUNTY, council), _compare_with_nothing)
    unproved = (COUNTY, _shift_optimum(0, -1))
    return {
        "A design that keeps every rule called the best, and compared with nothing": UnnoticedLie(
            (COUNTY, alone), ONLY_A_SEARCH
        ),
        "An optimum and its bound both better than they are, within what a tolerance gives away": (
            UnnoticedLie(unproved, ONLY_A_SEARCH)
        ),
    }
