"""`lotdesign report`: which files it writes, what it refuses, and what it says."""

import sys
from pathlib import Path

import pytest

from lotdesign.papers.forms import extras
from tests.cli.run import ROOT, run

TINY = ROOT / "examples" / "tiny"
TOO_MUCH = ROOT / "examples" / "central-bedfordshire" / "too-much.toml"


@pytest.fixture
def result(tmp_path: Path) -> Path:
    """A result of the tiny example."""
    path = tmp_path / "result.json"
    assert run("solve", TINY, "--quiet", "--out", path).code == 0
    return path


def test_every_form_and_the_exempt_part_are_written(tmp_path: Path, result: Path) -> None:
    files = [tmp_path / name for name in ("p.html", "p.docx", "p.pdf", "x.html", "x.pdf")]
    outs = [each for file in files[:3] for each in ("--out", file)]
    hidden = [each for file in files[3:] for each in ("--exempt", file)]
    answer = run("report", TINY, "--result", result, *outs, *hidden)
    assert answer.code == 0
    assert answer.out == ""
    assert answer.faults == [f"Written to '{file}'." for file in files]
    begins = [file.read_bytes()[:4] for file in files]
    assert begins == [b"<!DO", b"PK\x03\x04", b"%PDF", b"<!DO", b"%PDF"]
    assert "Town charity" in files[3].read_text(encoding="utf-8")
    assert "Town charity" not in files[0].read_text(encoding="utf-8")


def test_without_a_result_it_is_solved_and_gives_the_same(tmp_path: Path, result: Path) -> None:
    pages = [tmp_path / name for name in ("a.html", "b.html")]
    assert run("report", TINY, "--quiet", "--out", pages[0]).code == 0
    assert run("report", TINY, "--quiet", "--out", pages[1], "--result", result).code == 0
    assert pages[0].read_bytes() == pages[1].read_bytes()


def test_an_impossible_scenario_is_reported_with_what_would_mend_it(tmp_path: Path) -> None:
    page = tmp_path / "p.html"
    answer = run("report", TOO_MUCH, "--quiet", "--out", page)
    assert answer.code == 4
    text = page.read_text(encoding="utf-8")
    assert "Why no design keeps every rule" in text
    assert "What would make a design possible" in text
    assert "No design can be recommended" in text


def test_what_changed_since_and_other_results(tmp_path: Path, result: Path) -> None:
    other = tmp_path / "other.json"
    run("solve", TINY, "--quiet", "--set", "market.small_needed=1", "--out", other)
    page = tmp_path / "p.html"
    flags = ("--result", result, "--since", other, "--compare", other)
    assert run("report", TINY, "--quiet", "--out", page, *flags).code == 0
    text = page.read_text(encoding="utf-8")
    assert "What changed since" in text
    assert "market.small_needed" in text
    assert "Compared with other results" in text


def test_a_result_of_other_files_is_pointed_out(tmp_path: Path, result: Path) -> None:
    other = tmp_path / "other.json"
    run("solve", ROOT / "examples" / "bath", "--quiet", "--out", other)
    page = tmp_path / "p.html"
    answer = run("report", TINY, "--result", result, "--out", page, "--since", other)
    assert answer.code == 0
    assert "'other.json' is not of the same files as the scenario." in answer.faults


def test_a_changed_result_is_not_reported(tmp_path: Path, result: Path) -> None:
    text = result.read_text(encoding="utf-8")
    result.write_text(text.replace("78876000", "78876001"), encoding="utf-8")
    page = tmp_path / "p.html"
    answer = run("report", TINY, "--result", result, "--out", page)
    assert answer.code == 7
    assert answer.faults == ["The result does not agree with the scenario; do not use it."]
    assert not page.exists()


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        ([], "give a file to write: --out paper.html, .docx or .pdf"),
        (["--exempt", "x.html"], "give a file to write"),
        (["--out", "p.txt"], "--out 'p.txt': a paper is written as .html, .docx or .pdf"),
        (["--out", "p"], "--out 'p': a paper is written as .html, .docx or .pdf"),
        (["--out", "p.html", "--exempt", "x.csv"], "--exempt 'x.csv': a paper is written as"),
        (["--out", "p.html", "--exempt", "p.html"], "is the same file as --out 'p.html'"),
        (["--out", "no/p.html"], "there is no folder 'no'"),
        (["--out", "p.html", "--template", "t.docx"], "--template is for DOCX"),
    ],
)
def test_what_makes_no_sense_is_refused(
    flags: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = run("report", TINY, *flags)
    assert answer.code == 2
    (fault,) = answer.faults
    assert told in fault
    assert list(tmp_path.iterdir()) == []


def test_a_template_is_filled_or_refused_before_anything_is_written(tmp_path: Path) -> None:
    template, paper = tmp_path / "t.docx", tmp_path / "p.docx"
    template.write_bytes(b"no document")
    answer = run("report", TINY, "--quiet", "--out", paper, "--template", template)
    assert answer.code == 3
    assert answer.faults == [f"{template}: is no Word document; save the template as .docx"]
    missing = run("report", TINY, "--quiet", "--out", paper, "--template", tmp_path / "no.docx")
    assert missing.code == 3
    assert "cannot be read" in missing.err
    assert not paper.exists()


@pytest.mark.parametrize(
    ("ending", "gone", "extra"),
    [("pdf", "typst", "report"), ("docx", "docx", "office"), ("docx", "docxtpl", "office")],
)
def test_a_missing_extra_is_told_in_a_sentence(
    ending: str, gone: str, extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And before anything is solved; HTML needs none."""
    monkeypatch.setitem(sys.modules, gone, None)
    paper = tmp_path / f"p.{ending}"
    answer = run("report", TINY, "--out", paper)
    assert answer.code == 2
    (fault,) = answer.faults
    word = extras.FORM_WORDS[extra]
    assert (
        fault
        == f"lotdesign: writing {word} needs the extra {extra}: pip install 'lotdesign[{extra}]'"
    )
    assert not paper.exists()
    page = tmp_path / "p.html"
    assert run("report", TINY, "--quiet", "--out", page).code == 0


def test_one_second_is_enough_for_a_paper_that_says_what_is_missing(tmp_path: Path) -> None:
    page = tmp_path / "p.html"
    answer = run(
        "report", ROOT / "examples" / "surrey", "--quiet", "--out", page, "--time-limit", "0.1"
    )
    assert answer.code in (0, 5)
    assert "in the time allowed" in page.read_text(encoding="utf-8")
