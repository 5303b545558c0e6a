"""When there is no atlas of a scenario."""

from lotdesign.scenario.scenario import Scenario


class NoAtlas(Exception):
    """The designs of a scenario cannot be listed; the text says why.

    `count` is how many there are, or how many were counted before giving up; None where
    counting had not begun.
    """

    def __init__(self, why: str, count: int | None = None) -> None:
        self.count = count
        super().__init__(why)


def refuse_offers(scenario: Scenario) -> None:
    """Raises NoAtlas when providers have prices, or lots could be delivered in several ways.

    Awards and routes are then part of a design, and its money depends on them.
    """
    if scenario.prices is not None:
        raise NoAtlas("an atlas cannot be drawn yet where providers have prices")
    if scenario.routes.allowed != ("external",):
        raise NoAtlas("an atlas cannot be drawn yet where lots can be delivered in several ways")
