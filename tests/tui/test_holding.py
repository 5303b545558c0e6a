"""Will it hold? The designs of the tray in the market and in other futures, from the screen."""

from collections.abc import Iterator
from pathlib import Path

from lotdesign.app import api
from lotdesign.events import ProgressEvent
from lotdesign.measures.registry import STRESS_MEASURES
from lotdesign.report.page import BulletList, NamedList, Paragraph, ReportTable
from lotdesign.result.stressed import StressAnswer
from solver.solve_context import RunOptions
from tests.tui.drive import BEDFORDSHIRE, EXAMPLES, TINY, Driver, driving, played
from tests.tui.uncertain import write_uncertain_town
from tui.canvas.picture import join_text
from tui.export import export_file
from tui.pictures.compare import draw_figures
from tui.pictures.compared_designs import list_compared_designs
from tui.pictures.holding import MOST_TRIED, choose_tried_designs, draw_sections, find_hold_pages
from tui.pictures.tradeoff import list_front_points
from tui.worker.messages import HoldPages, StudiedDesign
from tui.worker.stress_job import try_designs

FIGURES = ("lots", "routes", "admissible", "broken", "withdrawals", "margins", "chances")
REGRET = ("questions", "regret", "largest_regret", "total_regret")


def _find_pages(desk: Driver) -> HoldPages:
    assert desk.app.snapshot is not None
    pages = find_hold_pages(desk.app.snapshot)
    assert pages is not None
    return pages


def _read(pages: HoldPages, columns: int = 100) -> list[str]:
    lines = draw_sections((*pages.designs, *pages.beside), columns)
    return [join_text(line) for line in lines]


def _read_figures(desk: Driver) -> str:
    """The table of Compare."""
    assert desk.app.snapshot is not None
    designs = list_compared_designs(desk.app.snapshot)
    return "\n".join(map(join_text, draw_figures(desk.app.snapshot, designs, 0, 120)))


def _list_texts(pages: HoldPages) -> Iterator[str]:
    """Every text of the pages; of tables the headers and first cells."""
    for section in (*pages.designs, *pages.beside):
        for block in section.blocks:
            match block:
                case Paragraph(text):
                    yield text
                case NamedList(name, texts):
                    yield from (name, *texts)
                case BulletList(texts):
                    yield from texts
                case ReportTable(headers, rows):
                    yield from (*headers, *(row[0] for row in rows))


@played
async def test_figures_are_those_of_the_command(tmp_path: Path) -> None:
    """Each design of the tray has the figures that `stress` gives for it alone."""
    town = write_uncertain_town(tmp_path)
    async with driving(town) as desk:
        await desk.press("W")
        pages = _find_pages(desk)
        scenario = api.load(town)
        assert pages.answer.ended == "done"
        assert pages.answer.designs[0].lots == desk.answer.lots
        assert len(pages.answer.designs) > 3
        for each in pages.answer.designs:
            alone: StressAnswer = api.stress(scenario, design=each.lots, routes=each.routes).told
            (expected,) = alone.designs
            for name in FIGURES + REGRET:
                assert getattr(each, name) == getattr(expected, name), (each.name, name)
        assert "providers can go, whichever they are" in " ".join(_read(pages, 5000))
        assert "any two of the 4 providers" in " ".join(desk.text.split()).lower()


@played
async def test_what_is_assumed_says_so_in_every_line(tmp_path: Path) -> None:
    async with driving(write_uncertain_town(tmp_path)) as desk:
        await desk.press("W")
        lines = list(_list_texts(_find_pages(desk)))
        resting = [
            line
            for line in lines
            if any(words in line for words in ("hance", "egret", "Contracts cost four"))
        ]
        assert len(resting) > 8
        assert [line for line in resting if "assum" not in line] == []
        asked = next(i for i, line in enumerate(lines) if line.startswith("Ask these first"))
        assert "its answer moves the chance by" in lines[asked + 1]


@played
async def test_without_futures_and_chances_that_is_said() -> None:
    async with driving(TINY) as desk:
        await desk.press("W")
        text = " ".join(desk.text.split())
        assert "there is no regret" in " ".join(_read(_find_pages(desk), 5000))
        assert "is taken to stay" in " ".join(_read(_find_pages(desk), 5000))
        assert "nobody knows" in text


@played
async def test_it_is_stopped_and_gives_way_and_keeps_what_it_found() -> None:
    async with driving(BEDFORDSHIRE) as desk:
        await desk.press("W", wait=False)
        assert desk.app.snapshot is not None
        assert desk.app.snapshot.is_studying("stress")
        await desk.press("escape")
        assert not desk.app.snapshot.busy
        assert "Will it hold?" in desk.text
        await desk.press("W")
        assert _find_pages(desk).answer.ended == "done"
        await desk.press("escape", "right")
        assert desk.answer.kind in ("best", "impossible")
        await desk.press("W", "u")
        assert "for an earlier request" in desk.text


