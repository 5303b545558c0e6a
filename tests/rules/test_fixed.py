"""`fixed`."""

import pytest

from lotdesign.scenario.rule import RuleFinding
from tests.rules.office import DIVIDED, faults, idle, judged, rule, sentence, unit

RULE = rule("fixed", units=["a", "y"])


def test_it_reads_as_a_sentence() -> None:
    """One unit and several have their own sentence."""
    assert sentence(RULE) == "A and Y are one lot, with nothing else."
    assert sentence(rule("fixed", units=["w"])) == "W is a lot of its own."


@pytest.mark.parametrize(
    ("lots", "found"),
    [
        (("a y", "b c w"), RuleFinding(True)),
        (("a y", "b", "c", "w"), RuleFinding(True)),
        (("a b y", "c w"), RuleFinding(False, where="the lot of A")),
        (("a", "b", "c", "y", "w"), RuleFinding(False, where="the lot of A")),
        (("a b", "c y", "w"), RuleFinding(False, where="the lot of A")),
    ],
)
def test_one_lot_holds_just_these_units(lots: tuple[str, ...], found: RuleFinding) -> None:
    """Neither a unit more nor a unit less."""
    assert judged(RULE, *lots) == found


def test_a_divided_unit_stands_for_all_its_parts() -> None:
    """W is a lot of its own when its three parts are."""
    whole = rule("fixed", units=["w"])
    assert judged(whole, "a b c y", "w", divide=DIVIDED).met
    split = judged(whole, "a b c y", "w@ash w@bree", "w@combe", divide=DIVIDED)
    assert split == RuleFinding(False, where="the lot of W, Ash")


def test_an_unknown_unit_is_refused() -> None:
    """The fault names the units that there are."""
    assert "known are a, b, c, w, y" in faults(rule("fixed", units=["q"]))


def test_it_is_never_called_idle() -> None:
    """A design could always add to the lot or split it, as long as there are other units."""
    assert not idle(RULE)
    assert not idle(rule("fixed", units=["w"]), units=[unit("w", "s", 1), unit("v", "s", 1)])
