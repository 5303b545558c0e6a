"""A paper in the form that is asked for, and what a form needs before anything is worked out."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final, Literal

from lotdesign.faults import UsageError, quote_text
from lotdesign.papers.build import build_exempt_paper, build_paper
from lotdesign.papers.content import CouncilPaper
from lotdesign.papers.forms.extras import import_extra
from lotdesign.papers.sources import PaperSources

PaperForm = Literal["html", "docx", "pdf"]

FORM_BY_ENDING: Final[Mapping[str, PaperForm]] = {
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".pdf": "pdf",
}
"""Ending of a file -> the form that it stands for."""

_NEEDED_MODULES: Final[Mapping[PaperForm, tuple[str, ...]]] = {
    "html": (),
    "docx": ("docx", "docxtpl", "typst"),
    "pdf": ("typst",),
}


@dataclass(frozen=True, slots=True)
class DocxTemplate:
    """A council's template: its bytes, and its name for messages."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class CouncilPapers:
    """The public paper and the exempt part of one answer, in every form."""

    sources: PaperSources

    def render(self, form: PaperForm, template: DocxTemplate | None = None) -> bytes:
        """The public paper; raises MissingExtra, InputFaults for a template that cannot be used."""
        return _render(build_paper(self.sources), form, template)

    def render_exempt(self, form: PaperForm, template: DocxTemplate | None = None) -> bytes:
        """The exempt part; raises as `render` does."""
        return _render(build_exempt_paper(self.sources), form, template)


def choose_paper_form(path: str, flag: str = "--out") -> PaperForm:
    """The form that a file's ending stands for; raises UsageError for another ending."""
    form = FORM_BY_ENDING.get(PurePath(path).suffix.lower())
    if form is None:
        raise UsageError(f"{flag} {quote_text(path)}: a paper is written as .html, .docx or .pdf")
    return form


def check_form(form: PaperForm) -> None:
    """Raise MissingExtra where what this form needs is not installed."""
    for module in _NEEDED_MODULES[form]:
        import_extra(module)


def _render(paper: CouncilPaper, form: PaperForm, template: DocxTemplate | None) -> bytes:
    if form == "html":
        from lotdesign.atomic_files import encode_text
        from lotdesign.papers.forms.html import write_html

        return encode_text(write_html(paper))
    if form == "pdf":
        from lotdesign.papers.forms.pdf import write_pdf

        return write_pdf(paper)
    if template is not None:
        from lotdesign.papers.forms.template import fill_template

        return fill_template(paper, template.data, template.name)
    from lotdesign.papers.forms.docx import write_docx

    return write_docx(paper)
