"""What a result rests on: assumptions, and what was found before solving."""

from lotdesign.faults import shown
from lotdesign.report.page import Items, Section, Text
from lotdesign.result.model import AssumptionNote, Result
from lotdesign.scenario.assumptions import ASSUMPTION

_LONG = 500
TABLES = ("units", "providers", "scores")

CLAIMS = (
    "Best means best among all designs of this scenario, by its rules and aims. Nobody is said "
    "to bid or to win. Savings of scale are assumptions unless a source is named. "
    "Nothing here is legal advice."
)


def assumptions(result: Result) -> Section:
    """Every figure that no source gives."""
    return Section("What rests on assumption", (Items(tuple(map(_told, result.assumptions))),))


def _told(note: AssumptionNote) -> str:
    """A table's rows are named in the text already."""
    text = shown(note.text.removeprefix(ASSUMPTION).strip(), _LONG)
    return text if note.where in TABLES else f"{shown(note.where)}: {text}"


def preflight(result: Result) -> Section:
    """What arithmetic alone says of the scenario."""
    told = tuple(shown(each, _LONG) for each in result.preflight)
    return Section("Found before solving", (Items(told),))


def claims() -> Section:
    """What the tool does not claim."""
    return Section("What this does not say", (Text(CLAIMS),))
