"""Small sweeps of the tiny example."""

from collections.abc import Sequence

from lotdesign.input.variations import read_grid
from solver.batch.jobs import JobSettings
from solver.batch.run import BatchPlan, plan_batch
from tests.cli.run import ROOT

TINY = ROOT / "examples" / "tiny"
GRID = ("market.small_needed=1,2,3", "money.procurement=0:10000:5000")


def planned(
    grid: Sequence[str] = GRID,
    settings: Sequence[str] = (),
    job_settings: JobSettings | None = None,
) -> BatchPlan:
    """The plan of a grid."""
    return plan_batch(TINY, read_grid(grid), [], settings, [], job_settings or JobSettings())
