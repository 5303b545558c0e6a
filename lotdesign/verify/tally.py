"""Counts the checks of a verification and keeps the faults."""

from dataclasses import dataclass, field

from lotdesign.result.model import Verification


@dataclass
class VerificationTally:
    """The number of checks made, and the faults found."""

    checks: int = 0
    faults: list[str] = field(default_factory=list)

    def check_equal(self, what: str, stated: object, recomputed: object) -> None:
        """Check that what the result states is what was computed again."""
        self.check_true(
            stated == recomputed,
            f"{what}: the result says {stated!r}, worked out again {recomputed!r}",
        )

    def check_true(self, holds: bool, fault: str) -> None:
        """Check a condition; `fault` is the sentence for where it does not hold."""
        self.checks += 1
        if not holds:
            self.faults.append(fault)

    def check_claim(self, holds: bool, fault: str) -> None:
        """Check what the result claims beside figures; only figures are counted."""
        if not holds and fault not in self.faults:
            self.faults.append(fault)

    def build_verification(self) -> Verification:
        """The verification that the result carries."""
        return Verification(ok=not self.faults, checks=self.checks, faults=tuple(self.faults))
