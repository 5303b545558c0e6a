"""Small sweeps of the tiny example."""

from collections.abc import Sequence

from lotdesign.scenario.variations import read_grid
from solver.sweep.job import Means
from solver.sweep.sweep import Plan, plan
from tests.cli.run import ROOT

TINY = ROOT / "examples" / "tiny"
GRID = ("market.small_needed=1,2,3", "money.procurement=0:10000:5000")


def planned(
    grid: Sequence[str] = GRID, settings: Sequence[str] = (), means: Means | None = None
) -> Plan:
    """The plan of a grid."""
    return plan(TINY, read_grid(grid), [], settings, [], means or Means())
