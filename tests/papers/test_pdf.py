"""The PDF is tagged for screen readers, and holds what the HTML holds."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

import lotdesign as ld
from lotdesign.papers.build import build_paper
from lotdesign.papers.content import PaperTable
from lotdesign.papers.forms.pdf import (
    LONGEST_WORD,
    ZERO_WIDTH_SPACE,
    build_block,
    build_data,
    choose_widths,
    write_pdf,
)
from lotdesign.papers.text import TracedFigure, read_plain
from tests.papers.gathered import EXAMPLES, gather
from tests.papers.test_html import write_nasty

LONG = "surrey"


def find_elements(node: Any) -> Iterator[Any]:
    """Every element of the tree of tags, parents first."""
    if isinstance(node, pikepdf.Array):
        for each in node:
            yield from find_elements(each)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from find_elements(node["/K"])


def list_tags(data: bytes) -> list[tuple[str, Any]]:
    """(tag, element) of a PDF, in reading order."""
    with pikepdf.open(BytesIO(data)) as document:
        root = document.Root.StructTreeRoot
        return [(str(each["/S"]), each) for each in find_elements(root["/K"])]


@pytest.mark.parametrize("example", ["central-bedfordshire", LONG, EXAMPLES[4]])
def test_it_is_tagged_titled_and_each_table_is_one(example: str) -> None:
    """A table that runs over pages stays one table, with one row of headers."""
    papers = gather(example)
    paper = build_paper(papers.sources)
    tables = [each for each in paper.iterate_blocks() if isinstance(each, PaperTable)]
    data = papers.render("pdf")
    with pikepdf.open(BytesIO(data)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "en-GB"
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
        metadata = document.open_metadata()
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == build_data(paper)["title"]
        tree = list(find_elements(document.Root.StructTreeRoot["/K"]))
        tags = [str(each["/S"]) for each in tree]
        assert tags.count("/Table") == len(tables)
        assert tags.count("/THead") == len(tables)
        assert tags.count("/TH") == sum(len(each.headers) for each in tables)
        assert tags.count("/TR") == sum(len(each.rows) + 1 for each in tables)
        assert tags.count("/H1") == len(paper.sections)
        figures = [each for each in tree if str(each["/S"]) == "/Figure"]
        assert all(str(each["/Alt"]) for each in figures)
        over_pages = [each for each in tree if str(each["/S"]) == "/Table" and _spans_pages(each)]
    if example == LONG:
        assert over_pages


def _spans_pages(table: Any) -> bool:
    """Whether cells of one table stand on several pages."""
    pages = {
        str(each["/Pg"].objgen) for each in find_elements(table) if each.get("/Pg") is not None
    }
    return len(pages) > 1


def test_a_long_table_runs_over_pages_as_one() -> None:
    """The surest case: a table of far more rows than a page holds."""
    papers = gather("tiny")
    paper = build_paper(papers.sources)
    (lots,) = (each for each in paper.sections if each.id == "lots")
    table = lots.blocks[0]
    assert isinstance(table, PaperTable)
    long = replace(table, rows=table.rows * 60)
    data = write_pdf(replace(paper, sections=(replace(lots, blocks=(long,)),)))
    with pikepdf.open(BytesIO(data)) as document:
        assert len(document.pages) > 3
        tree = list(find_elements(document.Root.StructTreeRoot["/K"]))
        tables = [each for each in tree if str(each["/S"]) == "/Table"]
        assert len(tables) == 2
        assert _spans_pages(tables[1])
        rows = [each for each in find_elements(tables[1]) if str(each["/S"]) == "/TR"]
        assert len(rows) == len(long.rows) + 1


def test_text_from_files_is_never_markup(tmp_path: Path) -> None:
    """It comes to the typesetter as data; what looks like its code is shown as it stands."""
    papers = ld.prepare_report(ld.load(write_nasty(tmp_path)))
    paper = build_paper(papers.sources)
    assert "#strong[x] $x$" in str(build_data(paper))
    before = [tag for tag, _ in list_tags(gather("tiny").render("pdf"))]
    after = [tag for tag, _ in list_tags(papers.render("pdf"))]
    wrapping = {"/Span", "/P"}
    assert [t for t in after if t not in wrapping] == [t for t in before if t not in wrapping]


def test_a_word_that_no_column_holds_is_broken() -> None:
    table = PaperTable(("x",), (("a",), ("b",)), ((("w" * 500,), ("v",)),))
    assert max(choose_widths(table)) <= LONGEST_WORD + 3
    cell = build_block(table)["rows"][0][0]
    assert max(map(len, cell.split(ZERO_WIDTH_SPACE))) == LONGEST_WORD
    assert cell.replace(ZERO_WIDTH_SPACE, "") == "w" * 500


def test_the_same_answer_gives_the_same_bytes() -> None:
    papers = gather("tiny")
    assert papers.render("pdf") == papers.render("pdf")


def list_strings(data: Any) -> list[str]:
    """Every text in plain data, pictures left out."""
    if isinstance(data, str):
        return [data]
    if isinstance(data, dict):
        return [text for name, each in data.items() if name != "svg" for text in list_strings(each)]
    return [text for each in data for text in list_strings(each)] if isinstance(data, list) else []


@pytest.mark.parametrize("example", ["bath", "central-bedfordshire"])
def test_texts_are_those_of_the_html(example: str) -> None:
    """What the typesetter is given is the content, and so are the figures of the HTML, in order."""
    papers = gather(example)
    paper = build_paper(papers.sources)
    given = set(list_strings(build_data(paper)))
    assert {read_plain(text) for text in paper.iterate_texts()} <= given
    shown = [
        piece.shown
        for text in paper.iterate_texts()
        for piece in text
        if isinstance(piece, TracedFigure)
    ]
    page = papers.render("html").decode()
    assert [unescape(each) for each in re.findall(r"<data [^>]*>([^<]*)</data>", page)] == shown
