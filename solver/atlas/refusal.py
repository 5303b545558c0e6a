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


def offers(scenario: Scenario) -> str | None:
    """What besides its lots is part of a design, and decides on its money; None for nothing."""
    if scenario.prices is not None:
        return "providers have prices"
    if scenario.routes.several:
        return "lots can be delivered in several ways"
    return None


def refuse_offers(scenario: Scenario) -> None:
    """Raises NoAtlas where designs are more than their lots."""
    found = offers(scenario)
    if found is not None:
        raise NoAtlas(f"an atlas cannot be drawn yet where {found}")
