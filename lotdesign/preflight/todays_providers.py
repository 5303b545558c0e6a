"""Today's providers that the table of providers does not have."""

from collections.abc import Iterator

from lotdesign.money.baseline import unlisted_today
from lotdesign.preflight.note import Note
from lotdesign.scenario.scenario import Scenario


def todays_providers(scenario: Scenario) -> Iterator[Note]:
    """A note for each: it may have gone, or its id be mistyped."""
    for remark in unlisted_today(scenario):
        yield Note("warning", f"{remark}.")
