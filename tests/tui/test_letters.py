"""Letters of lots stay with a design that is answered again, whatever is on show."""

from tests.tui.test_session import EAST, SPLIT
from tests.tui.test_session import _result as result_of
from tui.session.actions import ChangeEdits, ResultArrived, SessionAction, ShowEntry, apply_action
from tui.session.edits import Edits
from tui.session.session import Session

YOUTH_FIRST = (("youth-east",), ("centre-east", *EAST[1]))
TOGETHER = ((*EAST[0], *EAST[1]),)


def test_a_design_that_comes_again_keeps_its_letters() -> None:
    """Youth work in the east was lot B when the design first came, and is lot B again."""
    requests = [Edits().set("a.b", str(number)) for number in range(3)]
    designs = (YOUTH_FIRST, SPLIT, TOGETHER)
    actions: list[SessionAction] = []
    for edits, lots in zip(requests, designs, strict=True):
        actions += [ChangeEdits(edits, "x"), ResultArrived(edits, result_of(lots))]
    session = Session("x")
    for action in (*actions, ShowEntry(3)):
        session = apply_action(action, session)
    before = session.find_entry(2)
    assert before is not None
    named = dict(zip(before.lots, before.letters, strict=True))
    assert named["youth-east",] == "B"
    again = apply_action(ResultArrived(requests[1], result_of(SPLIT)), session).find_entry(2)
    assert again is not None
    assert dict(zip(again.lots, again.letters, strict=True)) == named
