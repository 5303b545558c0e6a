"""Words that stand in several places of a paper, each in one home."""

from collections.abc import Sequence

from lotdesign.measures.registry import ALL_MEASURES
from lotdesign.papers.text import RichText, TracedFigure, compose_text
from lotdesign.report.wording import COST_TO_COUNCIL

PROMPT_LABEL = "For officers to write:"
CONTENTS_TITLE = "Contents"
EXEMPT_NOTE = "A text that names providers: it stands in the exempt part."
NOT_IN_TIME = "This was not worked out in the time allowed."


def title_measure(name: str) -> str:
    """The title of a measure in a paper: whole-life cost is the cost to the council."""
    if name == "whole_life_cost":
        return COST_TO_COUNCIL
    return ALL_MEASURES[name].title if name in ALL_MEASURES else name


def write_counted(figure: TracedFigure, one: str, many: str = "") -> RichText:
    """A traced number with its noun: 1 lot, 2 lots."""
    return compose_text("{} " + (one if figure.exact == 1 else many or f"{one}s"), figure)


def lower_first(text: str) -> str:
    """The text as it stands inside a sentence."""
    return text[:1].lower() + text[1:]


def write_headers(*titles: str | RichText) -> tuple[RichText, ...]:
    """Headers of a table from plain words and texts."""
    return tuple((title,) if isinstance(title, str) else title for title in titles)


def place_figures(columns: Sequence[str | RichText], first: int = 1) -> frozenset[int]:
    """The columns from `first` on, as figures."""
    return frozenset(range(first, len(columns)))
