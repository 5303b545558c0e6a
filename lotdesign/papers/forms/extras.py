"""Libraries of the extras, loaded when a form needs them, and a sentence where one is missing."""

from importlib import import_module
from typing import Any, Final

from lotdesign.faults import UsageError

EXTRAS: Final = {"typst": "report", "docx": "office", "docxtpl": "office", "jinja2": "office"}
"""Module -> the extra of lotdesign that brings it."""

FORM_WORDS: Final = {"report": "PDF", "office": "DOCX"}
"""Extra -> the form that it is for."""


class MissingExtra(UsageError):
    """A form is asked for whose extra is not installed; the text says how to install it."""


def import_extra(module: str) -> Any:
    """Import a module of an extra; raises MissingExtra where it is not installed."""
    try:
        return import_module(module)
    except ImportError:
        extra = EXTRAS[module.partition(".")[0]]
        raise MissingExtra(
            f"writing {FORM_WORDS[extra]} needs the extra {extra}: pip install 'lotdesign[{extra}]'"
        ) from None
