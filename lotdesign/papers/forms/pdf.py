"""A paper as a tagged PDF/UA, typeset by typst from data; pictures as PNG for other forms."""

import json
import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from lotdesign.papers.content import (
    CouncilPaper,
    OfficerPrompt,
    PaperBlock,
    PaperHeading,
    PaperList,
    PaperParagraph,
    PaperPicture,
    PaperTable,
)
from lotdesign.papers.forms.extras import import_extra
from lotdesign.papers.text import RichText, read_plain
from lotdesign.papers.wording import PROMPT_LABEL

PDF_STANDARD = "ua-1"
PICTURE_RESOLUTION = 200
"""Dots an inch of pictures in DOCX."""

WIDEST_COLUMN, LONGEST_WORD, CELL_PADDING = 48, 66, 3
"""Characters that a column counts with when columns share the line: so many of its longest text,
but all of its longest word, up to so many; a longer one is broken."""

ZERO_WIDTH_SPACE = "\u200b"
"""Where a word that no column holds may be broken."""

_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")

_PICTURE_PAGE = (
    "#set page(width: auto, height: auto, margin: 0pt)\n"
    '#image(bytes(sys.inputs.svg), format: "svg", width: 150mm)\n'
)


def write_pdf(paper: CouncilPaper) -> bytes:
    """Typeset the paper; raises MissingExtra where typst is not installed."""
    typst = import_extra("typst")
    source = files("lotdesign.papers.forms").joinpath("paper.typ").read_bytes()
    data: bytes = typst.compile(
        source,
        format="pdf",
        sys_inputs={"paper": json.dumps(build_data(paper), ensure_ascii=False)},
        pdf_standards=PDF_STANDARD,
    )
    return data


def draw_png(svg: str) -> bytes:
    """Draw a picture of a paper as PNG; raises MissingExtra where typst is not installed."""
    typst = import_extra("typst")
    data: bytes = typst.compile(
        _PICTURE_PAGE.encode(), format="png", ppi=PICTURE_RESOLUTION, sys_inputs={"svg": svg}
    )
    return data


def build_data(paper: CouncilPaper) -> Mapping[str, Any]:
    """The content of a paper as plain data, for the typesetter."""
    return {
        "title": _write(paper.title),
        "authority": _write(paper.authority),
        "notice": _write(paper.notice),
        "front": build_block(paper.front),
        "sections": [
            {"title": section.title, "blocks": [build_block(each) for each in section.blocks]}
            for section in paper.sections
        ],
    }


def _write(text: RichText) -> str:
    plain = read_plain(text)
    return _LONG_WORD.sub(lambda found: found[0] + ZERO_WIDTH_SPACE, plain)


def build_block(block: PaperBlock) -> Mapping[str, Any]:
    """A block as plain data; `kind` names what it is."""
    match block:
        case PaperTable():
            return {
                "kind": "table",
                "caption": _write(block.caption),
                "headers": [_write(each) for each in block.headers],
                "rows": [[_write(cell) for cell in row] for row in block.rows],
                "figures": sorted(block.figures),
                "widths": choose_widths(block),
                "total": block.total,
            }
        case PaperList():
            items = [_write(each) for each in block.items]
            return {"kind": "list", "items": items, "numbered": block.numbered}
        case PaperPicture():
            return {
                "kind": "picture",
                "svg": block.svg,
                "caption": _write(block.caption),
                "described": _write(block.described),
            }
        case OfficerPrompt():
            return {"kind": "prompt", "label": PROMPT_LABEL, "text": _write(block.text)}
        case PaperHeading():
            return {"kind": "heading", "text": _write(block.text)}
        case PaperParagraph():
            return {"kind": "paragraph", "text": _write(block.text)}


def choose_widths(table: PaperTable) -> list[int]:
    """The share of the line that each column gets, by its longest text and its headers' words."""
    widths = []
    for column, header in enumerate(table.headers):
        texts = [read_plain(row[column]) for row in table.rows]
        longest = min(max(map(len, texts), default=0), WIDEST_COLUMN)
        words = (len(word) for text in (*texts, read_plain(header)) for word in text.split())
        widths.append(max(longest, min(max(words, default=0), LONGEST_WORD)) + CELL_PADDING)
    return widths
