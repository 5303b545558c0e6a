"""A paper as one HTML file: no script, nothing from outside, light and dark, for print too."""

from collections.abc import Iterator
from html import escape
from importlib.resources import files

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
from lotdesign.papers.text import (
    FieldText,
    PlaceLabel,
    RichText,
    TextPiece,
    TracedFigure,
    read_plain,
)
from lotdesign.papers.wording import CONTENTS_TITLE, PROMPT_LABEL
from lotdesign.version import CREATED_WITH

STYLE_FILE = "paper.css"

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""A browser is told to ask for nothing, whatever a text from a file may hold."""


def write_html(paper: CouncilPaper) -> str:
    """Write the whole document; each figure names the fields that it comes from."""
    return "\n".join(_write_document(paper)) + "\n"


def _write_document(paper: CouncilPaper) -> Iterator[str]:
    style = files("lotdesign.papers.forms").joinpath(STYLE_FILE).read_text(encoding="utf-8")
    title = escape(read_plain(paper.title))
    yield "<!DOCTYPE html>"
    yield '<html lang="en-GB">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark">'
    yield f'<meta name="generator" content="{escape(CREATED_WITH)}">'
    yield f"<title>{title}</title>"
    yield f"<style>\n{style}</style>"
    yield "</head>"
    yield "<body>"
    yield '<a class="skip" href="#content">Skip to the content</a>'
    yield "<header>"
    yield f'<p class="authority">{write_text(paper.authority)}</p>'
    yield f"<h1>{write_text(paper.title)}</h1>"
    yield f'<p class="notice">{write_text(paper.notice)}</p>'
    yield "</header>"
    yield f'<nav aria-label="{CONTENTS_TITLE}"><h2>{CONTENTS_TITLE}</h2><ol>'
    for section in paper.sections:
        yield f'<li><a href="#{section.id}">{escape(section.title)}</a></li>'
    yield "</ol></nav>"
    yield '<main id="content">'
    yield from _write_table(paper.front, "front")
    for section in paper.sections:
        yield from _write_section(section)
    yield "</main>"
    yield "</body>"
    yield "</html>"


def _write_section(section: PaperSection) -> Iterator[str]:
    yield f'<section id="{section.id}">'
    yield f"<h2>{escape(section.title)}</h2>"
    for place, block in enumerate(section.blocks, 1):
        yield from _write_block(block, f"{section.id}-{place}")
    yield "</section>"


def _write_block(block: PaperBlock, id_: str) -> Iterator[str]:
    match block:
        case PaperParagraph():
            yield f"<p>{write_text(block.text)}</p>"
        case PaperHeading():
            yield f"<h3>{write_text(block.text)}</h3>"
        case OfficerPrompt():
            yield (
                f'<p class="prompt"><strong>{PROMPT_LABEL}</strong> {write_text(block.text)}</p>'
            )
        case PaperList():
            tag = "ol" if block.numbered else "ul"
            yield f"<{tag}>"
            yield from (f"<li>{write_text(item)}</li>" for item in block.items)
            yield f"</{tag}>"
        case PaperTable():
            yield from _write_table(block, id_)
        case PaperPicture():
            yield from _write_picture(block)


def _write_table(table: PaperTable, id_: str) -> Iterator[str]:
    yield f'<div class="table" role="region" aria-labelledby="{id_}-caption" tabindex="0">'
    yield "<table>"
    yield f'<caption id="{id_}-caption"><span>{write_text(table.caption)}</span></caption>'
    yield "<thead><tr>"
    for column, header in enumerate(table.headers):
        yield f'<th scope="col"{_align(table, column)}>{write_text(header)}</th>'
    yield "</tr></thead>"
    yield "<tbody>"
    for row, cells in enumerate(table.rows):
        last = table.total and row == len(table.rows) - 1
        yield '<tr class="total">' if last else "<tr>"
        for column, cell in enumerate(cells):
            start, end = ('<th scope="row"', "</th>") if column == 0 else ("<td", "</td>")
            yield f"{start}{_align(table, column)}>{write_text(cell)}{end}"
        yield "</tr>"
    yield "</tbody></table></div>"


def _align(table: PaperTable, column: int) -> str:
    return ' class="figure"' if column in table.figures else ""


def _write_picture(picture: PaperPicture) -> Iterator[str]:
    label = escape(read_plain(picture.described))
    drawing = picture.svg.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)
    yield f'<figure id="{picture.id}">{drawing}'
    yield (
        f"<figcaption><strong>{write_text(picture.caption)}</strong> "
        f"{write_text(picture.described)}</figcaption></figure>"
    )


def write_text(text: RichText) -> str:
    """Write a text as markup in which every piece is escaped."""
    return "".join(map(_write_piece, text))


def _write_piece(piece: TextPiece) -> str:
    match piece:
        case TracedFigure():
            fields = escape(" ".join(piece.fields))
            return (
                f'<data value="{piece.exact}" data-style="{piece.style}" '
                f'data-origin="{piece.origin}" data-fields="{fields}">{escape(piece.shown)}</data>'
            )
        case FieldText():
            return f'<span data-field="{escape(piece.field)}">{escape(piece.text)}</span>'
        case PlaceLabel():
            return f'<span class="label">{escape(piece.text)}</span>'
        case _:
            return escape(piece)
