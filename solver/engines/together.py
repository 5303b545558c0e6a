"""CP-SAT, with HiGHS for what it does better: windows of plain rows with many lots."""

from solver.engines.base import Listener, Outcome, Settings
from solver.engines.cp_sat import CpSat
from solver.facts.lots import Flags, Ints
from solver.selection.linear import Linear
from solver.selection.model import Model

LEAST = 700
"""With fewer candidates CP-SAT is as quick."""


class Together:
    """Solves neutral models with either engine; `used` says which have been asked."""

    name = "cp-sat"

    def __init__(self) -> None:
        self.used = {"cp-sat"}
        self._cp_sat = CpSat()

    def solve(
        self,
        model: Model,
        minimise: Linear | None,
        allowed: Flags | None,
        settings: Settings,
        listen: Listener,
        hint: Ints | None = None,
    ) -> Outcome:
        """Minimise a form, or find any solution without one (see `Engine`)."""
        count = model.candidates if allowed is None else int(allowed.sum())
        if minimise is not None and settings.windowed and count >= LEAST:
            from solver.engines.highs_plain import HighsPlain

            highs = HighsPlain()
            if highs.takes(model, minimise, allowed):
                self.used.add("highs")
                outcome = highs.solve(model, minimise, allowed, settings, listen, hint)
                if settings.seconds is not None or outcome.interrupted or _proves(outcome):
                    return outcome
        return self._cp_sat.solve(model, minimise, allowed, settings, listen, hint)


def _proves(outcome: Outcome) -> bool:
    return outcome.status in ("optimal", "infeasible")
