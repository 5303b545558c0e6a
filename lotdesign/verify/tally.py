"""Counts the checks of a verification and keeps the faults."""

from dataclasses import dataclass, field

from lotdesign.result.model import Verification


@dataclass
class VerificationTally:
    """Every comparison made, and what did not agree."""

    checks: int = 0
    faults: list[str] = field(default_factory=list)

    def check_equal(self, what: str, said: object, found: object) -> None:
        """The result says `said`; worked out again it is `found`."""
        self.check_true(
            said == found, f"{what}: the result says {said!r}, worked out again {found!r}"
        )

    def check_true(self, holds: bool, fault: str) -> None:
        """Something that must hold."""
        self.checks += 1
        if not holds:
            self.faults.append(fault)

    def build_verification(self) -> Verification:
        """What the result carries of it."""
        return Verification(ok=not self.faults, checks=self.checks, faults=tuple(self.faults))
