"""Sources of money that cannot pay for what only they may pay for, whatever the design."""

from lotdesign.preflight.finding import PreflightFinding
from lotdesign.preflight.rules import find_impossible_rules
from tests.rules.office import Row, office, rule
from tests.rules.test_funding import source

RULE = rule("funding")
CENTRES = source("centres", 1_000_000, "centre")


def notes(
    *sources: Row, asked: tuple[Row, ...] = (RULE,), **tables: object
) -> list[PreflightFinding]:
    """What is said of the office's money: 60,000, 40,000 and 50,000 by service."""
    return list(find_impossible_rules(office(*asked, funding=list(sources), **tables)))


def test_a_pool_that_is_short_is_named_with_its_sum() -> None:
    """Youth work and contact take £90,000, less three pennies of rounding for each unit."""
    (note,) = notes(CENTRES, source("grant", 30_000, "contact"), source("core", 50_000))
    assert note == PreflightFinding(
        "impossible",
        "In year 1 youth in Ash and contact, authority-wide must cost at least £89,999.85, and "
        "the sources that may pay for it, grant and core, hold £80,000.",
        ("funding",),
    )


def test_to_the_penny() -> None:
    """What is short by no more than rounding is left to the solver."""
    assert notes(source("all", "149999.84"))
    assert not notes(source("all", "149999.85"))


def test_what_nobody_may_pay_for() -> None:
    """It is told once, and burdens no pool."""
    (note,) = notes(CENTRES, source("youth", 50_000, "youth"))
    assert note.text == (
        "No source of funding may pay for contact, authority-wide; in year 1 that is £49,999.85."
    )


def test_the_worst_year_is_told() -> None:
    """In year 2 there is £10,000 less."""
    (note,) = notes(CENTRES, source("rest", [90_000, 80_000]))
    assert note.text.startswith("In year 2 ")
    assert not notes(CENTRES, source("rest", [90_000, 90_000]))


def test_without_the_rule_nothing_is_said() -> None:
    assert not notes(source("all", 1), asked=())
    assert not notes(source("all", 1), asked=(RULE | {"status": "off"},))
