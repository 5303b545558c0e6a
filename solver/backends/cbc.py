"""CBC, by way of PuLP (to be deleted)."""

import pulp

from solver.backends.base import read_cbc_status
from solver.backends.pulp_engine import PulpAnswer, PulpEngine, PulpTask


class CbcEngine(PulpEngine):
    """Solves small neutral models with CBC."""

    name = "cbc"

    @property
    def available(self) -> bool:
        """Whether its program runs here."""
        return bool(_build_cbc_solver().available())

    def run_solver(self, task: PulpTask) -> PulpAnswer:
        """What CBC says of the task."""
        problem = task.problem.problem
        problem.solve(_build_cbc_solver(task.seconds, task.presolve))
        return PulpAnswer(
            read_cbc_status(problem.sol_status, problem.status), pulp.value(problem.objective)
        )


def _build_cbc_solver(seconds: float | None = None, presolve: bool = True) -> pulp.LpSolver:
    return pulp.COIN_CMD(
        path=pulp.PULP_CBC_CMD.pulp_cbc_path,
        msg=False,
        timeLimit=seconds,
        gapRel=0,
        gapAbs=0,
        presolve=None if presolve else False,
        options=["integerTolerance 1e-9", "primalTolerance 1e-9"],
    )
