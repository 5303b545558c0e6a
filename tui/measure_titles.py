"""Short titles of measures for narrow columns; their full titles stand in reports."""

from lotdesign.measures.registry import MEASURES


def short_title(measure: str) -> str:
    """A measure's short name."""
    return MEASURES[measure].short_title if measure in MEASURES else measure
