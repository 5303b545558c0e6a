"""The DOCX is A4 and British English, with real headings, header rows and words for pictures."""

from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest

import lotdesign as ld
from lotdesign.faults import InputFaults
from lotdesign.papers.build import build_paper
from lotdesign.papers.content import PaperPicture, PaperTable
from lotdesign.papers.forms.render import CouncilPapers, DocxTemplate
from lotdesign.papers.forms.template import SECTION_FIELDS
from lotdesign.papers.text import read_plain
from tests.papers.gathered import EXAMPLES, gather
from tests.papers.test_html import NASTY, write_nasty

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read(data: bytes) -> Any:
    """The document as the library reads it back."""
    return docx.Document(BytesIO(data))


def list_lines(document: Any) -> list[str]:
    """Every paragraph, those in cells too."""
    return [
        "".join(text.text or "" for text in paragraph.iter(f"{WORD}t"))
        for paragraph in document.element.body.iter(f"{WORD}p")
    ]


@pytest.fixture(scope="module")
def written() -> Any:
    """The paper of an example with a map."""
    return read(gather("central-bedfordshire").render("docx"))


def test_page_language_and_properties(written: Any) -> None:
    (section,) = written.sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    languages = {each.get(f"{WORD}val") for each in written.styles.element.iter(f"{WORD}lang")}
    assert languages == {"en-GB"}
    core = written.core_properties
    assert core.language == "en-GB"
    assert core.title.endswith("division into lots")
    assert core.author == "Central Bedfordshire Council"


def test_headings_tables_and_pictures(written: Any) -> None:
    paper = build_paper(gather("central-bedfordshire").sources)
    headings = [each.text for each in written.paragraphs if each.style.name == "Heading 1"]
    assert headings == [section.title for section in paper.sections]
    tables = [each for each in paper.iterate_blocks() if isinstance(each, PaperTable)]
    assert len(written.tables) == len(tables)
    for made, meant in zip(written.tables, tables, strict=True):
        rows = made._tbl.tr_lst
        assert [len(row.findall(f"{WORD}trPr/{WORD}tblHeader")) for row in rows] == [
            1,
            *[0] * len(meant.rows),
        ]
        cells = [[cell.text for cell in row.cells] for row in made.rows]
        assert cells == [[read_plain(cell) for cell in row] for row in (meant.headers, *meant.rows)]
    pictures = [each for each in paper.iterate_blocks() if isinstance(each, PaperPicture)]
    described = [
        each.get("descr") for each in written.element.body.iter() if each.tag.endswith("}docPr")
    ]
    assert described == [read_plain(each.described) for each in pictures]
    assert len(written.inline_shapes) == len(pictures) == 2


@pytest.mark.parametrize("example", ["tiny", EXAMPLES[4]])
def test_texts_are_those_of_the_content(example: str) -> None:
    papers = gather(example)
    lines = "\n".join(list_lines(read(papers.render("docx"))))
    for text in build_paper(papers.sources).iterate_texts():
        assert read_plain(text) in lines


def test_text_from_files_is_shown_as_it_stands(tmp_path: Path) -> None:
    papers = ld.prepare_report(ld.load(write_nasty(tmp_path)))
    lines = "\n".join(list_lines(read(papers.render("docx"))))
    assert NASTY[:40] in lines
    assert "\u202e" not in lines


def test_the_same_answer_gives_the_same_bytes() -> None:
    papers = gather("tiny")
    assert papers.render("docx") == papers.render("docx")


def build_template(*lines: str, header: str = "") -> DocxTemplate:
    """A council's template with these paragraphs."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.sections[0].header.paragraphs[0].text = header
    buffer = BytesIO()
    document.save(buffer)
    return DocxTemplate("council.docx", buffer.getvalue())


def fill(template: DocxTemplate, papers: CouncilPapers | None = None) -> Any:
    """The tiny example in a template."""
    return read((papers or gather("tiny")).render("docx", template))


def test_a_template_s_own_words_and_places_are_kept() -> None:
    """The council's order: finance first, then its own words, then what has no place of its own."""
    template = build_template(
        "Item 7: {{ title }}", "{{ finance }}", "Our own words", "{{ rest }}", "The end",
        header="{{ authority }}",
    )  # fmt: skip
    document = fill(template)
    lines = list_lines(document)
    assert lines[0].startswith("Item 7: Six services for families")
    assert document.sections[0].header.paragraphs[0].text == "A small town"
    assert lines[1] == "Finance"
    order = [lines.index(each) for each in ("Finance", "Our own words", "Recommendation")]
    assert order == sorted(order)
    assert lines.count("Finance") == 1
    assert lines[-1] == "The end"
    styles = {each.text: each.style.name for each in document.paragraphs}
    assert styles["Recommendation"] == "Heading 1"


def test_a_template_with_one_place_gets_everything() -> None:
    paper = build_paper(gather("tiny").sources)
    document = fill(build_template("{{ particulars }}", "{{ body }}"))
    titles = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    assert titles == [section.title for section in paper.sections]
    assert "Decision maker" in list_lines(document)


def test_markup_in_files_stays_text_in_a_template(tmp_path: Path) -> None:
    papers = ld.prepare_report(ld.load(write_nasty(tmp_path)))
    lines = "\n".join(list_lines(fill(build_template("{{ authority }}", "{{ body }}"), papers)))
    assert lines.startswith(NASTY[:40])
    assert "{{ 7*7 }}" in lines


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("{{ comittee }}", "{{ body }}"), "'comittee' is undefined; fields are title"),
        (("{{ body ",), "unexpected"),
        (("No place",), "has no place for the paper; write {{ body }}"),
        (("in a line {{ body }} with words",), "has no place for the paper"),
        (("{{ title.__class__.__mro__ }}", "{{ body }}"), "unsafe"),
    ],
)
def test_a_template_that_cannot_be_filled_is_refused(lines: tuple[str, ...], told: str) -> None:
    with pytest.raises(InputFaults) as caught:
        fill(build_template(*lines))
    (fault,) = caught.value.faults
    assert fault.where == "council.docx"
    assert told in fault.right


def test_what_is_no_document_is_refused() -> None:
    with pytest.raises(InputFaults, match=r"is no Word document; save the template as \.docx"):
        fill(DocxTemplate("council.docx", b"not a zip"))


def test_the_fields_are_all_sections_that_a_paper_may_have() -> None:
    """A section without a field could not be placed; one not known would be undefined."""
    found = {
        section.id.replace("-", "_")
        for example in EXAMPLES
        for section in build_paper(gather(example).sources).sections
    }
    assert found <= set(SECTION_FIELDS)
    assert len(found) > 18
