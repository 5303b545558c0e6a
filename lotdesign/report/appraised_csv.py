"""The appraisal of the options for a spreadsheet."""

from fractions import Fraction

from lotdesign.measures.registry import MEASURES
from lotdesign.report.appraised_scores import everybody, points
from lotdesign.report.sheet import csv_text, words
from lotdesign.result.appraised import Appraised
from lotdesign.scenario.written import decimal


def appraised_csv(told: Appraised) -> str:
    """A row an option: its rank, points and scores, and every measure in its own unit."""
    measures = [name for name in MEASURES if any(name in each.measures for each in told.options)]
    places = {each.option: each for each in told.ranking}
    headers = (
        *("option", "name", "rank", "points", "admissible", "broken"),
        *(words(f"score: {each.id}") for each in told.criteria),
        *measures,
    )
    rows = []
    for each in everybody(told):
        place = places.get(each.id)
        ranks = ("", "") if place is None else (str(place.rank), points(place.points))
        scores = {} if place is None else place.scores
        figures = (each.measures.get(name) for name in measures)
        rows.append(
            (
                *(words(each.id), words(each.name), *ranks, "yes" if each.admissible else "no"),
                words(";".join(each.broken)),
                *(decimal(Fraction(scores[c.id])) if scores else "" for c in told.criteria),
                *("" if value is None else str(value) for value in figures),
            )
        )
    return csv_text(headers, rows)
