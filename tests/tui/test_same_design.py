"""A change is always answered, also by the design that was there: nothing moved, what is tight."""

import pytest

from tests.tui.drive import BEDFORDSHIRE, driving, played
from tui.pictures.same_design import describe_last_change

SAME = "Same design, £0, nothing moved"


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
@played
async def test_a_step_that_moves_nothing_says_so_until_something_moves(
    size: tuple[int, int],
) -> None:
    """Also after undo; and beside the rule that a step leaves no room."""
    async with driving(BEDFORDSHIRE, size) as desk:
        assert SAME not in desk.text
        await desk.press("right")
        assert SAME in desk.text
        assert "no room left now" not in desk.text
        await desk.press("u")
        assert SAME in desk.text
        rule = next(r for r in desk.answer.result.rules if r.id == "envelope-family")
        assert isinstance(rule.slack, int)
        await desk.type(f"-{rule.slack / 100:.2f}")
        await desk.press("enter")
        assert desk.app.snapshot is not None
        words = describe_last_change(desk.app.snapshot)
        assert words == f"{SAME}; no room left now: Envelope family"
        assert f"{SAME}; no" in desk.text
        await desk.to_row("Small needed")
        await desk.press("left")
        before = desk.session.before_change
        assert before is not None
        assert desk.answer.lots != before.lots
        assert SAME not in desk.text
