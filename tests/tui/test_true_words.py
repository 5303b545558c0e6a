"""What the screen says is so: hand-made designs, fronts, other figures, conflicts, differences."""

from pathlib import Path

from lotdesign.input.load import load
from solver.run import evaluate_design
from tests.tui.drive import BEDFORDSHIRE, TINY, Driver, driving, played
from tui.pictures.compared_designs import list_compared_designs
from tui.pictures.measured_now import explain_unmeasurable
from tui.pictures.tradeoff import choose_axes
from tui.session.session import Session
from tui.snapshot import Snapshot


async def _draw_by_hand(desk: Driver) -> None:
    """A unit moved by hand, and back on the workbench."""
    await desk.press("f3", "enter", "m", "b", "escape")
    assert desk.answer.kind == "hand"


@played
async def test_a_design_drawn_by_hand_does_not_hide_the_next_answer() -> None:
    """What is asked next is answered and shown; the design stays, undo returns to it."""
    async with driving(BEDFORDSHIRE) as desk:
        await _draw_by_hand(desk)
        drawn = desk.answer.name
        await desk.press("f2")
        await desk.to_row("Envelope youth")
        await desk.type("300000")
        await desk.press("enter")
        assert desk.answer.kind == "impossible"
        assert "No design exists" in desk.text
        await desk.press("e")
        assert "A design exists now" not in desk.text
        assert "No design keeps all" in desk.text
        await desk.press("escape", "u")
        assert desk.session.shown is not None
        assert desk.session.shown.name == drawn


@played
async def test_a_design_by_hand_does_not_make_an_impossible_request_possible() -> None:
    """Nor does a reference design that is looked at."""
    async with driving(BEDFORDSHIRE / "too-much.toml") as desk:
        await desk.press("f4", "end", "enter")
        assert desk.answer.lots
        await desk.press("e")
        assert "A design exists now" not in desk.text
        assert "No design keeps all" in desk.text


@played
async def test_a_point_of_the_front_is_not_called_drawn_by_hand(
    tmp_path: Path,
) -> None:
    """In the title, the list, Compare and the files; nor is a reference design."""
    async with driving(BEDFORDSHIRE) as desk:
        await desk.press("f4", "tab")
        assert desk.app.snapshot is not None
        await desk.choose_measure("y", "one provider")
        assert choose_axes(desk.app.snapshot)[1] == "largest_provider_share"
        await desk.press("t")
        await desk.press("enter", "down", "enter")
        assert desk.answer.kind == "front"
        assert desk.answer.name.startswith("T")
        assert "by hand" not in desk.text
        assert "point of the trade-off" in desk.text
        await desk.press("c")
        assert "by hand" not in desk.text
        await desk.press("escape", "f4", "end", "enter")
        assert desk.answer.kind == "given"
        assert "by hand" not in desk.text
        await desk.press("f3", "enter", "m", "enter")
        assert desk.answer.kind == "hand"


@played
async def test_no_rule_is_marked_broken_where_there_is_no_design() -> None:
    """Only those of the conflict are marked, once it is known."""
    async with driving(BEDFORDSHIRE / "too-much.toml", (120, 40)) as desk:
        assert desk.answer.kind == "impossible"
        asked = [line[:43] for line in desk.text.splitlines()]
        assert not any("✗" in line for line in asked[:30])
        await desk.press("e")
        await desk.press("escape")
        asked = [line[:43] for line in desk.text.splitlines()]
        assert 0 < sum("✗" in line for line in asked[:30]) < 4


@played
async def test_a_repaired_request_shows_no_conflict() -> None:
    """The other repairs stay, so that another one may be taken instead."""
    async with driving(BEDFORDSHIRE / "too-much.toml") as desk:
        await desk.press("e")
        assert "cannot hold together" in desk.text or "1. " in desk.text
        await desk.press("1")
        assert "A design exists now" in desk.text
        assert "1. " not in desk.text
        assert "OTHER REPAIRS" in desk.text
        assert "for an earlier request" not in desk.text


@played
async def test_a_step_back_is_no_edit() -> None:
    """However the value of the files is reached again, also in a table."""
    async with driving(BEDFORDSHIRE) as desk:
        await desk.press("right", "left")
        assert not len(desk.session.state.edits)
        assert "as in the files" in desk.text
        await desk.to_row("Spread, max share")
        await desk.type("25%")
        await desk.press("enter", wait=False)
        await desk.type("30%")
        await desk.press("enter")
        assert not len(desk.session.state.edits)


@played
async def test_compare_says_what_was_drawn_by_hand_and_keeps_its_letters() -> None:
    """A letter means one lot in all columns, whichever design is the base."""
    async with driving(BEDFORDSHIRE) as desk:
        await _draw_by_hand(desk)
        await desk.press("f2")
        await desk.to_row("Spread, max share")
        await desk.press("right", "c")
        assert desk.app.snapshot is not None
        assert "drawn by hand" in desk.text
        for base in range(4):
            held: dict[str, set[frozenset[str]]] = {}
            designs = list_compared_designs(desk.app.snapshot, base)
            first = designs[base % len(designs)]
            for design in designs:
                for letter, lot in zip(design.letters, design.lots, strict=True):
                    held.setdefault(letter, set()).add(frozenset(lot))
            for letter, lots in held.items():
                of_base = [
                    set(lot)
                    for a, lot in zip(first.letters, first.lots, strict=True)
                    if a == letter
                ]
                assert all(of_base[0] & lot for lot in lots) if of_base else True, letter


