"""Whether the lots hold, in the papers: figures that lead back, no names in public, odd files."""

import json
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest

import lotdesign as ld
from lotdesign.papers.build import build_exempt_paper, build_paper
from lotdesign.papers.forms.render import CouncilPapers
from lotdesign.papers.gather import gather_known
from lotdesign.papers.text import read_plain
from tests.cli.run import ROOT, run
from tests.papers.trace import dump_sources, list_faults

TINY = ROOT / "examples" / "tiny"
SETTINGS = (
    "stress.stay.vcse=70%",
    "stress.stay.national=90%",
    'case.dear={name="Dear contracts", set=["money.contract_management=20000"]}',
    'case.gone={name="Town charity goes", set=["providers.town.count=0"]}',
)


@cache
def gather() -> CouncilPapers:
    """The papers of the small town, put to the market and to two futures."""
    scenario = ld.load(TINY, settings=list(SETTINGS))
    result = ld.solve(scenario).result
    return CouncilPapers(gather_known(scenario, result, "tiny", ld.stress(scenario).told))


def read_section(paper: object, id_: str) -> str:
    """The text of a section; "" where the paper has none."""
    from lotdesign.papers.content import list_texts

    blocks = [block for s in paper.sections if s.id == id_ for block in s.blocks]  # type: ignore[attr-defined]
    return "\n".join(read_plain(text) for block in blocks for text in list_texts(block))


def test_every_figure_leads_back_to_the_answer() -> None:
    papers = gather()
    data = dump_sources(papers.sources)
    for page in (papers.render("html"), papers.render_exempt("html")):
        assert list_faults(page.decode("utf-8"), data) == []
    changed = json.loads(json.dumps(data["stress"]))
    changed["designs"][0]["withdrawals"]["size"] += 1
    assert list_faults(papers.render("html").decode("utf-8"), {**data, "stress": changed})


def test_the_public_paper_names_nobody_and_marks_what_is_assumed() -> None:
    sources = gather().sources
    public = read_section(build_paper(sources), "holding")
    exempt = read_section(build_exempt_paper(sources), "held-by")
    assert "The loss of 3 providers can be too many" in public
    assert "2 such sets are known, and there are no others" in public
    assert "charity" not in public
    assert "it stands in the exempt part" in public
    assert "Town charity, East and Hill charity and National charity" in exempt
    for words in ("The chance that all lots", "Chance (", "Future (", "Largest regret ("):
        (line,) = [line for line in public.splitlines() if line.startswith(words)]
        assert "assumed" in line
    asked = [line for line in exempt.splitlines() if "stays with" in line and ":" in line[:40]]
    assert asked
    assert all("assumed" in line for line in asked)


def test_word_and_pdf_have_it_too() -> None:
    papers = gather()
    with zipfile.ZipFile(BytesIO(papers.render("docx"))) as archive:
        assert "Will it hold?" in archive.read("word/document.xml").decode("utf-8")
    assert papers.render("pdf").startswith(b"%PDF")


def test_without_an_answer_there_is_no_section() -> None:
    scenario = ld.load(TINY)
    sources = gather_known(scenario, ld.solve(scenario).result)
    assert read_section(build_paper(sources), "holding") == ""
    assert not any("stress" in each for each in sources.repeat)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda a: a["scenario"].update(sha256="0" * 64), "is of another scenario"),
        (lambda a: a["designs"][0]["regret"].pop(), "one entry for each case"),
        (
            lambda a: a["designs"][0]["margins"]["capacity"].update(exact="1/0"),
            "give whole numbers",
        ),
        (
            lambda a: a["designs"][0]["margins"]["capacity"].update(exact="1e99"),
            "give whole numbers",
        ),
        (lambda a: a.update(case="none"), "is none of its cases"),
        (lambda a: a.pop("designs"), "designs"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_in_one_line(
    tmp_path: Path, spoil: object, said: str
) -> None:
    answer = json.loads(gather().sources.stress.to_json())  # type: ignore[union-attr]
    spoil(answer)  # type: ignore[operator]
    file, paper = tmp_path / "stress.json", tmp_path / "paper.html"
    file.write_text(json.dumps(answer), encoding="utf-8")
    flags = [part for each in SETTINGS for part in ("--set", each)]
    found = run("report", TINY, *flags, "--stress", file, "--quiet", "--out", paper)
    assert found.code == 3, found.code
    assert said in found.err
    assert len(found.err.strip().splitlines()) == 1
    assert not paper.exists()


def test_the_command_writes_it(tmp_path: Path) -> None:
    file, paper = tmp_path / "stress.json", tmp_path / "paper.html"
    assert run("stress", TINY, "--format", "json", "--quiet", "--out", file).code == 0
    made = run("report", TINY, "--stress", file, "--quiet", "--out", paper)
    assert made.code == 0, made.err
    text = paper.read_text(encoding="utf-8")
    assert "Will it hold?" in text
    assert "--stress stress.json" in text
