"""CBC, by way of PuLP: the program that comes with it, where there is one for this machine.

It tells nothing while it works and cannot be stopped, so only tests and `doctor` ask it.
"""

import pulp

from solver.engines.answers import of_cbc
from solver.engines.task import Task
from solver.engines.through_pulp import Said, ThroughPulp


class Cbc(ThroughPulp):
    """Solves small neutral models with CBC."""

    name = "cbc"

    @property
    def available(self) -> bool:
        """Whether its program runs here."""
        return bool(_solver().available())

    def run(self, task: Task) -> Said:
        """What CBC says of the task."""
        problem = task.problem.problem
        problem.solve(_solver(task.seconds, task.presolve))
        return Said(of_cbc(problem.sol_status, problem.status), pulp.value(problem.objective))


def _solver(seconds: float | None = None, presolve: bool = True) -> pulp.LpSolver:
    return pulp.COIN_CMD(
        path=pulp.PULP_CBC_CMD.pulp_cbc_path,
        msg=False,
        timeLimit=seconds,
        gapRel=0,
        gapAbs=0,
        presolve=None if presolve else False,
        options=["integerTolerance 1e-9", "primalTolerance 1e-9"],
    )