@played
async def test_designs_on_other_figures_are_marked_in_every_place() -> None:
    """In the tray, the changes and Compare; the plot does not mix them."""
    async with driving(BEDFORDSHIRE) as desk:
        await desk.to_row("Small needed")
        await desk.press("right", "right")
        snapshot = desk.app.snapshot
        assert snapshot is not None
        assert snapshot.is_on_other_figures(desk.session.tray[0].figures)
        assert not snapshot.is_on_other_figures(desk.answer.figures)
        await desk.press("f4")
        line = next(line for line in desk.text.splitlines() if "S1" in line and "≠" in line)
        assert line
        assert "1 on other figures" in desk.text
        await desk.press("c")
        assert "≠" in desk.text
        assert "other figures" in desk.text
        await desk.press("escape", "f4", "down", "enter")
        assert "Lots of S1 ≠" in desk.text
        assert "Map of S1 ≠" in desk.text
        await desk.press("E", "m")
        assert "Not written: S1 is measured on other figures than now" in desk.notice
        await desk.press("E", "q")
        assert "Write to the file" in desk.text
        await desk.press("escape", "h", "E", "m")
        assert "Write to the file" in desk.text


async def _choose_two_on_unlike_figures(desk: Driver) -> None:
    """S1 as in the files, S2 after the turnover was asked for anew; both are chosen, S1 first."""
    await desk.press("f4", "home", "space", "f2")
    await desk.to_row("Turnover multiple")
    await desk.type("4")
    await desk.press("enter")
    await desk.press("f4", "home", "space", "down")


@played
async def test_a_design_on_other_figures_is_measured_on_todays() -> None:
    """As evaluating it today does; undo takes the step back."""
    async with driving(TINY) as desk:
        await _choose_two_on_unlike_figures(desk)
        assert desk.app.snapshot is not None
        today, seen = desk.app.snapshot.scenario, desk.session.tray[0]
        await desk.press("m")
        again = desk.answer
        assert (again.name, again.lots, again.routes) == ("M3", seen.lots, seen.routes)
        assert again.measures == evaluate_design(today, None, seen.lots, seen.routes).measures
        assert again.measures != seen.measures
        assert not desk.app.snapshot.is_on_other_figures(again.figures)
        assert "Measured again M3" in desk.text
        await desk.press("m")
        assert desk.notice == "S1 is measured on today's figures, as M3."
        await desk.press("u")
        assert desk.answer.name == "S2"


@played
async def test_compare_measures_what_is_on_other_figures_on_todays() -> None:
    """Nothing is marked then."""
    async with driving(TINY) as desk:
        await _choose_two_on_unlike_figures(desk)
        await desk.press("c")
        assert desk.app.snapshot is not None
        assert [each.name for each in list_compared_designs(desk.app.snapshot)] == ["S1", "S2"]
        assert "≠ m measures on today's figures" in desk.text
        await desk.press("m")
        assert [each.name for each in list_compared_designs(desk.app.snapshot)] == ["M3", "S2"]
        assert "S1 measured again" in desk.text
        assert "≠" not in desk.text
        await desk.press("m")
        assert desk.notice == "All that is compared is measured on today's figures."


def test_a_design_of_units_that_are_gone_is_not_measured() -> None:
    """It says how many are missing."""
    scenario = load(TINY)
    units = tuple(unit.id for unit in scenario.units)
    snapshot = Snapshot(Session(str(TINY)), scenario, scenario)
    assert explain_unmeasurable(snapshot, "S1", (units,)) == ""
    said = explain_unmeasurable(snapshot, "S1", (units[1:], ("gone", "too")))
    assert "2 of its units are not there" in said
    assert "1 of today's units are in none of its lots" in said
    assert explain_unmeasurable(snapshot, "S1", ()) == "S1 has no design that could be measured."


@played
async def test_rules_and_aims_change_no_figures() -> None:
    async with driving(BEDFORDSHIRE) as desk:
        await desk.to_row("Spread, max share")
        await desk.press("left")
        assert "≠" not in desk.text


@played
async def test_better_and_worse_are_words() -> None:
    async with driving(BEDFORDSHIRE) as desk:
        await _draw_by_hand(desk)
        assert "▲ better" in desk.text or "▼ worse" in desk.text
        await desk.press("c")
        assert "▲ better" in desk.text.split("Measures")[1]
        assert "▲ better, ▼ worse" in desk.text


@played
async def test_a_lot_names_what_it_costs_and_what_is_paid() -> None:
    async with driving(TINY) as desk:
        await desk.press("f3", "enter")
        assert "cost to the council £" in desk.text
        assert "paid to the provider £" in desk.text


@played
async def test_the_list_by_number_of_lots_says_what_best_means() -> None:
    """By the leeway asked for, not that of the files; nothing is said to go on that has ended."""
    async with driving(BEDFORDSHIRE) as desk:
        await desk.press("f4", "tab", "v")
        assert "by all aims in order" in desk.text
        await desk.press("f2")
        await desk.to_row("Cost, leeway")
        await desk.type("0")
        await desk.press("enter")
        assert "by all aims in order" not in desk.text
        assert "for an earlier request" not in desk.text
        await desk.press("u")
        await desk.to_row("Envelope youth")
        await desk.type("300000")
        await desk.press("enter")
        assert desk.answer.kind == "impossible"
        assert "No number of lots has a" in desk.text
