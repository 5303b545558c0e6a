"""No answer is written over a file that the run reads: exit 2, one line, and nothing is lost."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from lotdesign.app import api
from lotdesign.faults import UsageError, quote_text
from lotdesign.file_guard import check_not_read, guard_files_of_run, note_reading
from tests.cli.run import ROOT, Answer, run, spawn
from tests.scenario.test_workbook import DATA, TOML, workbook
from tests.scenario.town import write

LAW = (
    "scenario.toml",
    'providers = "providers.csv"',
    'providers = "providers.csv"\nlaw = "law.csv"',
)
STANDARD = ("scenario.toml", "[[objective]]", '[[standard]]\ntext = "We ask."\n[[objective]]')
TABLES = (
    "scenario.toml",
    *(f"{t}.csv" for t in ("units", "localities", "neighbours", "providers")),
)
OF_TOWN = tuple(f"town/{each}" for each in (*TABLES, "law.csv"))
FRAMEWORK = tuple(
    f"framework/{each}"
    for each in ("framework.toml", "offers.csv", "marks.csv", "demand.csv", "lots.csv")
)
VARY = ("--vary", "market.small_needed=1,2")
READ = {
    "check town": OF_TOWN,
    "solve town": OF_TOWN,
    "solve town --why": OF_TOWN,
    "evaluate town --option council": OF_TOWN,
    "evaluate town --design result.json": (*OF_TOWN, "result.json"),
    "verify town result.json": (*OF_TOWN, "result.json"),
    "explain town": OF_TOWN,
    "price town": OF_TOWN,
    "alternatives town": OF_TOWN,
    "frontier town": OF_TOWN,
    "atlas town": OF_TOWN,
    "sweep town --vary market.small_needed=1,2": OF_TOWN,
    "sweep town --list settings.csv": (*OF_TOWN, "settings.csv"),
    "who town --units north": OF_TOWN,
    "who town --design result.json": (*OF_TOWN, "result.json"),
    "who town --provider p": OF_TOWN,
    "groups town --option council": OF_TOWN,
    "groups town --design result.json": (*OF_TOWN, "result.json"),
    "appraise town --result result.json": (*OF_TOWN, "result.json"),
    "standards town --result result.json": (*OF_TOWN, "result.json"),
    "export town --as csv": OF_TOWN,
    "export town --as xlsx --result result.json": (*OF_TOWN, "result.json"),
    "compare result.json other.json": ("result.json", "other.json"),
    "compare result.json option:council --scenario town": (*OF_TOWN, "result.json"),
    "diff result.json other.json": ("result.json", "other.json"),
    "diff result.json other.json --scenario town": (*OF_TOWN, "result.json", "other.json"),
    "backtest notice.json --scenario town": (*OF_TOWN, "notice.json"),
    "framework framework": FRAMEWORK,
    "bench town --peers none --out new.md": OF_TOWN,
    "bench framework/../town tiny --peers none": OF_TOWN,
    "bench us-ME --peers none --public public": ("public/ME_county.json",),
}
"""What each command reads."""
ENDINGS = (".csv", ".json", ".toml")


@pytest.fixture
def folder(tmp_path: Path, solved: Answer, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every file that a command can read; nothing long may be begun."""
    work = tmp_path / "work"
    law = "parameter,from,value,standing,source\n"
    write(work / "town", LAW, STANDARD, law=law)
    shutil.copytree(ROOT / "examples" / "northamptonshire", work / "framework")
    for name in ("result.json", "other.json"):
        (work / name).write_text(solved.out, encoding="utf-8")
    (work / "settings.csv").write_text("market.small_needed\n1\n2\n", encoding="utf-8")
    shutil.copy(ROOT / "tests" / "notices" / "releases" / "durham.json", work / "notice.json")
    (work / "public").mkdir()
    (work / "public" / "ME_county.json").write_text("{}", encoding="utf-8")
    monkeypatch.chdir(work)
    return work


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever takes long is a fault."""

    def never(*given: object, **named: object) -> None:
        raise AssertionError("something long was begun")

    for name in ("solve", "explain", "price", "alternatives", "frontier", "atlas", "reach"):
        monkeypatch.setattr(api, name, never)
    monkeypatch.setattr("solver.batch.run.run_batch", never)
    monkeypatch.setattr("lotdesign.app.bench.races.run_trial", never)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file by its place."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def refused(command: str, out: str, read: str, folder: Path, flag: str = "--out") -> None:
    """Asserts that nothing is written over."""
    before = contents(folder)
    said = run(*command.split(), flag, out)
    assert (said.code, said.out) == (2, ""), said
    assert len(said.faults) == 1
    assert said.err.startswith(f"lotdesign: {flag} {quote_text(out)} would overwrite '")
    assert said.err.endswith(f"{Path(read).name}', which is read; give another file\n")
    assert contents(folder) == before


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize(
    ("command", "file"), [(command, file) for command, files in READ.items() for file in files]
)
def test_every_command_spares_what_it_reads(command: str, file: str, folder: Path) -> None:
    refused(command, file, file, folder)


def _linked(link: Callable[[Path, Path], None], folder: Path, file: str) -> str:
    link(folder / file, folder / "elsewhere.json")
    return "elsewhere.json"


def _beside(folder: Path, file: str) -> str:
    (folder / "twin").symlink_to(folder, target_is_directory=True)
    return f"twin/{file}"


SPELLINGS: dict[str, Callable[[Path, str], str]] = {
    "absolute": lambda folder, file: str(folder / file),
    "with dots": lambda folder, file: f"town/../framework/../{file}",
    "with a dot": lambda folder, file: f"./{file}",
    "with two slashes": lambda folder, file: file.replace("/", "//"),
    "a symbolic link": lambda folder, file: _linked(os.symlink, folder, file),
    "a hard link": lambda folder, file: _linked(os.link, folder, file),
    "through a linked folder": _beside,
}


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize(
    ("command", "file"),
    [("solve town", "town/units.csv"), ("verify town result.json", "result.json")],
)
def test_whatever_it_is_called(command: str, file: str, spelling: str, folder: Path) -> None:
    refused(command, SPELLINGS[spelling](folder, file), file, folder)


def test_an_input_that_is_a_link_itself(folder: Path) -> None:
    """It stays in the scenario's folder; one that leads out of it is not read at all."""
    (folder / "town" / "units.csv").rename(folder / "town" / "kept.csv")
    (folder / "town" / "units.csv").symlink_to(folder / "town" / "kept.csv")
    refused("solve town", "town/kept.csv", "units.csv", folder)


