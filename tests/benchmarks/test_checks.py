"""What rows say together: who is better, and who must be wrong."""

import pytest

from lotdesign.app.bench.findings import BenchFinding, collect_findings
from lotdesign.app.bench.rows import BenchRow
from tests.benchmarks.rows import peer, row


def only(*rows: BenchRow) -> BenchFinding:
    [found] = collect_findings(rows)
    return found


@pytest.mark.parametrize(
    ("theirs", "ok", "text"),
    [
        (901_000_00, True, "better than two steps by £1,000"),
        (900_000_00, True, "as good as two steps"),
    ],
)
def test_two_steps_are_compared(theirs: int, ok: bool, text: str) -> None:
    found = only(row(), peer(value=theirs))
    assert (found.ok, found.text, found.grave) == (ok, text, False)


def test_two_steps_may_be_better_than_what_was_not_proved() -> None:
    found = only(row(proved=None, bound=890_000_00), peer(value=895_000_00))
    assert not found.ok
    assert not found.grave
    assert found.text == "two steps are better by £5,000"


def test_two_steps_alone_with_a_design() -> None:
    nothing = row(value=None, bound=None, gap=None, proved=None, verified=None, first=None)
    assert not only(nothing, peer()).ok


def test_a_design_past_a_bound_is_grave() -> None:
    found = collect_findings([row(), peer("list-highs", value=899_999_99)])
    assert [(each.ok, each.grave) for each in found] == [(False, True)]
    assert found[0].text == "lotdesign, auto rules out the design of whole list, HiGHS"


def test_a_design_where_there_is_said_to_be_none_is_grave() -> None:
    none = row(value=None, bound=None, gap=None, verified=None)
    assert only(none, peer("list-cp-sat")).grave


def test_a_design_of_ours_that_does_not_stand_up_is_grave() -> None:
    assert only(row(verified=False, value=None, proved=None)).grave


@pytest.mark.parametrize(
    ("changed", "ok", "grave"),
    [
        ({"value": 16, "bound": 16}, True, False),
        ({"value": 16, "bound": 10, "proved": None}, True, False),
        ({"value": 18, "bound": 10, "proved": None}, True, False),
        ({"value": 18, "bound": 18}, False, True),
        ({"value": 15, "bound": 15}, False, True),
    ],
)
def test_published_optima_are_held_against_ours(
    changed: dict[str, int | None], ok: bool, grave: bool
) -> None:
    found = only(row(measure="cut_neighbours", published=16, **changed))
    assert (found.ok, found.grave) == (ok, grave)
