"""Where a sweep is worked on."""

from solver.sweep.cluster import ClusterPool
from solver.sweep.local import LocalPool, processors
from solver.sweep.pool import Pool


def place(workers: int, cluster: str | None) -> Pool:
    """Processes of this machine, 0 for one a processor, or a cluster; raises NoCluster."""
    return LocalPool(workers or processors()) if cluster is None else ClusterPool(cluster)
