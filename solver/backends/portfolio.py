"""An engine made of two: CP-SAT, and HiGHS for large windows."""

from solver.backends.base import EngineOutcome, SolveRequest
from solver.backends.cp_sat import CpSatEngine

HIGHS_LEAST_CANDIDATES = 700
"""With fewer candidates CP-SAT is as quick."""


class PortfolioEngine:
    """CP-SAT, and HiGHS first for large windows; `engines_used` has those asked so far."""

    name = "cp-sat"

    def __init__(self) -> None:
        self.engines_used = {"cp-sat"}
        self._cp_sat = CpSatEngine()

    def solve(self, request: SolveRequest) -> EngineOutcome:
        """Solve the request (see `Engine`); raises ValueError where CP-SAT refuses the model."""
        settings, allowed = request.settings, request.allowed
        count = request.model.candidate_count if allowed is None else int(allowed.sum())
        is_large_window = settings.is_window and count >= HIGHS_LEAST_CANDIDATES
        if is_large_window and request.objective is not None:
            from solver.backends.highs_native import NativeHighsEngine

            highs = NativeHighsEngine()
            if highs.can_solve(request):
                self.engines_used.add("highs")
                outcome = highs.solve(request)
                is_proof = outcome.status in ("optimal", "infeasible")
                if settings.seconds is not None or outcome.interrupted or is_proof:
                    return outcome
        return self._cp_sat.solve(request)
