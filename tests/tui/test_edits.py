"""Edits: each path and each name once, in the order of the first change."""

from fractions import Fraction

import pytest

from tui.session.edits import Edits, add_flags
from tui.session.parameter_values import calculate


def test_a_path_keeps_its_place_and_a_name_is_off_once() -> None:
    edits = Edits().set("a", "1").set("b", "2").set("a", "3").switch_off("r").switch_off("r")
    assert edits == Edits((("a", "3"), ("b", "2")), ("r",))
    assert edits.unset("a") == Edits((("b", "2"),), ("r",))
    assert edits.switch_off("s").switch_on("r").off == ("s",)
    assert len(edits) == 3


def test_flags_are_read_as_they_are_written() -> None:
    edits = add_flags(Edits(), ["--set a.b=x=1", "--off c", "--set a.b=2"])
    assert edits == Edits((("a.b", "2"),), ("c",))
    assert Edits().set("a", "two words").as_flags == "--set 'a=two words'"


@pytest.mark.parametrize(("text", "share"), [("1", "1"), ("1.5", "0.015"), ("-1", "-1")])
def test_a_whole_is_no_percentage(text: str, share: str) -> None:
    """Of a share 1 is all of it; what is above is read as a percentage."""
    assert calculate(text, share=True) == Fraction(share)
