"""A process that tells rising bounds until it has none or nobody listens: see `alongside`."""

import sys
from contextlib import suppress
from typing import cast

from lotdesign.pipe import receive, send
from lotdesign.scenario.scenario import Scenario
from solver.bounding.ascent import rising


def main() -> None:
    """Reads a scenario and a measure, and writes bounds in pence."""
    scenario, measure = cast("tuple[Scenario, str]", receive(sys.stdin.buffer))
    with suppress(BrokenPipeError):
        for bound in rising(scenario, measure):
            send(sys.stdout.buffer, bound)


if __name__ == "__main__":
    main()
