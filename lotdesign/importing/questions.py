"""What a person must still decide: where the answer is written, and what it may be."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lotdesign.faults import Fault, make_printable

KeyPath = tuple[str, ...]
"""The key of a map file, step by step."""


@dataclass(frozen=True, slots=True)
class ImportQuestion:
    """A question, the key of the map file that answers it, and answers that are possible."""

    loc: KeyPath
    text: str
    choices: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The key as people write it: units.columns.service."""
        return ".".join(map(write_key, self.loc))


def write_key(step: str) -> str:
    """A key of TOML, in quotes where it needs them."""
    plain = step.replace("_", "").replace("-", "")
    return step if plain.isalnum() and plain.isascii() else write_toml_text(step)


def write_toml_text(text: str) -> str:
    """A text as TOML writes it: as JSON does, with the one character more that TOML escapes."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def build_question_faults(file: str, questions: Iterable[ImportQuestion]) -> list[Fault]:
    """A fault for each question, at its key in the map file."""
    return [
        Fault(f"{file}, {question.key}", f"decide: {question.text}{list_choices(question)}")
        for question in questions
    ]


def list_choices(question: ImportQuestion) -> str:
    """The possible answers, of many only the first."""
    if not question.choices:
        return ""
    few = ", ".join(make_printable(each, 60) for each in question.choices[:12])
    return f" Possible: {few}" + (", ..." if len(question.choices) > 12 else "")


def put_answer(values: Mapping[str, Any], loc: KeyPath, answer: Any) -> dict[str, Any]:
    """A copy of the map file's values with an answer at its key."""
    step, *rest = loc
    if not rest:
        return {**values, step: answer}
    inner = values.get(step)
    return {
        **values,
        step: put_answer(inner if isinstance(inner, dict) else {}, tuple(rest), answer),
    }


def find_answer(values: Mapping[str, Any], loc: KeyPath) -> Any:
    """What stands at a key; None where nothing does."""
    found: Any = values
    for step in loc:
        found = found.get(step) if isinstance(found, dict) else None
    return found