@played
async def test_another_design_on_show_is_marked_until_it_is_tried() -> None:
    async with driving(TINY) as desk:
        await desk.press("W", "escape", "f4", "down", "down", "enter", "W")
        assert "another design is on show" not in desk.text
        first = _find_pages(desk).answer.designs[0]
        assert desk.session.shown is not None
        assert first.lots == desk.session.shown.lots
        await desk.press("h")
        assert "another design is on show" in desk.text
        await desk.press("W")
        assert "another design is on show" not in desk.text
        assert _find_pages(desk).answer.designs[0].lots == desk.answer.lots


@played
async def test_those_chosen_to_be_compared_come_first_and_each_once() -> None:
    async with driving(BEDFORDSHIRE) as desk:
        await desk.press("f4", "end", "space")
        assert desk.app.snapshot is not None
        tried = choose_tried_designs(desk.app.snapshot)
        assert tried[0].lots == desk.answer.lots
        assert [each.name for each in tried[1:2]] == list(desk.session.state.marks)
        assert len(tried) <= MOST_TRIED
        assert len({each.lots for each in tried}) == len(tried)


@played
async def test_the_paper_has_it_once_it_is_worked_out() -> None:
    async with driving(TINY) as desk:
        assert desk.app.snapshot is not None
        before = export_file(desk.app.snapshot, "html")
        assert before is not None
        assert b"Will it hold?" not in before
        await desk.press("W")
        after = export_file(desk.app.snapshot, "html")
        assert after is not None
        assert b"Will it hold?" in after


def test_designs_of_other_units_are_left_out_and_named() -> None:
    scenario = api.load(TINY)
    whole = tuple(unit.id for unit in scenario.units)
    fitting = StudiedDesign("one", "One contract", (whole,))
    other = StudiedDesign("S9", "Design S9", (whole[1:],))
    pages = try_designs(scenario, (other, fitting), RunOptions())
    assert pages.others == ("S9",)
    assert [each.id for each in pages.answer.designs] == ["one"]


def test_a_design_that_was_not_tried_is_not_called_inadmissible() -> None:
    scenario = api.load(BEDFORDSHIRE)
    lots = tuple((unit.id,) for unit in scenario.units)
    designs = (StudiedDesign("a", "One a unit", lots),)
    pages = try_designs(scenario, designs, RunOptions(time_limit=0.0))
    text = " ".join(_read(pages, 5000))
    assert pages.answer.ended == "time limit"
    assert "not tried in time" in text
    assert "not admissible" not in text


def test_the_work_is_counted_by_designs_and_by_futures(tmp_path: Path) -> None:
    scenario = api.load(write_uncertain_town(tmp_path))
    lone = tuple((unit.id,) for unit in scenario.units)
    heard: list[ProgressEvent] = []
    try_designs(scenario, (StudiedDesign("b", "Each", lone),), RunOptions(listen=heard.append))
    steps = [(each.note, each.done, each.total) for each in heard if each.total is not None]
    assert ("trying Each", 0, 1) in steps
    assert ("the best design where The national charity goes", 1, 2) in steps


def test_a_table_without_room_becomes_lists_and_no_figure_is_cut(tmp_path: Path) -> None:
    scenario = api.load(write_uncertain_town(tmp_path))
    whole = tuple(unit.id for unit in scenario.units)
    lone = tuple((each,) for each in whole)
    designs = (StudiedDesign("a", "All", (whole,)), StudiedDesign("b", "Each", lone))
    pages = try_designs(scenario, designs, RunOptions())
    assert any(line.startswith("Design ") for line in _read(pages, 130))
    narrow = _read(pages, 40)
    assert max(map(len, narrow)) <= 40
    words = set(" ".join(narrow).split())
    wide = set(" ".join(_read(pages, 5000)).split())
    assert {word for word in wide if any(c.isdigit() for c in word)} <= words


@played
async def test_compare_and_plot_show_what_was_found() -> None:
    """Once the designs are tried; the figures are those that the calls give."""
    async with driving(BEDFORDSHIRE) as desk:
        assert "Withdrawals survived" not in _read_figures(desk)
        await desk.press("W")
        await desk.press("escape")
        assert "Withdrawals survived" in _read_figures(desk)
        assert desk.app.snapshot is not None
        scenario = api.load(BEDFORDSHIRE)
        designs = list_compared_designs(desk.app.snapshot)
        assert len(designs) > 1
        for each in designs:
            judged = api.evaluate(scenario, design=each.lots, routes=each.routes)
            (row,) = api.compare(
                [judged], scenario=scenario, measures=list(STRESS_MEASURES)
            ).to_dicts()
            assert each.measures["withdrawals_survived"] == row["withdrawals_survived"]
            assert str(each.measures["capacity_margin"]) == str(row["capacity_margin"])
        await desk.press("right")
        assert "Withdrawals survived" not in _read_figures(desk)


@played
async def test_the_front_of_a_measure_that_no_design_has_yet() -> None:
    async with driving(EXAMPLES / "gloucestershire") as desk:
        await desk.press("f4", "tab")
        await desk.choose_measure("y", "withdrawals")
        await desk.press("t")
        assert desk.app.snapshot is not None
        points = list_front_points(desk.app.snapshot)
        assert [each.measures["withdrawals_survived"] for each in points] == [0, 1]
