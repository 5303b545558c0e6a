"""A process that tells rising bounds until it has none or nobody listens: see `alongside`."""

from contextlib import suppress
from typing import cast

from lotdesign.pipe import own_pipes, receive, send
from lotdesign.scenario.scenario import Scenario
from solver.bounding.ascent import rising


def main() -> None:
    """Reads a scenario and a measure, and writes bounds in pence."""
    inbox, outbox = own_pipes()
    scenario, measure = cast("tuple[Scenario, str]", receive(inbox))
    with suppress(BrokenPipeError):
        for bound in rising(scenario, measure):
            send(outbox, bound)


if __name__ == "__main__":
    main()
