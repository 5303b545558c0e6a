"""A paper as DOCX in our own layout: A4, British English, real headings, repeated header rows."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from lotdesign.faults import make_printable
from lotdesign.papers.content import (
    CouncilPaper,
    OfficerPrompt,
    PaperBlock,
    PaperHeading,
    PaperList,
    PaperParagraph,
    PaperPicture,
    PaperSection,
    PaperTable,
)
from lotdesign.papers.forms.docx_archive import write_archive
from lotdesign.papers.forms.extras import import_extra
from lotdesign.papers.forms.pdf import choose_widths, draw_png
from lotdesign.papers.text import RichText, read_plain
from lotdesign.papers.wording import PROMPT_LABEL
from lotdesign.version import CREATED_WITH

LANGUAGE = "en-GB"
PAGE_MILLIMETRES = (210, 297)
MARGIN_MILLIMETRES = 18
PICTURE_MILLIMETRES = 150

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

BULLETS, NUMBERS = "List Bullet", "List Number"
TABLE_STYLES = ("Table Grid", "Grid Table Light", "Normal Table")
"""Styles of tables by preference; a template may have none of them."""


def write_docx(paper: CouncilPaper) -> bytes:
    """Write the paper in our own layout; raises MissingExtra where the extra is not installed."""
    docx = import_extra("docx")
    document = docx.Document()
    _set_up_page(document, docx)
    _set_up_styles(document, docx)
    set_properties(document, paper)
    writer = DocxWriter(document, docx)
    writer.add_paragraph(paper.authority, bold=True)
    document.add_paragraph(_clean(read_plain(paper.title)), style="Title")
    writer.add_paragraph(paper.notice)
    writer.write_block(paper.front)
    for section in paper.sections:
        writer.write_section(section)
    return save_document(document)


def save_document(document: Any) -> bytes:
    """The document as bytes, the same for the same content."""
    buffer = BytesIO()
    document.save(buffer)
    return write_archive(buffer.getvalue())


def set_properties(document: Any, paper: CouncilPaper) -> None:
    """Title, author and language, which readers and screen readers tell."""
    core = document.core_properties
    core.title = _clean(read_plain(paper.title))[:255]
    core.author = _clean(read_plain(paper.authority))[:255]
    core.comments = f"Written by {CREATED_WITH}"
    core.language = LANGUAGE


def _set_up_page(document: Any, docx: Any) -> None:
    wide, high = (docx.shared.Mm(each) for each in PAGE_MILLIMETRES)
    margin = docx.shared.Mm(MARGIN_MILLIMETRES)
    for section in document.sections:
        section.page_width, section.page_height = wide, high
        section.left_margin = section.right_margin = margin
        section.top_margin = section.bottom_margin = margin


def _set_up_styles(document: Any, docx: Any) -> None:
    """Plain sans-serif in black; the language of everything is British English."""
    for name, size in (
        ("Normal", 11),
        ("Title", 20),
        ("Heading 1", 15),
        ("Heading 2", 12),
        ("Caption", 10),
    ):
        style = document.styles[name]
        style.font.name, style.font.size = "Arial", docx.shared.Pt(size)
        style.font.color.rgb = docx.shared.RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(f"{_WORD}{kind}", None)
        for kind in ("ascii", "hAnsi", "cs"):
            fonts.set(f"{_WORD}{kind}", "Arial")
    for language in document.styles.element.iter(f"{_WORD}lang"):
        language.set(f"{_WORD}val", LANGUAGE)


class DocxWriter:
    """Writes blocks at the end of a document, with the styles that it has."""

    def __init__(self, document: Any, docx: Any) -> None:
        self._document, self._docx = document, docx
        self._styles = {style.name for style in document.styles}

    def write_section(self, section: PaperSection) -> None:
        """The heading of a section and its blocks."""
        self._add_heading(section.title, 1)
        for block in section.blocks:
            self.write_block(block)

    def write_block(self, block: PaperBlock) -> None:
        """One block."""
        match block:
            case PaperParagraph():
                self.add_paragraph(block.text)
            case PaperHeading():
                self._add_heading(read_plain(block.text), 2)
            case OfficerPrompt():
                self._add_prompt(block)
            case PaperList():
                self._add_list(block)
            case PaperTable():
                self._add_table(block)
            case PaperPicture():
                self._add_picture(block)

    def add_paragraph(self, text: RichText, bold: bool = False) -> None:
        """A paragraph of one run."""
        run = self._document.add_paragraph().add_run(_clean(read_plain(text)))
        run.bold = bold or None

    def _add_heading(self, text: str, level: int) -> None:
        style = self._choose_style(f"Heading {level}")
        self._document.add_paragraph(_clean(text), style=style)

    def _choose_style(self, *names: str) -> str | None:
        return next((name for name in names if name in self._styles), None)

    def _add_prompt(self, prompt: OfficerPrompt) -> None:
        paragraph = self._document.add_paragraph()
        marked = paragraph.add_run(f"[{PROMPT_LABEL} {_clean(read_plain(prompt.text))}]")
        marked.bold = True
        marked.font.highlight_color = self._docx.enum.text.WD_COLOR_INDEX.YELLOW

    def _add_list(self, texts: PaperList) -> None:
        style = self._choose_style(NUMBERS if texts.numbered else BULLETS)
        for place, item in enumerate(texts.items, 1):
            mark = "" if style else (f"{place}. " if texts.numbered else "• ")
            self._document.add_paragraph(f"{mark}{_clean(read_plain(item))}", style=style)

    def _add_caption(self, text: str) -> Any:
        caption = self._document.add_paragraph(style=self._choose_style("Caption"))
        caption.add_run(_clean(text)).bold = True
        return caption

    def _add_table(self, table: PaperTable) -> None:
        self._add_caption(read_plain(table.caption)).paragraph_format.keep_with_next = True
        rows, columns = len(table.rows) + 1, len(table.headers)
        made = self._document.add_table(rows=rows, cols=columns)
        made.style = self._choose_style(*TABLE_STYLES)
        made.autofit = False
        self._describe_table(made, read_plain(table.caption))
        self._share_line(made, choose_widths(table))
        for place, cells in enumerate((table.headers, *table.rows)):
            bold = place == 0 or (table.total and place == rows - 1)
            self._fill_row(made.rows[place], cells, table.figures, bold)
        self._mark_row(made.rows[0], "tblHeader")
        self._document.add_paragraph()

    def _fill_row(
        self, row: Any, cells: Sequence[RichText], figures: frozenset[int], bold: bool
    ) -> None:
        self._mark_row(row, "cantSplit")
        right = self._docx.enum.text.WD_ALIGN_PARAGRAPH.RIGHT
        for column, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
            paragraph = cell.paragraphs[0]
            run = paragraph.add_run(_clean(read_plain(text)))
            run.bold, run.font.size = bold or None, self._docx.shared.Pt(9)
            paragraph.paragraph_format.space_after = self._docx.shared.Pt(2)
            if column in figures:
                paragraph.alignment = right

    def _mark_row(self, row: Any, mark: str) -> None:
        """Have a row repeat as a header (tblHeader) or keep it on one page (cantSplit)."""
        properties = row._tr.get_or_add_trPr()
        properties.append(self._docx.oxml.shared.OxmlElement(f"w:{mark}"))

    def _describe_table(self, made: Any, caption: str) -> None:
        """Its title for screen readers, which the library has no call for."""
        properties = made._tbl.tblPr
        title = self._docx.oxml.shared.OxmlElement("w:tblCaption")
        title.set(f"{_WORD}val", _clean(caption))
        properties.append(title)

    def _share_line(self, made: Any, widths: Sequence[int]) -> None:
        section = self._document.sections[-1]
        line = section.page_width - section.left_margin - section.right_margin
        for column, width in zip(made.columns, widths, strict=True):
            share = line * width // sum(widths)
            column.width = share
            for cell in column.cells:
                cell.width = share

    def _add_picture(self, picture: PaperPicture) -> None:
        wide = self._docx.shared.Mm(PICTURE_MILLIMETRES)
        self._document.add_picture(BytesIO(draw_png(picture.svg)), width=wide)
        drawn = self._document.paragraphs[-1]
        for properties in drawn._p.iter(
            "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
        ):
            properties.set("descr", _clean(read_plain(picture.described)))
            properties.set("name", picture.id)
        caption = self._add_caption(read_plain(picture.caption))
        caption.add_run(f" {_clean(read_plain(picture.described))}")


def _clean(text: str) -> str:
    """Text that XML can hold, with nothing invisible in it."""
    return make_printable(text, len(text) + 1)
