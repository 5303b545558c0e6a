"""Six tasks of a new user, in few keys and without a false word; the page that tells them."""

import os
import shutil
from pathlib import Path

import pytest

from lotdesign.app import api
from tests.cli.run import ROOT
from tests.tui.drive import Driver, driving, played
from tests.tui.tasks import EXAMPLE, MOST_KEYS, TASKS, NewcomerTask, TaskStep, write_page

PAGE = ROOT / "docs" / "tui-tasks.md"
SIZES = [(80, 24), (160, 48)]


async def make_step(desk: Driver, task: NewcomerTask, step: TaskStep) -> None:
    """Presses the keys of a step and looks at the screen."""
    await desk.type(step.typed)
    await desk.press(*step.keys)
    if not step.sees:
        return
    notices = " ".join(each.message for each in desk.app._notifications)
    text = " ".join(f"{desk.text} {notices}".split())
    missing = [words for words in step.sees if words not in text]
    assert not missing, f"{task.name}, {step.why}: never saw {missing}\n{desk.text}"
    assert list_false_words(desk) == [], f"{task.name}, {step.why}\n{desk.text}"


def list_false_words(desk: Driver) -> list[str]:
    """The words on the screen that are not so."""
    text, session, snapshot = desk.text, desk.session, desk.app.snapshot
    assert snapshot is not None
    answer, kinds = session.answer, {entry.kind for entry in session.tray}
    shown, against = snapshot.entry, session.measured_against
    said = {
        "A design exists now": answer is not None and bool(answer.lots),
        "No design exists": "impossible" in kinds,
        "rawn by hand": "hand" in kinds,
        "oint of the trade-off": "front" in kinds,
        "nearly as good": "other" in kinds,
        "stopped by you": any(e.result.termination == "interrupted" for e in session.tray),
        "proved best": any(e.result.status == "optimal" for e in session.tray),
        "saved ": not snapshot.busy,
        "for an earlier request": session.is_outdated,
        "other figures": any(snapshot.is_on_other_figures(e.figures) for e in session.tray)
        or (against is not None and shown is not None and against.figures != shown.figures),
        "Same design": session.has_same_design,
        "as in the files": not session.state.edits or any(not e.edits for e in session.tray),
        "breaks": shown is not None and bool(shown.result.broken),
    }
    if session.list_reference_designs():
        said["breaks"] = True
    return [words for words, is_so in said.items() if words in text and not is_so]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_a_new_user_does_it(
    task: NewcomerTask, size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the files that it leaves are there; a result passes the check."""
    folder = tmp_path / "example" / Path(EXAMPLE).name
    shutil.copytree(ROOT / EXAMPLE, folder)
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")
    assert task.key_count <= MOST_KEYS
    settings = _make_task(task, folder / task.scenario, size)
    for name in task.leaves:
        assert Path(name).stat().st_size > 0
    if task.name == "impossible":
        result = api.read_result(Path("too-much.json"))
        assert api.verify(api.load(folder / task.scenario, settings), result).ok
        assert not api.verify(api.load(folder / task.scenario), result).ok


def _make_task(task: NewcomerTask, path: Path, size: tuple[int, int]) -> tuple[str, ...]:
    """Makes the steps; the settings that the edits at its end are."""
    settings: list[str] = []

    @played
    async def make() -> None:
        steps = task.steps[:-1] if task.reopens else task.steps
        async with driving(path, size, keep=True) as desk:
            for step in steps:
                await make_step(desk, task, step)
            assert desk.keys == task.key_count
            settings.extend(desk.session.state.edits.as_settings)
        if task.reopens:
            async with driving(Path(task.reopens).resolve(), size, keep=True) as desk:
                await make_step(desk, task, task.steps[-1])
                assert desk.session.state.edits.as_settings == tuple(settings)

    make()
    return tuple(settings)


def test_the_page_tells_what_the_tests_do() -> None:
    if os.environ.get("LOTDESIGN_GOLDENS") == "write":
        PAGE.write_text(write_page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == write_page()
