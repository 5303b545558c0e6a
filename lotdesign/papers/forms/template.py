"""A paper as DOCX in a council's own template, whose fields are filled and markers replaced."""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

from lotdesign.faults import Fault, InputFaults, make_printable
from lotdesign.papers.content import CouncilPaper, PaperSection, PaperTable
from lotdesign.papers.forms.docx import DocxWriter, save_document, set_properties
from lotdesign.papers.forms.docx_archive import is_sound_archive
from lotdesign.papers.forms.extras import import_extra
from lotdesign.papers.text import read_plain

BODY_FIELD, REST_FIELD, FRONT_FIELD = "body", "rest", "particulars"
"""Fields that stand for all sections, for those that have no field of their own in the template,
and for the table of particulars."""

SECTION_FIELDS = (
    *("summary", "changes", "explanation", "recommendation", "background", "lots", "options"),
    *("scores", "compared", "nearby", "reasons", "rules", "consultation", "finance", "legal"),
    *("equality", "staff", "market", "holding", "risk", "social_value", "assumptions", "repeat"),
    *("providers", "listed", "named_rules", "withdrawals", "worth", "held_by", "assumed"),
)
"""Sections as a template names them; one that a paper does not have leaves nothing behind."""

_MARKER = "\N{LEFT WHITE SQUARE BRACKET}{}\N{RIGHT WHITE SQUARE BRACKET}"
_PARAGRAPH = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"
_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"


def fill_template(paper: CouncilPaper, template: bytes, name: str) -> bytes:
    """Fill a council's template; `name` is its file, for faults.

    Raises MissingExtra where the extra is not installed, InputFaults where the template is no DOCX,
    asks for a field that there is none of, or has no place for the sections.
    """
    docxtpl, docx, jinja = (import_extra(each) for each in ("docxtpl", "docx", "jinja2"))
    if not is_sound_archive(template):
        raise InputFaults([Fault(name, "is no Word document; save the template as .docx")])
    sandbox = import_extra("jinja2.sandbox")
    filled = docxtpl.DocxTemplate(BytesIO(template))
    environment = sandbox.ImmutableSandboxedEnvironment(undefined=jinja.StrictUndefined)
    try:
        filled.render(_build_fields(paper), jinja_env=environment, autoescape=True)
    except jinja.TemplateError as error:
        raise InputFaults([Fault(name, _explain(str(error)))]) from None
    document = filled.docx
    set_properties(document, paper)
    if not _replace_markers(document, docx, paper):
        field = f"{{{{ {BODY_FIELD} }}}}"
        right = f"has no place for the paper; write {field} in a paragraph of its own"
        raise InputFaults([Fault(name, right)])
    return save_document(document)


def check_template(template: bytes, name: str) -> None:
    """Fill a template with a paper without content; raises as `fill_template` does."""
    front = PaperTable((), ((),), ())
    fill_template(CouncilPaper((), (), (), front, ()), template, name)


def _explain(error: str) -> str:
    known = ", ".join(("title", "authority", "notice", FRONT_FIELD, BODY_FIELD, REST_FIELD))
    return f"{make_printable(error, 200)}; fields are {known} and the sections by name"


def _build_fields(paper: CouncilPaper) -> Mapping[str, str]:
    markers = (BODY_FIELD, REST_FIELD, FRONT_FIELD, *SECTION_FIELDS)
    return {
        "title": read_plain(paper.title),
        "authority": read_plain(paper.authority),
        "notice": read_plain(paper.notice),
        **{field: _MARKER.format(field) for field in markers},
    }


def _replace_markers(document: Any, docx: Any, paper: CouncilPaper) -> int:
    """Put content in place of each marker that is a paragraph; return how many held sections."""
    found = {
        field: paragraph
        for paragraph in document.element.body.iter(_PARAGRAPH)
        for field in (BODY_FIELD, REST_FIELD, FRONT_FIELD, *SECTION_FIELDS)
        if "".join(each.text or "" for each in paragraph.iter(_TEXT)).strip()
        == _MARKER.format(field)
    }
    sections = {section.id.replace("-", "_"): section for section in paper.sections}
    rest = [section for id_, section in sections.items() if id_ not in found]
    held = {BODY_FIELD: list(sections.values()), REST_FIELD: rest}
    writer = DocxWriter(document, docx)
    for field, paragraph in found.items():
        with_front = [paper.front] if field == FRONT_FIELD else []
        chosen = held.get(field, [sections[field]] if field in sections else [])
        for element in _write_apart(document, writer, with_front, chosen):
            paragraph.addprevious(element)
        paragraph.getparent().remove(paragraph)
    return len(found.keys() - {FRONT_FIELD})


def _write_apart(
    document: Any, writer: DocxWriter, blocks: Sequence[Any], sections: Sequence[PaperSection]
) -> Iterator[Any]:
    """Write at the end of the document, and yield what was written there."""
    body = document.element.body
    before = set(body.iterchildren())
    for block in blocks:
        writer.write_block(block)
    for section in sections:
        writer.write_section(section)
    yield from [each for each in body.iterchildren() if each not in before]