def test_a_workbook(folder: Path) -> None:
    write(folder / "town", (TOML, DATA, '[data]\nworkbook = "tables.xlsx"\n'))
    workbook().save(folder / "town" / "tables.xlsx")
    refused("export town", "town/tables.xlsx", "tables.xlsx", folder)


def test_every_file_that_is_written_is_looked_at(folder: Path) -> None:
    """Each of several --out, pictures, and the job table of a sweep with what lies beside it."""
    refused("bench town --out new.md --out new.json", "town/units.csv", "units.csv", folder)
    refused("frontier town --out new.md", "town/units.csv", "units.csv", folder, "--plot")
    refused("tui town", "town/units.csv", "units.csv", folder, "--shot")
    refused(" ".join(("sweep town", *VARY)), "town/units.csv", "units.csv", folder, "--jobs")
    (folder / "settings-owners").write_text("market.small_needed\n1\n")
    before = contents(folder)
    said = run("sweep", "town", "--list", "settings-owners", "--jobs", "settings")
    assert (said.code, contents(folder)) == (2, before)


@pytest.mark.parametrize(
    "command",
    [
        "bench town --out new.md --out town/../new.md",
        "frontier town --plot new.svg --out ./new.svg",
        "sweep town --vary market.small_needed=1 --jobs new --out ./new",
    ],
)
def test_two_answers_have_two_files(command: str, folder: Path) -> None:
    before = contents(folder)
    said = run(*command.split())
    assert (said.code, said.out) == (2, "")
    assert "is the same file as" in said.err
    assert contents(folder) == before


def test_a_file_that_stdin_comes_from(folder: Path) -> None:
    """`lotdesign evaluate town --design - --out result.json < result.json`."""
    before = contents(folder)
    with open(folder / "result.json", "rb") as given:
        said = spawn("evaluate", "town", "--design", "-", "--out", "result.json", stdin=given)
    assert (said.code, said.out) == (2, "")
    assert said.err == (
        "lotdesign: --out 'result.json' would overwrite stdin, which is read; give another file\n"
    )
    assert contents(folder) == before


def test_an_answer_of_before_may_be_written_again(folder: Path) -> None:
    """It was not read; nor was a table that nothing names."""
    (folder / "town" / "old.csv").write_text("id\n")
    for out in ("result.json", "town/old.csv"):
        said = run("solve", "town", "--quiet", "--reproducible", "--out", out)
        assert (said.code, said.err) == (0, "")
    jobs = ("--workers", "1", "--quiet", "--jobs", "jobs", "--out", "sweep.parquet")
    first = run("sweep", "town", *VARY, *jobs)
    again = run("sweep", "town", *VARY, *jobs)
    assert (first.code, again.code) == (0, 0)


def test_an_inode_that_passed_on_is_no_file_that_was_read(tmp_path: Path) -> None:
    """A file that was read and replaced leaves its inode to the next file, an answer perhaps."""
    read, kept, answer = (tmp_path / name for name in ("read.json", "kept.json", "answer.json"))
    with guard_files_of_run():
        read.write_text("{}")
        note_reading(read)
        read.rename(answer)  # the answer has its inode
        check_not_read(answer)
        read.write_text("{}")
        check_not_read(answer)
        with pytest.raises(UsageError, match="would overwrite"):
            check_not_read(read)
        note_reading(answer)
        os.link(answer, kept)
        with pytest.raises(UsageError, match="would overwrite"):
            check_not_read(kept)
